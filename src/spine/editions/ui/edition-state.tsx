import type { ReactNode } from 'react'
import { Chip, type Tone } from '#kit/ui/chip.tsx'
import type { IconName } from '#kit/ui/icon.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { EditionState } from '../rules.ts'
import { editionWords } from '../words.ts'

const looks: Readonly<Record<EditionState, { tone: Tone; icon: IconName }>> = {
  draft: { tone: 'mute', icon: 'pencil' },
  open: { tone: 'ok', icon: 'check' },
  closed: { tone: 'mute', icon: 'lock' },
}

export function EditionStatus({ state }: { readonly state: EditionState }): ReactNode {
  const { states } = useWords(editionWords)
  return <Chip {...looks[state]}>{states[state]}</Chip>
}
