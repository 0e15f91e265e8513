import type { PastedChange } from '#kit/ui/paste-preview.tsx'
import type { PastedCell } from '#kit/ui/tree-table.tsx'
import type { Lang } from '#kit/words'
import { type Book, type Cell, figureAt, mayType } from './plan-book.ts'
import { type Read, readFigure, showFigure } from './plan-figures.ts'
import type { PlanRow } from './plan-rows.ts'
import { nameOf, spotOf } from './plan-view.ts'

/** A pasted cell judged: what it would write, and how the preview shows it. */
export type Judged = { readonly cell: Cell | undefined; readonly change: PastedChange }

/** Says why each cell that cannot be taken is not; `sentence` words a refused figure, `notYours` the rest. */
export function judgePasted(
  book: Book,
  pasted: readonly PastedCell<PlanRow>[],
  lang: Lang,
  sentence: (refused: Extract<Read, { refused: unknown }>['refused'], measure: string) => string,
  notYours: string,
): Judged[] {
  return pasted.flatMap(({ row, column: name, text }) => {
    const spot = spotOf(book, row, name)
    const column = spot && book.data.columns[spot.column]
    if (!spot || !column) return []
    const before = figureAt(book, spot)
    const read = readFigure(text, column)
    const show = (value: number | null): string => (value === null ? '' : showFigure(value, column, lang))
    const refused = 'refused' in read ? sentence(read.refused, nameOf(column, lang)) : undefined
    const refusal = mayType(book, spot) ? refused : notYours
    const value = 'value' in read ? read.value : null
    return [
      {
        cell: refusal === undefined && value !== before ? { ...spot, value } : undefined,
        change: {
          key: `${row.id} ${name}`,
          where: row.name,
          column: nameOf(column, lang),
          before: show(before),
          after: refused === undefined ? show(value) : text,
          refusal,
        },
      },
    ]
  })
}
