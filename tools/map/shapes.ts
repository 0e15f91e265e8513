/**
 * Makes the shapes of the province map from @svg-maps/vietnam (CC BY 4.0, by Stephen Truong): every outline rounded to
 * half a unit of its drawing (a quarter for the islands), which is less than a pixel on any screen and a fifth of the bytes.
 *
 *     node tools/map/shapes.ts
 */
import { writeFileSync } from 'node:fs'
import map from '@svg-maps/vietnam'

type Point = readonly [x: number, y: number]

/** The source's types describe another shape of module than the one it has. */
const { locations } = map as unknown as { locations: readonly { id: string; path: string }[] }

/** Outlines of an SVG path in absolute points; curves are taken by their ends (the islands' curves are tiny). */
function outlines(path: string): Point[][] {
  const shapes: Point[][] = []
  let at: Point = [0, 0]
  for (const [, command = '', rest = ''] of path.matchAll(/([mlcz])([^mlcz]*)/gi)) {
    const numbers = (rest.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []).map(Number)
    if (/z/i.test(command)) at = shapes.at(-1)?.[0] ?? at
    if (/m/i.test(command)) shapes.push([])
    for (const [x, y] of ends(numbers, /c/i.test(command) ? 6 : 2)) {
      at = command === command.toLowerCase() ? [at[0] + x, at[1] + y] : [x, y]
      shapes.at(-1)?.push(at)
    }
  }
  return shapes
}

/** The last pair of every group of numbers: where a line or a curve ends. */
function ends(numbers: readonly number[], group: number): Point[] {
  return Array.from(
    { length: Math.floor(numbers.length / group) },
    (_, i): Point => [numbers[(i + 1) * group - 2] ?? 0, numbers[(i + 1) * group - 1] ?? 0],
  )
}

/** The outline in whole steps of the grid, relative after the first point; a speck keeps the size of one step. */
function compact(shapes: readonly Point[][], grid: number): string {
  return shapes
    .map(points => {
      const steps = points.map(([x, y]): Point => [Math.round(x / grid), Math.round(y / grid)])
      const kept = steps.filter((point, i) => i === 0 || !same(point, steps[i - 1]))
      const [first] = kept
      if (!first) return ''
      if (kept.length < 3) return `M${first[0]} ${first[1]}h1v1h-1z`
      const moves = kept.slice(1).map((point, i) => {
        const before = kept[i] ?? first
        const [dx, dy] = [point[0] - before[0], point[1] - before[1]]
        return `${dx}${dy < 0 ? dy : ` ${dy}`}`
      })
      return `M${first[0]} ${first[1]}l${moves.join(' ').replace(/ -/g, '-')}z`
    })
    .join('')
}

const same = (a: Point, b: Point | undefined): boolean => b !== undefined && a[0] === b[0] && a[1] === b[1]
const islands = new Set(['hoangsa', 'truongsa'])

const lines = locations.map(({ id, path }) => {
  const shape = compact(outlines(path), islands.has(id) ? 0.25 : 0.5)
  return `  ${id}: '${shape}',`
})
const text = `/**
 * Made by tools/map/shapes.ts from @svg-maps/vietnam 2.0.0 by Stephen Truong (CC BY 4.0), rounded. The 63 provinces of
 * before July 2025 and the two archipelagos; mainland in half units, archipelagos in quarter units of the drawing.
 */
export const shapes: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`
writeFileSync(new URL('../../src/kit/ui/map/shapes.ts', import.meta.url), text)
process.stdout.write(`${locations.length} shapes, ${text.length} bytes\n`)
