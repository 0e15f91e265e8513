import { type Chart, type ChartBasics, label, ticksTo, writeNumber } from './chart.ts'
import { frame, hatch, round, type Svg, svg } from './svg.ts'

export type Bars = ChartBasics & {
  readonly bars: readonly {
    readonly label: string
    readonly value: number
    /** The part of the value that counts (drawn solid, the rest soft). The whole when not said. */
    readonly solid?: number
  }[]
  readonly names: { readonly item: string; readonly value: string; readonly solid?: string }
  /** A line before the bar of this index, with its words. */
  readonly threshold?: { readonly before: number; readonly label: string }
  readonly heightPx?: number
}

/** Upright bars from zero, half a band of padding before the first. */
export function barChart(input: Bars): Chart {
  const { names, lang, bars } = input
  const split = names.solid !== undefined
  return {
    ...input,
    legend: split
      ? [
          { mark: 'swatch', class: 'c-solid', label: names.solid ?? '' },
          { mark: 'swatch', class: 'c-soft', label: names.value },
        ]
      : [],
    table: {
      head: [names.item, `${names.value} (${input.unit})`, ...(split ? [`${names.solid} (${input.unit})`] : [])],
      rows: bars.map(bar => [
        bar.label,
        writeNumber(bar.value, lang, 1),
        ...(split ? [writeNumber(bar.solid ?? bar.value, lang, 1)] : []),
      ]),
    },
    draw: width => drawBars(input, width),
  }
}

function drawBars(input: Bars, widthPx: number): Svg {
  const { bars, lang, threshold, heightPx: height = 180 } = input
  const ticks = ticksTo(Math.max(0, ...bars.map(bar => bar.value)))
  const top = 36
  const highest = ticks.at(-1) ?? 1
  const left = Math.max(28, Math.max(...ticks.map(tick => writeNumber(tick, lang, 1).length)) * 7 + 10)
  const band = Math.max(6, (widthPx - left - 8) / (bars.length + 1))
  const y = (value: number): number => top + height - (value / highest) * height
  const x = (i: number): number => left + (i + 0.5) * band
  const every = Math.ceil((Math.max(...bars.map(bar => bar.label.length)) * 7 + 8) / band)
  const bar = (i: number, value: number, kind: string): Svg =>
    svg('rect', {
      x: round(x(i) + band * 0.1),
      y: round(y(value)),
      width: round(band * 0.8),
      height: round(top + height - y(value)),
      rx: Math.min(2, band * 0.1),
      class: kind,
    })
  return frame(
    left + (bars.length + 1) * band + 8,
    top + height + 26,
    `${input.title}. ${input.summary}`,
    label(left - 8, 16, input.unit, 'c-label', 'end'),
    ticks.map(tick => [
      svg('path', {
        d: `M${left} ${round(y(tick))}h${round((bars.length + 1) * band)}`,
        class: tick === 0 ? 'c-zero' : 'c-grid',
      }),
      label(left - 8, y(tick) + 4, writeNumber(tick, lang, 1), 'c-figure', 'end'),
    ]),
    bars.map((it, i) => [
      it.solid !== undefined && bar(i, it.value, 'c-soft'),
      bar(i, it.solid ?? it.value, 'c-solid'),
      i % every === 0 && label(x(i) + band / 2, top + height + 18, it.label, 'c-figure', 'middle'),
    ]),
    threshold && [
      svg('path', { d: `M${round(x(threshold.before))} ${top - 10}v${height + 10}`, class: 'c-threshold' }),
      label(x(threshold.before) + 6, top - 2, threshold.label, 'c-strong-label'),
    ],
  )
}

/** The three grades everywhere, paper too: solid = proven, mid tone = recorded, hatch = declared. */
export type Grades = ChartBasics & {
  readonly rows: readonly {
    readonly label: string
    /** Shares in percent of the row's own whole. */
    readonly proven: number
    readonly recorded: number
    readonly declared: number
  }[]
  readonly names: {
    readonly item: string
    readonly proven: string
    readonly recorded: string
    readonly declared: string
  }
}

/** How much of each figure is proven: lying bars of one length, the proven share written at the right. */
export function gradesChart(input: Grades): Chart {
  const { names, lang, rows } = input
  const percent = (value: number): string => `${writeNumber(value, lang, 1)} %`
  return {
    ...input,
    legend: [
      { mark: 'swatch', class: 'c-solid', label: names.proven },
      { mark: 'swatch', class: 'c-mid', label: names.recorded },
      { mark: 'hatch', class: '', label: names.declared },
    ],
    table: {
      head: [names.item, names.proven, names.recorded, names.declared],
      rows: rows.map(row => [row.label, percent(row.proven), percent(row.recorded), percent(row.declared)]),
    },
    draw: width => drawGrades(input, width, percent),
  }
}

const gradeRowPx = 40

function drawGrades(input: Grades, width: number, percent: (value: number) => string): Svg {
  const pattern = hatch(input.title)
  return frame(
    width,
    input.rows.length * gradeRowPx,
    `${input.title}. ${input.summary}`,
    pattern.defs,
    input.rows.map((row, i) => {
      const y = i * gradeRowPx
      const parts: [number, string | undefined][] = [
        [row.proven, 'c-solid'],
        [row.recorded, 'c-mid'],
        [row.declared, undefined],
      ]
      let at = 0
      return svg(
        'g',
        {},
        label(0, y + 15, row.label, 'c-name'),
        label(width, y + 15, percent(row.proven), 'c-value', 'end'),
        parts.map(([share, kind]) => {
          const x = at
          at += (share / 100) * width
          // Slivers keep a width that can be seen; a gap of one px parts the grades for whoever sees no colour.
          const long = Math.max(share > 0 ? 2 : 0, at - x - 1)
          return svg('rect', {
            x: round(x),
            y: y + 23,
            width: round(long),
            height: 9,
            rx: 1.5,
            ...(kind ? { class: kind } : { fill: pattern.fill }),
          })
        }),
      )
    }),
  )
}
