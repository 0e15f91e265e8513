import type { ReactNode } from 'react'
import { Select } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { ListState } from '#kit/ui/link.tsx'
import { editionWords } from '../words.ts'
import type { Book } from './plan-book.ts'
import { planUiWords } from './words.ts'

/** The units whose plan this person may write or decide on; the first of them is meant when none is named. */
export function unitsToWork(book: Book): number[] {
  const { id, edits, decides } = book.data.units
  return id.flatMap((_, unit) => (book.holds[unit] && (edits[unit] || decides[unit]) ? [unit] : []))
}

/** Whose plan the page's acts are about. */
export function PlanUnit(props: {
  readonly book: Book
  readonly unit: number
  readonly list: ListState
}): ReactNode {
  const words = useWords(planUiWords)
  const { planStates } = useWords(editionWords)
  const { book, unit, list } = props
  const { name, code, state } = book.data.units
  const offered = [...new Set([...unitsToWork(book), unit])].sort((a, b) => a - b)
  if (offered.length < 2) return null
  return (
    <div className="no-print max-w-md">
      <Select
        name="unit"
        label={words.planOf}
        value={code[unit] ?? ''}
        options={offered.map(it => ({
          value: code[it] ?? '',
          label: `${name[it]} · ${planStates[state[it] ?? 'none'].toLocaleLowerCase('vi')}`,
        }))}
        onChange={value => list.set({ unit: value, open: '' })}
      />
    </div>
  )
}
