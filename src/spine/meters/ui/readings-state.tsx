import type { ReactNode } from 'react'
import { Chip, type ChipProps } from '#kit/ui/chip.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { LoadRow } from './readings-client.ts'
import { readingUiWords } from './readings-words.ts'

type State = LoadRow['state']
const looks: Readonly<Record<State, Omit<ChipProps, 'children'>>> = {
  receiving: { tone: 'accent', icon: 'clock' },
  received: { tone: 'warn', icon: 'pencil' },
  taking: { tone: 'accent', icon: 'clock' },
  taken: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
  stopped: { tone: 'mute', icon: 'minus' },
  twice: { tone: 'mute', icon: 'minus' },
  undoing: { tone: 'accent', icon: 'clock' },
  undone: { tone: 'mute', icon: 'minus' },
}

/** Where a file of readings stands, in an icon and a word. */
export function StateChip({ state }: { readonly state: State }): ReactNode {
  const words = useWords(readingUiWords)
  return <Chip {...looks[state]}>{words.states[state]}</Chip>
}
