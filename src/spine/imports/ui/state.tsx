import type { ReactNode } from 'react'
import { Chip, type ChipProps } from '#kit/ui/chip.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { State } from '../rules.ts'
import { importWords } from '../words.ts'

const looks: Readonly<Record<State, Omit<ChipProps, 'children'>>> = {
  receiving: { tone: 'accent', icon: 'clock' },
  received: { tone: 'warn', icon: 'pencil' },
  waiting: { tone: 'accent', icon: 'clock' },
  checking: { tone: 'accent', icon: 'clock' },
  checked: { tone: 'warn', icon: 'clock' },
  unreadable: { tone: 'bad', icon: 'cross' },
  stopped: { tone: 'mute', icon: 'minus' },
  applying: { tone: 'accent', icon: 'clock' },
  stopping: { tone: 'accent', icon: 'clock' },
  applied: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
  declined: { tone: 'mute', icon: 'minus' },
  undoing: { tone: 'accent', icon: 'clock' },
  undone: { tone: 'mute', icon: 'minus' },
  twice: { tone: 'mute', icon: 'minus' },
}

/** Where an import stands, in an icon and a word. */
export function StateChip({ state }: { readonly state: State }): ReactNode {
  const words = useWords(importWords)
  return <Chip {...looks[state]}>{words.states[state]}</Chip>
}
