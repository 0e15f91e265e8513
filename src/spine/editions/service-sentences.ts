import type { FieldError } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { Problem } from './rules-plan.ts'
import type { Figures } from './service-table.ts'
import { refusalWords } from './words-refusals.ts'
import { sayProblem } from './words-say.ts'

export type Values = Readonly<Record<string, string | number>>
export type RefusalCode = keyof (typeof refusalWords)['vi']

/** The sentence of one of this noun's refusals, for one cell of many. */
export function refusalSentence(code: RefusalCode, values: Values, lang: Lang): string {
  const said = refusalWords[lang][code]
  return typeof said === 'function' ? said(values) : said
}

/** What is wrong with a plan, as the errors of its refusal: `unit.column`, all at once. */
export function problemErrors(problems: readonly Problem[], figures: Figures, lang: Lang): FieldError[] {
  const names = new Map(figures.units.map(unit => [unit.id, unit.name]))
  const columns = new Map(figures.columns.map(column => [column.key, column]))
  return problems.slice(0, 100).flatMap(problem => {
    const column = columns.get(problem.column)
    if (!column) return []
    const message = sayProblem(problem, column, names.get(problem.unit) ?? '', lang)
    return [{ field: `${problem.unit}.${problem.column}`, code: `editions.${problem.code}`, message }]
  })
}
