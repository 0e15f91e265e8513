import type { ReactNode } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { type Column, Table } from '#kit/ui/table.tsx'
import type { Session } from '../routes.ts'
import { people } from './client.ts'
import { useDone } from './parts.tsx'
import { peopleUiWords } from './words.ts'

/** Every place where the person is signed in, and a way to end it. */
export function SessionsCard(): ReactNode {
  const words = useWords(peopleUiWords)
  const load = useLoad(['people', 'sessions'], signal => people.sessions({}, { signal }))
  const done = useDone(() => undefined)
  const rows = load.data?.sessions
  const end = async (id: string): Promise<void> => {
    await people.endSession({ id })
    await done('endSessions')
  }
  const endOthers = async (): Promise<void> => {
    await people.endOtherSessions({})
    await done('endSessions')
  }
  const columns: Column<Session>[] = [
    {
      key: 'place',
      head: words.place,
      cell: row => row.label ?? words.unknownPlace,
      second: row => row.ip,
    },
    { key: 'opened', head: words.openedAt, cell: row => showMoment(row.openedAt), from: 'md' },
    { key: 'seen', head: words.seenAt, cell: row => showMoment(row.seenAt), from: 'sm' },
    {
      key: 'end',
      head: <span className="aural">{words.act}</span>,
      cell: row =>
        row.current ? (
          <Chip tone="accent">{words.thisSession}</Chip>
        ) : (
          <Button size="small" className="whitespace-nowrap" onClick={() => void end(row.id)}>
            {words.actions.endSession}
          </Button>
        ),
    },
  ]
  const others = rows && rows.length > 1
  return (
    <Card
      flush={true}
      title={words.sessions}
      action={
        others && (
          <Button size="small" kind="quiet" onClick={() => void endOthers()}>
            {words.actions.endOthers}
          </Button>
        )
      }
    >
      <Table
        caption={words.sessions}
        columns={columns}
        rows={rows}
        rowKey={row => row.id}
        error={load.error}
        retry={load.retry}
      />
    </Card>
  )
}
