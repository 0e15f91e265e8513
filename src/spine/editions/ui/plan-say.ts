import { showVnd } from '#kit/money'
import type { Lang } from '#kit/words'
import type { Problem } from '../rules-plan.ts'
import type { Column } from './client.ts'
import type { Book } from './plan-book.ts'
import { sayFigure } from './plan-figures.ts'
import { nameOf } from './plan-view.ts'

type Figures = Pick<Problem, 'code' | 'assigned' | 'sum' | 'by' | 'room' | 'above'>
type About = {
  readonly unit: string
  readonly measure: string
  /** What the figures are of; undefined when the measure is not known any more. */
  readonly column: Pick<Column, 'unit'> | undefined
  readonly usual: { readonly low: number; readonly high: number } | null | undefined
}

/** Names and figures of a problem as its sentence shows them. A cost is in đồng for one. */
export function figuresOf(problem: Figures, about: About, lang: Lang) {
  const { column, usual } = about
  const say = (value: number | null): string => (value === null || !column ? '·' : sayFigure(value, column, lang))
  const each = (value: number): string => showVnd(BigInt(Math.round(value)), lang)
  const cost = problem.code === 'cost_high' || problem.code === 'cost_low'
  return {
    unit: about.unit,
    measure: about.measure,
    assigned: say(problem.assigned),
    sum: say(problem.sum),
    by: cost ? each(problem.by) : say(problem.by),
    room: say(problem.room),
    above: say(problem.above),
    low: usual ? each(usual.low) : '·',
    high: usual ? each(usual.high) : '·',
  }
}

/** The same for a problem of the plan on screen. */
export function saidOf(book: Book, problem: Problem, lang: Lang) {
  const column = book.data.columns[book.columnPlaces.get(problem.column) ?? -1]
  const unit = book.data.units.name[book.places.get(problem.unit) ?? -1] ?? ''
  const measure = column ? nameOf(column, lang) : problem.column
  return figuresOf(problem, { unit, measure, column, usual: column?.usual }, lang)
}
