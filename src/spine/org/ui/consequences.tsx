import type { ReactNode } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Waiting } from '#kit/ui/states.tsx'
import { org } from './client.ts'
import { orgUiWords } from './words.ts'

/** What a change would do, asked of the server before it is done; or the sentence it would be refused with. */
export function Consequences(props: {
  readonly id: string
  readonly act: 'move' | 'merge' | 'close'
  readonly to?: string
  readonly day: string
}): ReactNode {
  const words = useWords(orgUiWords)
  const { id, act, to, day } = props
  const load = useLoad(['org', 'consequences', id, act, to, day], () =>
    org.consequences({ id, act, day, ...(to ? { to } : {}) }),
  )
  const it = load.data
  if (!it) return load.error === undefined ? <Waiting /> : null
  if (it.refusal) return <Alert tone="warn" role="status" title={it.refusal.sentence} />
  return (
    <Alert tone="info" role="status" title={act === 'move' ? words.will.carry(String(it.units)) : undefined}>
      {act === 'merge' && it.moves.length > 0 && (
        <p>
          {words.will.moves(String(it.moves.length))}: {it.moves.map(({ name }) => name).join(', ')}
        </p>
      )}
      {it.closes.map(({ id: closing, name }) => (
        <p key={closing}>{words.will.closes(name)}</p>
      ))}
      <p className="text-ink-2">{words.pastStays}</p>
    </Alert>
  )
}
