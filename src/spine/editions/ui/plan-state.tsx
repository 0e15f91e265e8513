import type { ReactNode } from 'react'
import { Status, type StatusKind } from '#kit/ui/chip.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { PlanState } from '../rules.ts'
import { editionWords } from '../words.ts'

const kinds: Readonly<Record<PlanState, StatusKind>> = {
  none: 'draft',
  draft: 'draft',
  waiting: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  amending: 'editing',
}

/** Where a unit's plan stands, in an icon and a word. */
export function PlanStatus({
  state,
  children,
}: {
  readonly state: PlanState
  readonly children?: ReactNode
}): ReactNode {
  const { planStates } = useWords(editionWords)
  return <Status kind={kinds[state]}>{children ?? planStates[state]}</Status>
}
