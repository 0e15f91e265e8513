import type { Lang } from '#kit/words'
import { type Svg, svg } from './svg.ts'

/** How a thing is drawn in the legend: its mark and the class that colours it. */
export type LegendItem = {
  readonly mark: 'line' | 'dash' | 'swatch' | 'hatch' | 'outline'
  readonly class: string
  readonly label: string
}

export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** A picture with all that lets it be read without seeing it: title, unit, a summary in words and the figures. */
export type Chart = {
  readonly title: string
  readonly unit: string
  readonly summary: string
  readonly legend: readonly LegendItem[]
  readonly table: ChartTable
  /** A line under the picture that must not be missed. */
  readonly note?: string
  /** Draws at a width in px, so that letters keep their size on every screen. */
  readonly draw: (widthPx: number) => Svg
}

/** What every chart is told. */
export type ChartBasics = {
  readonly title: string
  readonly unit: string
  readonly summary: string
  readonly lang: Lang
}

const formats = new Map<string, Intl.NumberFormat>()

/** 1.234,5 in Vietnamese and 1,234.5 in English, with a true minus. */
export function writeNumber(value: number, lang: Lang, digits = 0): string {
  const key = `${lang}${digits}`
  const format =
    formats.get(key) ?? new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits })
  formats.set(key, format)
  return format.format(value).replace('-', '−')
}

/** Round values from zero to at least `max`, at most `most` steps of 1, 2, 2.5 or 5 times a power of ten. */
export function ticksTo(max: number, most = 4): readonly number[] {
  if (max <= 0) return [0, 1]
  const rough = max / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map(it => it * power).find(it => it >= rough - power * 1e-9) ?? power * 10
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, i) => Math.round(i * step * 1e6) / 1e6)
}

/** A picture of one legend mark, 22 x 12. */
export function legendMark(item: LegendItem): Svg {
  const size = { width: 22, height: 12, viewBox: '0 0 22 12', 'aria-hidden': 'true', class: 'legend-mark' }
  switch (item.mark) {
    case 'line':
    case 'dash':
      return svg('svg', size, svg('path', { d: 'M1 6h20', class: item.class }))
    case 'outline':
      return svg('svg', size, svg('rect', { x: 5, y: 1.5, width: 12, height: 9, rx: 3, class: item.class }))
    case 'hatch':
      return svg(
        'svg',
        size,
        svg('rect', { x: 4, y: 1, width: 14, height: 10, rx: 2, class: 'c-hatch-ground' }),
        svg('path', { d: 'M6 11l6-10M10 11l6-10', class: 'c-hatch-line' }),
      )
    default:
      return svg('svg', size, svg('rect', { x: 4, y: 1, width: 14, height: 10, rx: 2, class: item.class }))
  }
}

/** Text in a picture, with its place. */
export function label(x: number, y: number, text: string, kind = 'c-label', anchor = 'start'): Svg {
  return svg(
    'text',
    { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10, class: kind, 'text-anchor': anchor },
    text,
  )
}
