import { type Chart, type ChartBasics, label, writeNumber } from './chart.ts'
import { frame, round, type Svg, svg } from './svg.ts'

export type Heat = ChartBasics & {
  /** A row a day: its name and its values over the day; null where nothing was read. */
  readonly rows: readonly {
    readonly name: string
    readonly values: readonly (number | null)[]
    readonly marked: readonly boolean[]
  }[]
  readonly names: {
    readonly day: string
    readonly sum: string
    readonly low: string
    readonly high: string
    readonly none: string
    readonly marked: string
  }
}

const classesOf = 5
const rowPx = 13
const top = 22

/** The bounds of five classes with as many values in each: a few hours of full load must not pale all others. */
function boundsOf(rows: Heat['rows']): readonly number[] {
  const all = rows
    .flatMap(row => row.values.filter((value, at): value is number => value !== null && !row.marked[at]))
    .sort((a, b) => a - b)
  return Array.from({ length: classesOf - 1 }, (_, at) => all[Math.floor(((at + 1) / classesOf) * all.length)] ?? 0)
}

/** Days by hours: the darker, the more; what was not read is left open, what may not be used has a dot. */
export function heatChart(input: Heat): Chart {
  const bounds = boundsOf(input.rows)
  const said = (value: number): string => writeNumber(value, input.lang, 1)
  return {
    title: input.title,
    unit: input.unit,
    summary: input.summary,
    legend: [
      { mark: 'swatch', class: 'c-m0', label: `${input.names.low} ${said(bounds[0] ?? 0)} ${input.unit}` },
      { mark: 'swatch', class: 'c-m4', label: `${input.names.high} ${said(bounds.at(-1) ?? 0)} ${input.unit}` },
      { mark: 'hatch', class: '', label: input.names.none },
      { mark: 'swatch', class: 'c-fill-bad', label: input.names.marked },
    ],
    table: {
      head: [input.names.day, `${input.names.sum} (${input.unit})`, input.names.none, input.names.marked],
      rows: input.rows.map(({ name, values, marked }) => [
        name,
        said(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)),
        String(values.filter(value => value === null).length || '·'),
        String(marked.filter((it, at) => it && values[at] !== null).length || '·'),
      ]),
    },
    draw: width => draw(input, bounds, width),
  }
}

function draw(input: Heat, bounds: readonly number[], widthPx: number): Svg {
  const left = 48
  const width = Math.max(120, widthPx - left - 8)
  const height = input.rows.length * rowPx
  const hours = widthPx < 480 ? 6 : 3
  return frame(
    widthPx,
    top + height + 6,
    `${input.title}. ${input.summary}`,
    Array.from({ length: 24 / hours + 1 }, (_, at) =>
      label(
        left + (at * hours * width) / 24,
        14,
        `${at * hours}h`,
        'c-figure',
        at === 0 ? 'start' : at * hours === 24 ? 'end' : 'middle',
      ),
    ),
    input.rows.map((row, at) =>
      drawRow(row, bounds, { left, width, y: top + at * rowPx, named: at % 5 === 0 || at === input.rows.length - 1 }),
    ),
  )
}

type Line = { readonly left: number; readonly width: number; readonly y: number; readonly named: boolean }

function drawRow(
  { name, values, marked }: Heat['rows'][number],
  bounds: readonly number[],
  { left, width, y, named }: Line,
): Svg {
  const step = width / Math.max(1, values.length)
  const cells = values.map((value, at) => {
    const place = { x: round(left + at * step), y, width: round(step + 0.3), height: rowPx - 1 }
    if (value === null) return svg('rect', { ...place, class: 'c-hatch-ground' })
    const level = bounds.filter(bound => value >= bound).length
    const cell = svg('rect', { ...place, class: `c-m${level}` })
    return marked[at]
      ? [cell, svg('circle', { cx: round(left + (at + 0.5) * step), cy: y + rowPx / 2, r: 2.2, class: 'c-fill-bad' })]
      : cell
  })
  return svg('g', {}, named && label(left - 6, y + rowPx - 2, name, 'c-figure', 'end'), cells)
}
