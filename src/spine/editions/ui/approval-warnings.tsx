import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { Icon } from '#kit/ui/icon.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { readKey } from '../rules.ts'
import { editionWords } from '../words.ts'
import { type Measures, measureName, sayCell, type Version } from './approval-changes.tsx'
import type { UnitPlan } from './client.ts'
import { figuresOf } from './plan-say.ts'
import { approvalWords } from './words-approvals.ts'

type Problem = UnitPlan['problems'][number]

/** What an approver should look at closely: figures that do not agree, costs out of the usual, and reasons given. */
export function WarningsCard(props: {
  readonly plan: UnitPlan
  readonly version: Version | undefined
  readonly measures: Measures
}): ReactNode {
  const words = useWords(approvalWords)
  const lang = useLang()
  const { plan, version, measures } = props
  const noted = version?.cells.filter(it => it.note !== null) ?? []
  const names = new Map(version?.cells.map(it => [it.unit, it.name]))
  const nameOf = (unit: string): string => names.get(unit) ?? plan.name
  const count = plan.problems.length + noted.length
  return (
    <Card title={words.warnings} mark={count > 0 && <CountBadge>{count}</CountBadge>}>
      {count === 0 && <p className="text-body text-ink-2">{words.noWarnings}</p>}
      <ul className="flex flex-col gap-2">
        {plan.problems.slice(0, 30).map(it => (
          <li key={`${it.unit} ${it.column} ${it.code}`} className="flex gap-2 text-body">
            <Icon name="alert" className="mt-[3px] text-warn" />
            <span>
              <span className="font-medium">{`${nameOf(it.unit)}, ${measureName(measures, it.column, lang)}`}</span>
              {': '}
              <Says problem={it} measures={measures} unit={nameOf(it.unit)} />
            </span>
          </li>
        ))}
        {noted.slice(0, 30).map(it => (
          <li key={`${it.unit} ${it.column} ${it.kind} note`} className="flex gap-2 text-body">
            <Icon name="info" className="mt-[3px] text-ink-2" />
            <span>
              <span className="font-medium">{`${it.name}, ${measureName(measures, it.column, lang)}`}</span>
              {it.value !== null && ` · ${sayCell(measures, it.column, it.value, lang)}`}
              <span className="block text-ink-2">{`${words.noted}: ${it.note}`}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Says(props: { readonly problem: Problem; readonly measures: Measures; readonly unit: string }): ReactNode {
  const { problems } = useWords(editionWords)
  const lang = useLang()
  const { problem, measures, unit } = props
  const column = measures.get(readKey(problem.column).measure)
  const measure = measureName(measures, problem.column, lang)
  return problems[problem.code](figuresOf(problem, { unit, measure, column, usual: column?.usual }, lang))
}
