import type { ReactNode } from 'react'
import { svg } from '#kit/ui/charts/svg.ts'
import { Drawing } from '#kit/ui/drawing.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { Held } from './readings-client.ts'
import { readingUiWords } from './readings-words.ts'

const cellPx = 11
const heightPx = 16
const daysIn = (month: string): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()

/** Every month from the first to the last of a list. */
export function monthsFrom(first: string, last: string): string[] {
  const months: string[] = []
  for (
    let at = new Date(`${first}T00:00:00Z`);
    at.toISOString().slice(0, 10) <= last;
    at.setUTCMonth(at.getUTCMonth() + 1)
  )
    months.push(at.toISOString().slice(0, 10))
  return months
}

/** A customer's months as a strip: the darker, the more of its days; a red foot where readings cannot be used. */
export function Strip({ of, months }: { readonly of: Held['months']; readonly months: readonly string[] }): ReactNode {
  const words = useWords(readingUiWords)
  const by = new Map(of.map(it => [it.month, it]))
  const bad = of.filter(it => it.marked.some(many => many > 0)).length
  const cells = months.map((month, at) => {
    const held = by.get(month)
    const place = { x: at * cellPx, y: 1, width: cellPx - 1, height: heightPx - 2, rx: 2 }
    if (!held) return svg('rect', { ...place, class: 'c-hatch-ground' })
    const level = Math.min(4, Math.floor((held.days / daysIn(month)) * 4))
    const cell = svg('rect', { ...place, class: `c-m${level}` })
    const foot = svg('rect', { ...place, y: heightPx - 5, height: 4, rx: 1, class: 'c-fill-bad' })
    return held.marked.some(many => many > 0) ? [cell, foot] : cell
  })
  const width = months.length * cellPx
  const says = words.coverageSays(of.length, bad)
  return (
    <Drawing
      of={svg(
        'svg',
        {
          role: 'img',
          'aria-label': says,
          width,
          height: heightPx,
          viewBox: `0 0 ${width} ${heightPx}`,
          class: 'chart-svg',
        },
        cells,
      )}
    />
  )
}
