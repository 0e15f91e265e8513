import { type Chart, type ChartBasics, label } from './chart.ts'
import { frame, round, type Svg, svg } from './svg.ts'

/** ISO days; both ends belong to the bar. */
export type Span = { readonly from: string; readonly to: string }
export type Timeline = ChartBasics &
  Span & {
    readonly today: string
    readonly rows: readonly { readonly label: string; readonly spans: readonly Span[] }[]
    readonly names: {
      readonly item: string
      readonly past: string
      readonly rest: string
      readonly coming: string
      readonly today: string
    }
  }

const dayMs = 86_400_000
const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / dayMs
const short = (iso: string): string => `${iso.slice(8, 10)}/${iso.slice(5, 7)}`
const long = (iso: string): string => `${short(iso)}/${iso.slice(0, 4)}`
const isoOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** What happens when: what is past solid, what remains lighter, what is to come dashed, and a line for today. */
export function timelineChart(input: Timeline): Chart {
  const { names } = input
  return {
    ...input,
    legend: [
      { mark: 'swatch', class: 'c-solid', label: names.past },
      { mark: 'swatch', class: 'c-soft', label: names.rest },
      { mark: 'outline', class: 'c-coming', label: names.coming },
    ],
    table: {
      head: [names.item, input.unit],
      rows: input.rows.map(row => [row.label, row.spans.map(span => `${long(span.from)}–${long(span.to)}`).join('; ')]),
    },
    draw: width => drawTimeline(input, width),
  }
}

const rowPx = 32

function drawTimeline(input: Timeline, widthPx: number): Svg {
  const narrow = widthPx < 480
  const left = narrow ? 4 : Math.min(180, Math.max(...input.rows.map(row => row.label.length)) * 7.2 + 16)
  const first = dayNumber(input.from)
  const days = dayNumber(input.to) - first + 1
  const width = widthPx - left - 12
  const x = (day: number): number => left + ((day - first) / days) * width
  const top = 30
  const height = narrow ? rowPx + 14 : rowPx
  const now = dayNumber(input.today)
  const bottom = top + input.rows.length * height
  return frame(
    widthPx,
    bottom + 6,
    `${input.title}. ${input.summary}`,
    dayTicks(first, days, narrow ? 10 : 5).map(day => [
      svg('path', { d: `M${round(x(day))} ${top - 4}V${bottom}`, class: 'c-grid' }),
      Math.abs(x(day) - x(now)) > 56 &&
        label(x(day), 16, short(isoOf(day)), 'c-figure', day === first ? 'start' : 'middle'),
    ]),
    input.rows.map((row, i) => {
      const y = top + i * height
      return svg(
        'g',
        {},
        label(narrow ? left : 0, y + (narrow ? 13 : 20), row.label, 'c-name'),
        row.spans.map(span => bar(span, now, x, narrow ? y + 20 : y + 8)),
      )
    }),
    now >= first &&
      now <= first + days &&
      todayMark(x(now), `${input.names.today} ${short(input.today)}`, top, bottom, widthPx),
  )
}

function dayTicks(first: number, days: number, step: number): readonly number[] {
  const months = days > 62
  const all = Array.from({ length: days }, (_, i) => first + i)
  const chosen = all.filter(day => {
    const date = Number(isoOf(day).slice(8))
    return months ? date === 1 : date % step === 0 || day === first
  })
  return chosen.filter((day, i) => i === 0 || day - (chosen[i - 1] ?? day) >= step - 1)
}

function bar(span: Span, now: number, x: (day: number) => number, y: number): readonly Svg[] {
  const from = dayNumber(span.from)
  const end = dayNumber(span.to) + 1
  const box = (start: number, stop: number, kind: string): Svg =>
    svg('rect', {
      x: round(x(start)),
      y,
      width: round(Math.max(3, x(stop) - x(start))),
      height: 16,
      rx: 4,
      class: kind,
    })
  if (from > now) return [box(from, end, 'c-coming')]
  if (end <= now) return [box(from, end, 'c-solid')]
  return [box(from, end, 'c-soft'), box(from, now, 'c-solid')]
}

function todayMark(x: number, says: string, top: number, bottom: number, widthPx: number): Svg {
  const wide = says.length * 7 + 12
  const left = Math.min(Math.max(0, x - wide / 2), widthPx - wide)
  return svg(
    'g',
    {},
    svg('path', { d: `M${round(x)} ${top - 8}V${bottom + 4}`, class: 'c-now' }),
    svg('rect', { x: round(left), y: 2, width: wide, height: 20, rx: 4, class: 'c-now-box' }),
    label(left + wide / 2, 16, says, 'c-now-label', 'middle'),
  )
}
