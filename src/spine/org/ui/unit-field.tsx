import type { ReactNode } from 'react'
import { Combobox, type ComboboxProps, type ComboOption } from '#kit/ui/combobox.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { Kind } from '../rules.ts'
import { org } from './client.ts'
import { orgUiWords } from './words.ts'

/** A field that finds a unit by present or former name or code. `kinds` keeps only those kinds. */
export function UnitField(
  props: Omit<ComboboxProps, 'find'> & {
    readonly kinds?: readonly Kind[]
    readonly on?: string
    readonly not?: string
  },
): ReactNode {
  const { kinds, on, not, ...field } = props
  const { findUnit } = useWords(orgUiWords)
  const find = async (text: string): Promise<ComboOption[]> => {
    if (text.trim() === '') return []
    const { rows } = await org.search(on ? { q: text, on } : { q: text })
    return rows
      .filter(row => row.open && row.id !== not && (!kinds || kinds.includes(row.kind)))
      .map(row => ({ value: row.id, label: row.name, hint: row.parent ?? row.code }))
  }
  return <Combobox placeholder={findUnit} {...field} find={find} />
}
