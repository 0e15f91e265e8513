import type { ReactNode } from 'react'
import { DateField } from '#kit/ui/date-field.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { ListState } from '#kit/ui/link.tsx'
import { orgUiWords } from './words.ts'

/** The day that the page shows, in the address. */
export function DayField(props: { readonly day: string; readonly list: ListState }): ReactNode {
  const words = useWords(orgUiWords)
  return (
    <DateField
      key={props.day}
      name="on"
      label={words.onDay}
      defaultValue={props.day}
      onChange={day => day && props.list.set({ on: day })}
    />
  )
}
