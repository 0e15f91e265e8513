/**
 * A picture as plain data: the server writes it as text, React as elements. No innerHTML (Trusted Types) and no style
 * attributes (CSP): colour comes from classes of charts.css, so that one picture serves both themes and paper.
 */
export type Svg = {
  readonly tag: string
  readonly attrs: Readonly<Record<string, string | number>>
  readonly children: readonly (Svg | string)[]
}

type Child = Svg | string | false | undefined | readonly Child[]
type Attrs = Readonly<Record<string, string | number | undefined>>

/** One element, with SVG's own attribute names (`stroke-width`, `class`); what is undefined or false is left out. */
export function svg(tag: string, attrs: Attrs = {}, ...children: readonly Child[]): Svg {
  const kept: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(attrs)) if (value !== undefined) kept[name] = value
  return { tag, attrs: kept, children: flat(children) }
}

function flat(children: readonly Child[]): (Svg | string)[] {
  return children.flatMap(child =>
    Array.isArray(child) ? flat(child) : child === false || child === undefined ? [] : [child as Svg | string],
  )
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, sign => entities[sign] ?? sign)
}

/** The picture as text, everything in it escaped. */
export function svgText(node: Svg): string {
  const attrs = Object.entries(node.attrs)
    .map(([name, value]) => ` ${name}="${escapeText(String(value))}"`)
    .join('')
  const inner = node.children.map(child => (typeof child === 'string' ? escapeText(child) : svgText(child))).join('')
  return `<${node.tag}${attrs}>${inner}</${node.tag}>`
}

/** Two decimals are more than a screen can show. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

export type Point = readonly [x: number, y: number]

export function linePath(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
}

/** The picture's frame, with its name for ears. `height` and `width` are in px of the screen. */
export function frame(width: number, height: number, says: string, ...children: readonly Child[]): Svg {
  return svg(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      width: round(width),
      height: round(height),
      role: 'img',
      'aria-label': says,
      class: 'chart-svg',
    },
    ...children,
  )
}

/** The hatch that means "not reported" or "declared only". Its id is made from the picture's title. */
export function hatch(title: string): { readonly defs: Svg; readonly fill: string } {
  let hash = 2166136261
  for (const sign of title) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0
  const id = `hatch-${hash.toString(36)}`
  const pattern = { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }
  return {
    defs: svg(
      'defs',
      {},
      svg(
        'pattern',
        pattern,
        svg('rect', { width: 5, height: 5, class: 'c-hatch-ground' }),
        svg('path', { d: 'M0 0v5', class: 'c-hatch-line' }),
      ),
    ),
    fill: `url(#${id})`,
  }
}
