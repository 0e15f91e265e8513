import type { ReactNode } from 'react'
import { Chip } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import type { RequestRow } from '../routes.ts'
import { customersUiWords } from './words.ts'
import { requestUiWords } from './words-requests.ts'

type DoneWord = Exclude<keyof (typeof customersUiWords)['vi']['done'], 'found'>

/** After an act: the dialog closes, what is on screen asks again, and a notice says it. */
export function useDone(onClose: () => void): (word: DoneWord) => Promise<void> {
  const words = useWords(customersUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  return async word => {
    onClose()
    toast({ title: words.done[word] })
    await refresh('customers')
  }
}

/** Names and values one under the other. */
export function Details({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="text-body">
      {rows.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4 border-line border-b py-1.5 last:border-b-0">
          <dt className="shrink-0 text-ink-3">{name}</dt>
          <dd className="min-w-0 break-words text-right">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One thing of a list on a card: what, a smaller second line, and what may be done. */
export function Line(props: {
  readonly children: ReactNode
  readonly second?: ReactNode
  readonly act?: ReactNode
}): ReactNode {
  return (
    <li className="flex items-center justify-between gap-4 border-line border-b py-2 first:pt-0 last:border-b-0 last:pb-0">
      <span className="min-w-0 text-body">
        {props.children}
        {props.second && <span className="block text-ink-3 text-label">{props.second}</span>}
      </span>
      {props.act && <span className="flex shrink-0 gap-2">{props.act}</span>}
    </li>
  )
}

export function Quiet({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className="text-body text-ink-2">{children}</p>
}

/** How a request stands against its clocks. */
export function Standing({ row }: { readonly row: RequestRow }): ReactNode {
  const asks = useWords(requestUiWords)
  if (row.standing === 'late')
    return (
      <Chip tone="bad" icon="alert">
        {asks.late}
      </Chip>
    )
  if (row.standing === 'soon')
    return (
      <Chip tone="warn" icon="clock">
        {asks.soon}
      </Chip>
    )
  return row.standing === 'open' ? <Chip tone="mute">{asks.inTime}</Chip> : null
}

export const dayOf = (moment: string): string => writeDay(moment.slice(0, 10))
