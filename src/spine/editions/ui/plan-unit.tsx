import type { ReactNode } from 'react'
import { Icon } from '#kit/ui/icon.tsx'
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
export function PlanUnit(props: { readonly book: Book; readonly unit: number; readonly list: ListState }): ReactNode {
  const words = useWords(planUiWords)
  const { planStates } = useWords(editionWords)
  const { book, unit, list } = props
  const { name, code, state } = book.data.units
  const offered = [...new Set([...unitsToWork(book), unit])].sort((a, b) => a - b)
  if (offered.length < 2) return null
  return (
    <label className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 text-body">
      {words.planOf}
      <span className="relative block w-full max-w-md">
        <select
          value={code[unit] ?? ''}
          onChange={event => list.set({ unit: event.currentTarget.value, open: '' })}
          className="block min-h-control w-full appearance-none truncate rounded-control border border-line-strong bg-surface py-1 pr-9 pl-3 font-medium text-body"
        >
          {offered.map(it => (
            <option key={code[it]} value={code[it] ?? ''}>
              {`${name[it]} · ${planStates[state[it] ?? 'none'].toLocaleLowerCase('vi')}`}
            </option>
          ))}
        </select>
        <Icon name="down" className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2" />
      </span>
    </label>
  )
}
