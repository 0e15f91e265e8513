import type { ReactNode } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import type { FormValues } from '#kit/ui/form.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import type { Staff } from '../routes.ts'
import { peopleWords } from '../words.ts'
import { peopleUiWords } from './words.ts'

export type HeldRole = Staff['roles'][number]
type DoneWord = keyof (typeof peopleUiWords)['vi']['done']

/** What was typed in a field, without spaces around; undefined when nothing was. */
export function typed(values: FormValues, name: string): string | undefined {
  return values[name]?.trim() || undefined
}
export const text = (values: FormValues, name: string): string => typed(values, name) ?? ''

/** After an act: the dialog closes, what is on screen asks again, and a notice says it. */
export function useDone(onClose: () => void): (word: DoneWord) => Promise<void> {
  const words = useWords(peopleUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  return async word => {
    onClose()
    toast({ title: words.done[word] })
    await refresh('people')
  }
}

/** Roles one under the other: which, where, on which days, and by whom when they are lent. */
export function RoleList(props: {
  readonly roles: readonly HeldRole[]
  readonly onEnd?: ((role: HeldRole) => void) | undefined
}): ReactNode {
  const words = useWords(peopleUiWords)
  const { roles: names } = useWords(peopleWords)
  if (props.roles.length === 0) return <p className="text-body text-ink-2">{words.noRoles}</p>
  const { onEnd } = props
  return (
    <ul>
      {props.roles.map(one => (
        <li key={one.id} className="flex items-center justify-between gap-4 border-line border-b py-2 last:border-b-0">
          <span className="min-w-0 text-body">
            <span className="font-semibold">{names[one.role]}</span> · {one.unit.name}
            <span className="block text-ink-3 text-label">
              {words.days(writeDay(one.from), one.until ? writeDay(one.until) : undefined)}
              {one.lentBy && ` · ${words.lentBy(one.lentBy.name)}`}
            </span>
          </span>
          {onEnd && !one.lentBy && (
            <Button size="small" className="shrink-0" onClick={() => onEnd(one)}>
              {words.actions.endRole}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
