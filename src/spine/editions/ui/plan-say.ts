import { showVnd } from '#kit/money'
import type { Lang } from '#kit/words'
import type { Problem } from '../rules-plan.ts'
import type { Book } from './plan-book.ts'
import { sayFigure } from './plan-figures.ts'
import { nameOf } from './plan-view.ts'

/** Names and figures of a problem as a sentence shows them. */
export function saidOf(book: Book, problem: Problem, lang: Lang) {
  const column = book.data.columns[book.columnPlaces.get(problem.column) ?? -1]
  const say = (value: number | null): string => (value === null || !column ? '·' : sayFigure(value, column, lang))
  const each = (value: number): string => showVnd(BigInt(Math.round(value)), lang)
  const cost = problem.code === 'cost_high' || problem.code === 'cost_low'
  return {
    unit: book.data.units.name[book.places.get(problem.unit) ?? -1] ?? '',
    measure: column ? nameOf(column, lang) : problem.column,
    assigned: say(problem.assigned),
    sum: say(problem.sum),
    by: cost ? each(problem.by) : say(problem.by),
    room: say(problem.room),
    above: say(problem.above),
    low: column?.usual ? each(column.usual.low) : '·',
    high: column?.usual ? each(column.usual.high) : '·',
  }
}
