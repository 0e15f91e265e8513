import { round, type Svg, svg } from './svg.ts'

export type MarkTone = 'accent' | 'ok' | 'warn' | 'bad' | 'mute'

const clamp = (value: number): number => round(Math.min(100, Math.max(0, value)))

/**
 * A 6 px bar with a tick for where today should be; both in percent. `share` shortens the track to its part of the
 * largest (budgets beside each other). The figure itself is written beside it.
 */
export function progressMark(input: {
  readonly says: string
  readonly percent: number
  readonly due?: number | undefined
  readonly tone?: MarkTone | undefined
  readonly share?: number | undefined
}): Svg {
  const track = clamp((input.share ?? 1) * 100)
  const done = clamp((clamp(input.percent) * track) / 100)
  const bar = { y: 4, height: 6, rx: 3 }
  return svg(
    'svg',
    { role: 'img', 'aria-label': input.says, width: '100%', height: 14, class: 'c-progress' },
    svg('rect', { ...bar, width: `${track}%`, class: 'c-track' }),
    done > 0 && svg('rect', { ...bar, width: `${done}%`, class: `c-fill-${input.tone ?? 'accent'}` }),
    input.due !== undefined &&
      svg('rect', {
        x: `${clamp(input.due)}%`,
        y: 1,
        width: 2,
        height: 12,
        class: 'c-tick',
        transform: 'translate(-1 0)',
      }),
  )
}

/**
 * What was measured with its interval, against zero and a threshold: the verdict can be seen. All in one unit, between
 * `min` and `max`. Colour repeats the verdict that stands beside it in words.
 */
export function whiskerMark(input: {
  readonly says: string
  readonly low: number
  readonly value: number
  readonly high: number
  readonly min: number
  readonly max: number
  readonly threshold?: number | undefined
  readonly tone: MarkTone
  readonly widthPx?: number
}): Svg {
  const width = input.widthPx ?? 176
  const x = (value: number): number =>
    round(((Math.min(input.max, Math.max(input.min, value)) - input.min) / (input.max - input.min)) * (width - 8) + 4)
  const [low, high] = [x(input.low), x(input.high)]
  return svg(
    'svg',
    { role: 'img', 'aria-label': input.says, width, height: 24, viewBox: `0 0 ${width} 24`, class: 'c-whisker' },
    input.min <= 0 && input.max >= 0 && svg('path', { d: `M${x(0)} 2v20`, class: 'c-zero' }),
    input.threshold !== undefined && svg('path', { d: `M${x(input.threshold)} 2v20`, class: 'c-threshold-thin' }),
    svg('g', { class: `c-stroke-${input.tone}` }, svg('path', { d: `M${low} 12H${high}M${low} 8v8M${high} 8v8` })),
    svg('circle', { cx: x(input.value), cy: 12, r: 4.5, class: `c-dot c-fill-${input.tone}` }),
  )
}
