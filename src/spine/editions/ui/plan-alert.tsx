import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { showCount } from '#kit/units'
import type { Problem } from '../rules-plan.ts'
import { editionWords } from '../words.ts'
import { type Book, planOf } from './plan-book.ts'
import { saidOf } from './plan-say.ts'
import { planUiWords } from './words.ts'

const first = 4

/** Everything that keeps a plan from being submitted, each linked to its cell; what others have to mend is counted. */
export function PlanAlert(props: {
  readonly book: Book
  readonly problems: readonly Problem[]
  /** The unit whose plan is at work. */
  readonly unit: number
  readonly onShow: (problem: Problem) => void
}): ReactNode {
  const words = useWords(planUiWords)
  const lang = useLang()
  const [all, setAll] = useState(false)
  const { book, unit } = props
  const { edits } = book.data.units
  const problems = edits[unit] ? props.problems.filter(it => planOf(book, it) === unit) : []
  if (problems.length === 0) return null
  const elsewhere = props.problems.filter(it => edits[planOf(book, it)]).length - problems.length
  const shown = all ? problems.slice(0, 200) : problems.slice(0, first)
  const rest = problems.length - first
  return (
    <Alert tone="bad" role="status" title={words.alert.title(showCount(problems.length, lang))}>
      <ul className={all ? 'max-h-72 overflow-y-auto' : undefined}>
        {shown.map(problem => (
          <ProblemLine key={`${problem.unit} ${problem.column} ${problem.code}`} {...props} problem={problem} />
        ))}
      </ul>
      <p className="text-ink-2">
        {rest > 0 && (
          <button type="button" onClick={() => setAll(!all)} className="mr-3 text-accent underline underline-offset-4">
            {all ? words.alert.less : words.alert.more(showCount(rest, lang))}
          </button>
        )}
        {words.alert.kept}
        {elsewhere > 0 && ` ${words.alert.other(showCount(elsewhere, lang))}`}
      </p>
    </Alert>
  )
}

function ProblemLine(props: {
  readonly book: Book
  readonly problem: Problem
  readonly onShow: (problem: Problem) => void
}): ReactNode {
  const words = useWords(editionWords)
  const lang = useLang()
  const { book, problem } = props
  const said = saidOf(book, problem, lang)
  return (
    <li>
      <button
        type="button"
        onClick={() => props.onShow(problem)}
        className="text-left font-medium text-bad underline underline-offset-2"
      >
        {said.unit}, {said.measure}
      </button>
      : {words.problems[problem.code](said)}.
    </li>
  )
}
