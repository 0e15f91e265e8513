import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, type ListState } from '#kit/ui/link.tsx'
import { ProgressBar } from '#kit/ui/progress.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import type { Overview } from '../routes.ts'
import { veryLateDays } from '../rules.ts'
import { type At, figureAt, overviewAt } from './address.ts'
import { showFigure, showShare } from './tiles.tsx'
import { reportUiWords } from './words.ts'

type Unit = Overview['units'][number]

const worstFirst = (a: Unit, b: Unit): number =>
  (b.daysLate ?? -1) - (a.daysLate ?? -1) || (a.progress ?? 2) - (b.progress ?? 2)

/** The units beneath, who is behind first; five of them until all are asked for. */
export function LateUnits(props: { readonly of: Overview; readonly at: At; readonly list?: ListState }): ReactNode {
  const { of, at, list } = props
  const words = useWords(reportUiWords)
  const lang = useLang()
  const planned = of.units.filter(unit => unit.progress !== null)
  const late = planned.filter(unit => (unit.daysLate ?? 0) > 0)
  const all = list?.get('units') === 'all'
  const shown = [...(all ? of.units : late)].sort(worstFirst).slice(0, all ? undefined : 6)
  const turn = (units: string, label: string): ReactNode => (
    <button type="button" className="text-accent hover:underline" onClick={() => list?.set({ units })}>
      {label}
    </button>
  )
  return (
    <Card
      flush={true}
      title={words.late}
      mark={
        late.length > 0 && (
          <Chip tone={late.some(unit => (unit.daysLate ?? 0) >= veryLateDays) ? 'bad' : 'warn'}>
            {words.lateOf(showCount(late.length, lang), showCount(planned.length, lang))}
          </Chip>
        )
      }
      action={
        list
          ? all
            ? turn('', words.lateOnly)
            : turn('all', words.allUnitsOf(showCount(of.units.length, lang)))
          : undefined
      }
    >
      <Table
        caption={words.late}
        columns={useColumns(of, at)}
        rows={shown}
        rowKey={unit => unit.id}
        empty={<EmptyState title={words.nobodyLate} why={words.nobodyLateNext} />}
      />
    </Card>
  )
}

function useColumns(of: Overview, at: At): readonly Column<Unit>[] {
  const words = useWords(reportUiWords)
  const said = useSaid()
  const lang = useLang()
  const tone = (unit: Unit) =>
    (unit.daysLate ?? 0) >= veryLateDays ? ('bad' as const) : (unit.daysLate ?? 0) > 0 ? ('warn' as const) : undefined
  return [
    {
      key: 'unit',
      head: words.unit,
      strong: true,
      cell: unit => <Link to={overviewAt({ ...at, unit: unit.id })}>{unit.name}</Link>,
      second: unit => unit.above,
    },
    {
      key: 'done',
      head: words.done,
      from: 'sm',
      width: '8rem',
      cell: unit =>
        unit.progress !== null && (
          <span className="flex w-32 items-center gap-3">
            <ProgressBar
              label={unit.name}
              percent={unit.progress * 100}
              due={of.pace.share * 100}
              tone={tone(unit) ?? 'accent'}
            />
          </span>
        ),
    },
    { key: 'share', head: words.share, figure: true, cell: unit => showShare(unit.progress, lang) },
    {
      key: 'late',
      head: words.behind,
      tight: true,
      cell: unit => {
        const late = tone(unit)
        if (late)
          return (
            <Chip tone={late} icon="clock">
              {words.days(showCount(unit.daysLate ?? 0, lang))}
            </Chip>
          )
        return unit.progress !== null && <span className="text-ink-2">{words.onTime}</span>
      },
    },
    {
      key: 'stuck',
      head: words.stuck,
      from: 'md',
      cell: unit => {
        const measure = of.measures.find(one => one.key === unit.worst?.key)
        if (!unit.worst || !measure) return null
        const figure = (value: number): string => showFigure(value, measure, lang)
        return (
          <Link to={figureAt(measure.key, { ...at, unit: unit.id })} className="text-ink-2 hover:text-accent">
            {words.stuckOf(said(measure.name), figure(unit.worst.total), figure(unit.worst.plan))}
          </Link>
        )
      },
    },
  ]
}
