import { showQuantity, type UnitKey } from '#kit/units'
import type { Lang, Said } from '#kit/words'
import type { Problem } from './rules-plan.ts'
import { planWords } from './words-plan.ts'

/** What a sentence about a problem needs to know of its column. */
export type SayColumn = {
  readonly name: Said
  readonly unit: UnitKey
  readonly usual: { readonly low: number; readonly high: number } | null
}

/** A problem's figures and names as they are shown: the values of every sentence and way out in the words of the plan. */
export function shownProblem(problem: Problem, column: SayColumn, unitName: string, lang: Lang) {
  const show = (value: number | null): string =>
    value === null ? showQuantity(0, column.unit, lang) : showQuantity(value, column.unit, lang)
  return {
    unit: unitName,
    measure: column.name[lang],
    assigned: show(problem.assigned),
    sum: show(problem.sum),
    by: show(problem.by),
    room: show(problem.room),
    above: show(problem.above),
    low: show(column.usual?.low ?? 0),
    high: show(column.usual?.high ?? 0),
  }
}

/** "Công ty Điện lực Cà Mau, thay đèn LED: các đơn vị dưới và dự phòng cộng lại 1.240 hộ, …": one problem in one sentence. */
export function sayProblem(problem: Problem, column: SayColumn, unitName: string, lang: Lang): string {
  const shown = shownProblem(problem, column, unitName, lang)
  return `${shown.unit}, ${shown.measure}: ${planWords[lang].problems[problem.code](shown)}.`
}
