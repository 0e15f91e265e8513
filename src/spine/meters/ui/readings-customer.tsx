import type { ReactNode } from 'react'
import { dayNumber, dayOfNumber, showDay } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { ChartFigure } from '#kit/ui/chart-figure.tsx'
import { heatChart } from '#kit/ui/charts/heat.ts'
import { loadChart } from '#kit/ui/charts/load.ts'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useListState, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { showCount, showQuantity } from '#kit/units'
import { marks as bits } from '../rules-series.ts'
import { type Curve, readings } from './readings-client.ts'
import { readingUiWords } from './readings-words.ts'

type Marks = keyof typeof bits
const markNames = Object.keys(bits) as Marks[]

/** A customer's readings: days by hours of a month, and the curve of one day beside the month's mean. */
export function CustomerReadingsScreen(): ReactNode {
  const id = useParam('id')
  const words = useWords(readingUiWords)
  const lang = useLang()
  const list = useListState()
  const month = list.get('month')
  const { data, error, retry } = useLoad(['meters', 'curve', id, month], signal =>
    readings.curve({ customerId: id, ...(month ? { month } : {}) }, { signal }),
  )
  if (error) return <ErrorState error={error} retry={retry} />
  if (!data) return <LoadingState />
  const span =
    data.firstDay && data.lastDay
      ? words.cardSpan(showDay(data.firstDay, lang), showDay(data.lastDay, lang))
      : words.noHeld
  return (
    <Page title={data.name} state={<Head code={data.code} id={id} span={span} />}>
      {data.months.length === 0 ? (
        <EmptyState title={words.noHeld} why={words.noHeldNext} />
      ) : (
        <>
          <div className="max-w-xs">
            <Select
              name="month"
              label={words.month}
              options={[...data.months].reverse().map(it => ({
                value: it.month,
                label: `${showDay(it.month, lang).slice(3)} · ${showQuantity(Math.round(it.kwh), 'kWh', lang)}`,
              }))}
              value={data.month ?? ''}
              onChange={value => list.set({ month: value, day: '' })}
            />
          </div>
          {data.from && <MonthCards of={data} from={data.from} />}
        </>
      )}
    </Page>
  )
}

function Head(props: { readonly code: string; readonly id: string; readonly span: string }): ReactNode {
  return (
    <>
      <Link to={`/customers/${props.id}`}>{props.code}</Link> · {props.span}
    </>
  )
}

type Day = { readonly iso: string; readonly kw: readonly (number | null)[]; readonly marks: readonly number[] }
const daysOf = ({ kwh, marks, slots }: Curve, from: string): Day[] =>
  Array.from({ length: kwh.length / slots }, (_, at) => ({
    iso: dayOfNumber(dayNumber(from) + at),
    kw: kwh.slice(at * slots, (at + 1) * slots).map(value => (value === null ? null : (value * slots) / 24)),
    marks: marks.slice(at * slots, (at + 1) * slots),
  }))

/** The mean of the slots that may be used, over the month. */
function meanOf(days: readonly Day[], slots: number): (number | null)[] {
  return Array.from({ length: slots }, (_, slot) => {
    const good = days.flatMap(day => (day.marks[slot] === 0 && day.kw[slot] !== null ? [day.kw[slot] as number] : []))
    return good.length > 0 ? good.reduce((sum, value) => sum + value, 0) / good.length : null
  })
}

function MonthCards({ of, from }: { readonly of: Curve; readonly from: string }): ReactNode {
  const words = useWords(readingUiWords)
  const lang = useLang()
  const list = useListState()
  const days = daysOf(of, from)
  const day = days.find(it => it.iso === list.get('day')) ?? days.at(-1)
  const month = showDay(of.month ?? from, lang).slice(3)
  const missing = of.marks.filter(mark => mark & bits.missing).length
  const other = of.marks.filter(mark => mark !== 0 && mark !== bits.missing).length
  const heat = heatChart({
    title: words.heat(month),
    unit: 'kW',
    summary: words.heatSays(days.length, showCount(missing, lang), showCount(other, lang)),
    lang,
    rows: days.map(it => ({
      name: showDay(it.iso, lang).slice(0, 5),
      values: it.kw,
      marked: it.marks.map(mark => mark !== 0 && mark !== bits.missing),
    })),
    names: { day: words.dayPick, sum: 'Σ', low: words.low, high: words.high, none: words.none, marked: words.marked },
  })
  return (
    <>
      <Card title={words.heat(month)}>
        <ChartFigure chart={heat} />
        <MarkCounts marks={of.marks} />
      </Card>
      {day && (
        <DayCard
          days={days}
          day={day}
          slots={of.slots}
          onDay={iso => list.set({ month: list.get('month'), day: iso })}
        />
      )}
    </>
  )
}

function MarkCounts({ marks }: { readonly marks: readonly number[] }): ReactNode {
  const words = useWords(readingUiWords)
  const lang = useLang()
  const found = markNames.flatMap(name => {
    const many = marks.filter(mark => mark & bits[name]).length
    return many > 0 ? [`${words.marks[name]}: ${showCount(many, lang)}`] : []
  })
  return (
    <p className="mt-2 text-ink-2 text-table">
      {found.length > 0 ? `${words.marksOf}: ${found.join(' · ')}` : words.marksNone}
    </p>
  )
}

function DayCard(props: {
  readonly days: readonly Day[]
  readonly day: Day
  readonly slots: number
  readonly onDay: (iso: string) => void
}): ReactNode {
  const { days, day, slots, onDay } = props
  const words = useWords(readingUiWords)
  const lang = useLang()
  const title = words.curve(showDay(day.iso, lang))
  const chart = loadChart({
    title,
    unit: 'kW',
    summary: words.marksOf,
    lang,
    actual: day.kw,
    expected: meanOf(days, slots),
    stepMinutes: 1440 / slots,
    names: { time: words.time, actual: words.actual, expected: words.mean, band: '' },
  })
  const pick = (
    <div className="w-40">
      <Select
        name="day"
        label={words.dayPick}
        options={days.map(it => ({ value: it.iso, label: showDay(it.iso, lang) }))}
        value={day.iso}
        onChange={onDay}
      />
    </div>
  )
  return (
    <Card title={title} action={pick}>
      <ChartFigure chart={chart} />
      {day.marks.some(mark => mark !== 0) && <MarkCounts marks={day.marks} />}
    </Card>
  )
}
