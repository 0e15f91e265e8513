import type { Lang, Same } from '#kit/words'
import { wordsIn } from '#kit/words'
import { type Chart, type ChartBasics, label, writeNumber } from '../charts/chart.ts'
import { frame, hatch, type Svg, svg } from '../charts/svg.ts'
import { uiWords } from '../words.ts'
import { archipelagos, type Province, provinces } from './provinces.ts'
import { shapes } from './shapes.ts'

export type ProvinceValue = {
  /** Percent, or null when the province has not reported. */
  readonly value: number | null
  readonly late?: boolean
}

export type ProvinceMap = ChartBasics & {
  /** By the code of today's list; a province that is absent has not reported. */
  readonly values: Readonly<Record<string, ProvinceValue>>
  /** Four bounds between the five classes, ascending; 50, 65, 80, 90 when not said. */
  readonly bounds?: readonly number[]
  /** What the red outline means ("chậm trên 5 ngày"). Without it no legend speaks of it. */
  readonly lateName?: string
  readonly heightPx?: number
}

const usualBounds = [50, 65, 80, 90]
const land = { width: 382, height: 802 }
const archipelagoNames = { hoangsa: 'hoangSa', truongsa: 'truongSa' } as const
type UiWords = Same<typeof uiWords.vi>

/** The country by today's 34 provinces, in five classes, with Hoàng Sa and Trường Sa as insets of their own. */
export function provinceMap(input: ProvinceMap): Chart {
  const words = wordsIn(uiWords, input.lang)
  const some = (holds: (value: ProvinceValue | undefined) => boolean): boolean =>
    provinces.some(it => holds(input.values[it.code]))
  return {
    title: input.title,
    unit: input.unit,
    summary: input.summary,
    note: words.map.insets,
    legend: [
      ...(some(it => !it || it.value === null)
        ? [{ mark: 'hatch' as const, class: '', label: words.map.notReported }]
        : []),
      ...(input.lateName && some(it => it?.late === true)
        ? [{ mark: 'outline' as const, class: 'c-late-mark', label: input.lateName }]
        : []),
    ],
    table: {
      head: [words.map.province, input.unit],
      rows: provinces.map(it => [it.name, shown(input.values[it.code], input.lang, words)]),
    },
    draw: width => drawMap(input, width, words),
  }
}

function shown(it: ProvinceValue | undefined, lang: Lang, words: UiWords): string {
  return !it || it.value === null ? words.map.notReported : `${writeNumber(it.value, lang, 1)} %`
}

function classOf(input: ProvinceMap, code: string): string | undefined {
  const value = input.values[code]?.value
  if (value === undefined || value === null) return undefined
  return `c-m${(input.bounds ?? usualBounds).filter(bound => value >= bound).length}`
}

function drawMap(input: ProvinceMap, widthPx: number, words: UiWords): Svg {
  const insetWidth = Math.min(150, Math.max(128, widthPx * 0.37))
  const scale = Math.min((input.heightPx ?? 430) / land.height, (widthPx - insetWidth - 12) / land.width)
  const height = land.height * scale
  const pattern = hatch(input.title)
  const paint = (code: string): Record<string, string> => {
    const kind = classOf(input, code)
    return kind ? { class: `${kind} c-land` } : { class: 'c-land', fill: pattern.fill }
  }
  const left = land.width * scale + 12
  return frame(
    Math.min(widthPx, left + insetWidth),
    height + 34,
    `${input.title}. ${input.summary}`,
    pattern.defs,
    svg('g', { transform: `scale(${Math.round(scale * 500) / 1000})` }, drawProvinces(input, paint, words)),
    drawInsets(input, paint, words, { left, width: insetWidth, height }),
    drawScale(input, Math.min(200, left + insetWidth), height + 10),
  )
}

/**
 * Every province is painted twice: first a border in the card's colour around all its former outlines, then the fill
 * over it, which hides the borders between what has been merged. Late ones come last, so that nothing covers them.
 */
function drawProvinces(
  input: ProvinceMap,
  paint: (code: string) => Record<string, string>,
  words: UiWords,
): readonly Svg[] {
  const isLate = (it: Province): boolean => input.values[it.code]?.late === true
  const order = [...provinces.filter(it => !isLate(it)), ...provinces.filter(isLate)]
  return order.map(it => {
    const outline = it.from.map(id => shapes[id] ?? '').join('')
    return svg(
      'g',
      {},
      svg('path', { d: outline, class: isLate(it) ? 'c-border c-late' : 'c-border' }),
      svg(
        'path',
        { d: outline, ...paint(it.code) },
        svg('title', {}, `${it.name}: ${shown(input.values[it.code], input.lang, words)}`),
      ),
    )
  })
}

function drawInsets(
  input: ProvinceMap,
  paint: (code: string) => Record<string, string>,
  words: UiWords,
  place: { readonly left: number; readonly width: number; readonly height: number },
): readonly Svg[] {
  let top = 4
  return archipelagos.map(({ id, province, box }) => {
    const [x, y, wide, high] = box
    const scale = (place.width - 20) / wide
    const drawn = Math.max(44, high * scale)
    const y0 = top
    const height = drawn + 62
    top += height + 10
    const owner = provinces.find(it => it.code === province)
    const says = `${owner?.name ?? ''} · ${shown(input.values[province], input.lang, words)}`
    const inset = `translate(${Math.round(place.left + 10 - x * scale)} ${Math.round(y0 + 10 - y * scale)}) scale(${Math.round(scale * 2500) / 10000})`
    return svg(
      'g',
      {},
      svg('rect', { x: place.left, y: y0, width: place.width, height, rx: 8, class: 'c-inset' }),
      svg('path', {
        d: shapes[id] ?? '',
        transform: inset,
        ...paint(province),
        class: `${paint(province).class} c-island`,
      }),
      label(place.left + 8, y0 + drawn + 32, words.map[archipelagoNames[id]], 'c-inset-name'),
      label(place.left + 8, y0 + drawn + 50, says, 'c-label'),
    )
  })
}

/** The five classes as one bar, with the bounds under their joints. */
function drawScale(input: ProvinceMap, width: number, top: number): Svg {
  const bounds = input.bounds ?? usualBounds
  const step = width / (bounds.length + 1)
  return svg(
    'g',
    {},
    Array.from({ length: bounds.length + 1 }, (_, i) =>
      svg('rect', { x: Math.round(i * step), y: top, width: Math.ceil(step), height: 8, class: `c-m${i}` }),
    ),
    bounds.map((bound, i) =>
      label(
        (i + 1) * step,
        top + 22,
        `${writeNumber(bound, input.lang)}${i === bounds.length - 1 ? ' %' : ''}`,
        'c-figure',
        'middle',
      ),
    ),
  )
}
