import type { ReactNode } from 'react'
import { showDay } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { ChartFigure } from '#kit/ui/chart-figure.tsx'
import { barChart } from '#kit/ui/charts/bars.ts'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, type ListState, useListState, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { provinces } from '#kit/ui/map/provinces.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showPercent, unitName, units } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { reportRoutes } from '../routes.ts'
import { type At, atOf, figureAt, overviewAt } from './address.ts'
import { reports } from './client.ts'
import { GradeBar } from './grade-bar.tsx'
import { Records } from './records.tsx'
import { showFigure } from './tiles.tsx'
import { reportUiWords } from './words.ts'

export type FigureOf = GivesOf<typeof reportRoutes.figure>

/** One figure: what it is made of, by grade, unit, day and province; then the records themselves. */
export function FigureScreen(): ReactNode {
  const said = useSaid()
  const list = useListState()
  const at = atOf(list)
  const asked = { ...at, activity: useParam('activity'), measure: useParam('measure') }
  const { data, error, retry } = useLoad(['reports', 'figure', asked], signal => reports.figure(asked, { signal }))
  if (!data) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  return (
    <Page
      title={said(data.measure.name)}
      state={
        <>
          <Link to={overviewAt(at)}>{said(data.edition.name)}</Link> · {data.unit.name}
        </>
      }
    >
      <Sums of={data} />
      <Columns>
        <Units of={data} at={at} />
        <Places of={data} list={list} />
      </Columns>
      <Days of={data} />
      <Records asked={asked} measure={data.measure} places={data.places} list={list} />
    </Page>
  )
}

function Sums({ of }: { readonly of: FigureOf }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const { counted, plan, duty, measure } = of
  const figure = (value: number): string => showFigure(value, measure, lang)
  const all = counted.proven + counted.recorded + counted.declared + counted.stated
  const share = (value: number): string | undefined => (all > 0 ? showPercent(value / all, lang) : undefined)
  const duties = (['statutory', 'extra'] as const).filter(one => duty[one] > 0)
  return (
    <FigureRow label={words.definition}>
      <Figure
        label={words.total}
        value={figure(counted.total)}
        unit={units[measure.unit].says[lang]}
        compare={
          plan ? words.ofPlan(showPercent(Math.floor((counted.total / plan) * 1000) / 1000, lang)) : words.noPlan
        }
        why={
          <>
            <p>{words.acts(showFigure(counted.many, { unit: 'times' }, lang))}</p>
            {counted.stated > 0 && <p className="mt-1">{words.statedWhy(figure(counted.stated))}</p>}
            {duties.map(one => (
              <p key={one} className="mt-1">{`${words.duty[one]}: ${figure(duty[one])}`}</p>
            ))}
          </>
        }
      />
      <Figure label={words.grades.proven} value={figure(counted.proven)} compare={share(counted.proven)} />
      <Figure label={words.grades.recorded} value={figure(counted.recorded)} compare={share(counted.recorded)} />
      <Figure
        label={
          counted.stated > 0 ? `${words.grades.declared}, ${words.grades.stated.toLowerCase()}` : words.grades.declared
        }
        value={figure(counted.declared + counted.stated)}
        compare={share(counted.declared + counted.stated)}
      />
    </FigureRow>
  )
}

function Units({ of, at }: { readonly of: FigureOf; readonly at: At }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const own = (unit: FigureOf['units'][number]): boolean => unit.id === of.unit.id
  const columns: readonly Column<FigureOf['units'][number]>[] = [
    {
      key: 'unit',
      head: words.unit,
      strong: true,
      cell: unit =>
        own(unit) ? (
          words.ownWork(unit.name)
        ) : (
          <Link to={figureAt(of.measure.key, { ...at, unit: unit.id })}>{unit.name}</Link>
        ),
    },
    {
      key: 'plan',
      head: words.plan,
      figure: true,
      from: 'sm',
      cell: unit => (unit.plan === null ? null : showFigure(unit.plan, of.measure, lang)),
    },
    {
      key: 'counted',
      head: words.counted,
      figure: true,
      cell: unit => (unit.counted.total === 0 ? null : showFigure(unit.counted.total, of.measure, lang)),
    },
    {
      key: 'share',
      head: words.share,
      figure: true,
      cell: unit => (unit.plan ? showPercent(Math.floor((unit.counted.total / unit.plan) * 1000) / 1000, lang) : null),
    },
    {
      key: 'how',
      head: words.how,
      from: 'md',
      width: '8rem',
      cell: unit => <GradeBar of={unit.counted} label={unit.name} />,
    },
  ]
  const rows = [...of.units].sort(
    (a, b) =>
      Number(own(b)) - Number(own(a)) || b.counted.total - a.counted.total || a.name.localeCompare(b.name, 'vi'),
  )
  return (
    <Card flush={true} title={words.byUnit}>
      <div className="max-h-112 overflow-y-auto">
        <Table caption={words.byUnit} columns={columns} rows={rows} rowKey={unit => unit.id} />
      </div>
    </Card>
  )
}

type Row = { readonly code: string; readonly name: string; readonly total: number }

function Places({ of, list }: { readonly of: FigureOf; readonly list: ListState }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const names = new Map(provinces.map(one => [one.code, one.name]))
  const rows: Row[] = [...Map.groupBy(of.places, place => place.province)]
    .map(([code, places]) => ({
      code,
      name: names.get(code) ?? code,
      total: places.reduce((sum, place) => sum + place.total, 0),
    }))
    .sort((a, b) => b.total - a.total)
  if (of.elsewhere > 0) rows.push({ code: '', name: words.elsewhere, total: of.elsewhere })
  const columns: readonly Column<Row>[] = [
    {
      key: 'place',
      head: words.place,
      strong: true,
      cell: row =>
        row.code === '' ? (
          row.name
        ) : (
          <button
            type="button"
            className="text-left text-accent hover:underline"
            onClick={() => list.set({ province: row.code })}
          >
            {row.name}
          </button>
        ),
    },
    { key: 'total', head: words.counted, figure: true, cell: row => showFigure(row.total, of.measure, lang) },
  ]
  return (
    <Card flush={true} title={words.byPlace}>
      <div className="max-h-112 overflow-y-auto">
        <Table caption={words.byPlace} columns={columns} rows={rows} rowKey={row => row.code} />
      </div>
    </Card>
  )
}

function Days({ of }: { readonly of: FigureOf }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  if (of.days.length < 2) return null
  const unit = unitName(of.measure.unit, lang)
  const chart = barChart({
    title: words.byDay,
    unit,
    summary: `${words.byDay}: ${of.days.length}`,
    lang,
    bars: of.days.map(one => ({ label: showDay(one.day, lang).slice(0, 5), value: one.total })),
    names: { item: words.day, value: words.counted },
  })
  return (
    <Card title={words.byDay} mark={<span className="text-ink-3 text-label">{unit}</span>}>
      <ChartFigure chart={chart} />
    </Card>
  )
}
