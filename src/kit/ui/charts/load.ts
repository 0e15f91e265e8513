import { type Chart, type ChartBasics, label, ticksTo, writeNumber } from './chart.ts'
import { frame, linePath, type Point, round, type Svg, svg } from './svg.ts'

export type Load = ChartBasics & {
  /** One value for every step of the day; null where nothing was measured. */
  readonly actual: readonly (number | null)[]
  /** Minutes that one value lasts (30 for half-hourly meters). */
  readonly stepMinutes: number
  readonly expected?: readonly (number | null)[]
  /** Half of the band's height around `expected`, one value for every step. */
  readonly uncertainty?: readonly number[]
  readonly event?: { readonly fromMinute: number; readonly toMinute: number; readonly label: string }
  /** Hours that the expected day was moved by: a line along the foot, named in the legend. */
  readonly compared?: {
    readonly spans: readonly (readonly [fromMinute: number, toMinute: number])[]
    readonly label: string
  }
  /** What the filled difference inside the event says ("−378 kW"), and whether it is a reduction. */
  readonly difference?: { readonly label: string; readonly reduced: boolean }
  readonly names: {
    readonly time: string
    readonly actual: string
    readonly expected: string
    readonly band: string
  }
}

const dayMinutes = 1440
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

type Space = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: (minute: number) => number
  readonly y: (value: number) => number
  readonly ticks: readonly number[]
}

/** A day of measured load: solid steps; what was expected: dashed; uncertainty: a band; the event: lamp light. */
export function loadChart(input: Load): Chart {
  return {
    title: input.title,
    unit: input.unit,
    summary: input.summary,
    legend: legendOf(input),
    table: tableOf(input),
    draw: width => drawLoad(input, width),
  }
}

function legendOf({ expected, uncertainty, names, compared }: Load): Chart['legend'] {
  return [
    { mark: 'line', class: 'c-actual', label: names.actual },
    ...(expected ? [{ mark: 'dash' as const, class: 'c-expected', label: names.expected }] : []),
    ...(uncertainty ? [{ mark: 'swatch' as const, class: 'c-band', label: names.band }] : []),
    ...(compared?.spans.length ? [{ mark: 'line' as const, class: 'c-compared', label: compared.label }] : []),
  ]
}

function tableOf(input: Load): Chart['table'] {
  const { actual, expected, uncertainty, names, lang, stepMinutes, unit } = input
  const write = (value: number | null | undefined): string =>
    value === null || value === undefined ? '·' : writeNumber(value, lang, 1)
  return {
    head: [
      names.time,
      `${names.actual} (${unit})`,
      ...(expected ? [`${names.expected} (${unit})`] : []),
      ...(uncertainty ? [`${names.band} (±${unit})`] : []),
    ],
    rows: actual.map((value, i) => [
      `${clock(i * stepMinutes)}–${clock((i + 1) * stepMinutes)}`,
      write(value),
      ...(expected ? [write(expected[i])] : []),
      ...(uncertainty ? [write(uncertainty[i])] : []),
    ]),
  }
}

function spaceOf(input: Load, widthPx: number): Space {
  const highest = Math.max(
    1,
    ...input.actual.map(value => value ?? 0),
    ...(input.expected ?? []).map((value, i) => (value ?? 0) + (input.uncertainty?.[i] ?? 0)),
  )
  const ticks = ticksTo(highest, 4)
  const widest = Math.max(...ticks.map(tick => writeNumber(tick, input.lang, 1).length))
  const left = Math.max(34, widest * 7 + 10)
  const top = 44
  const width = Math.max(120, widthPx - left - 18)
  const height = widthPx < 480 ? 150 : 270
  const top_ = ticks.at(-1) ?? 1
  return {
    left,
    top,
    width,
    height,
    ticks,
    x: minute => left + (minute / dayMinutes) * width,
    y: value => top + height - (value / top_) * height,
  }
}

function drawLoad(input: Load, widthPx: number): Svg {
  const space = spaceOf(input, widthPx)
  const { top, height, left, width } = space
  return frame(
    left + width + 18,
    top + height + 28,
    `${input.title}. ${input.summary}`,
    label(left - 8, 22, input.unit, 'c-label', 'end'),
    axes(input, space, widthPx),
    eventGround(input, space),
    band(input, space),
    difference(input, space),
    input.expected && svg('path', { d: midLine(input.expected, input.stepMinutes, space), class: 'c-expected' }),
    svg('path', { d: stepLine(input.actual, input.stepMinutes, space), class: 'c-actual' }),
    comparedHours(input, space),
    eventEdges(input, space),
    differenceLabel(input, space),
  )
}

function axes(input: Load, { left, top, width, height, x, y, ticks }: Space, widthPx: number): Svg {
  const hours = widthPx < 480 ? 360 : 180
  return svg(
    'g',
    {},
    ticks.map(tick => [
      svg('path', { d: `M${left} ${round(y(tick))}h${round(width)}`, class: 'c-grid' }),
      label(left - 8, y(tick) + 4, writeNumber(tick, input.lang, 1), 'c-figure', 'end'),
    ]),
    Array.from({ length: dayMinutes / hours + 1 }, (_, i) =>
      label(
        x(i * hours),
        top + height + 20,
        clock(i * hours),
        'c-figure',
        i === 0 ? 'start' : i * hours === dayMinutes ? 'end' : 'middle',
      ),
    ),
  )
}

function stepLine(values: readonly (number | null)[], step: number, { x, y }: Space): string {
  let path = ''
  let open = false
  for (const [i, value] of values.entries()) {
    if (value === null) {
      open = false
      continue
    }
    path += open ? `V${round(y(value))}` : `M${round(x(i * step))} ${round(y(value))}`
    path += `H${round(x((i + 1) * step))}`
    open = true
  }
  return path
}

function midPoints(values: readonly (number | null)[], step: number, { x, y }: Space): Point[] {
  return values.flatMap((value, i): Point[] => (value === null ? [] : [[x((i + 0.5) * step), y(value)]]))
}

function midLine(values: readonly (number | null)[], step: number, space: Space): string {
  return linePath(midPoints(values, step, space))
}

function band(input: Load, space: Space): Svg | false {
  const { expected, uncertainty, stepMinutes } = input
  if (!expected || !uncertainty) return false
  const edge = (sign: 1 | -1): Point[] =>
    midPoints(
      expected.map((value, i) => (value === null ? null : Math.max(0, value + sign * (uncertainty[i] ?? 0)))),
      stepMinutes,
      space,
    )
  return svg('path', { d: `${linePath([...edge(1), ...edge(-1).reverse()])}Z`, class: 'c-band' })
}

function eventGround({ event }: Load, { x, top, height }: Space): Svg | false {
  if (!event) return false
  const from = x(event.fromMinute)
  return svg('rect', {
    x: round(from),
    y: top - 6,
    width: round(x(event.toMinute) - from),
    height: height + 6,
    class: 'c-event',
  })
}

function comparedHours({ compared }: Load, { x, top, height }: Space): Svg | undefined {
  const lines = compared?.spans.map(([from, to]) => `M${round(x(from))} ${top + height - 2.5}H${round(x(to))}`)
  return lines && svg('path', { d: lines.join(''), class: 'c-compared' })
}

function eventEdges({ event }: Load, { x, top, height, left, width }: Space): Svg | false {
  if (!event) return false
  const from = x(event.fromMinute)
  const to = x(event.toMinute)
  const half = (event.label.length * 7) / 2
  const middle = Math.min(Math.max((from + to) / 2, left + half), left + width + 14 - half)
  return svg(
    'g',
    {},
    [from, to].map(at => svg('path', { d: `M${round(at)} ${top - 6}v${height + 6}`, class: 'c-event-edge' })),
    label(middle, top - 14, event.label, 'c-event-label', 'middle'),
  )
}

function inEvent(input: Load): readonly number[] {
  const { event, stepMinutes } = input
  if (!event) return []
  return input.actual.flatMap((_, i) =>
    i * stepMinutes >= event.fromMinute && (i + 1) * stepMinutes <= event.toMinute ? [i] : [],
  )
}

function difference(input: Load, { x, y }: Space): Svg | false {
  const { difference: said, expected, actual, stepMinutes } = input
  if (!said || !expected) return false
  const steps = inEvent(input)
  return svg(
    'g',
    { class: said.reduced ? 'c-less' : 'c-more' },
    steps.map(i => {
      const above = expected[i]
      const below = actual[i]
      if (above === null || above === undefined || below === null || below === undefined) return undefined
      const top = Math.min(y(above), y(below))
      const size = { width: round(x(stepMinutes) - x(0) + 0.4), height: round(Math.abs(y(above) - y(below))) }
      return svg('rect', { x: round(x(i * stepMinutes)), y: round(top), ...size })
    }),
  )
}

function differenceLabel(input: Load, { x, y }: Space): Svg | false {
  const { difference: said, expected, actual, event } = input
  if (!said || !expected || !event) return false
  const steps = inEvent(input)
  const mean = (values: readonly (number | null)[]): number =>
    steps.reduce((sum, i) => sum + (values[i] ?? 0), 0) / Math.max(1, steps.length)
  const middle = x((event.fromMinute + event.toMinute) / 2)
  return label(middle, (y(mean(expected)) + y(mean(actual))) / 2 + 4, said.label, 'c-less-label', 'middle')
}
