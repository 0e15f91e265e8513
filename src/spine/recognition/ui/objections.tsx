import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { Chip, type Tone } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import type { IconName } from '#kit/ui/icon.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import type { ObjectionState } from '../rules.ts'
import { recognition } from './client.ts'
import { saidOf, useKinds } from './parts.tsx'
import { objectionUiWords } from './words-objections.ts'

const queues = ['open', 'late', 'answered'] as const
const marks: Readonly<Record<ObjectionState, { tone: Tone; icon?: IconName }>> = {
  open: { tone: 'mute' },
  soon: { tone: 'warn', icon: 'clock' },
  late: { tone: 'bad', icon: 'alert' },
  upheld: { tone: 'ok', icon: 'check' },
  refused: { tone: 'mute', icon: 'minus' },
}

export function ObjectionMark({ state }: { readonly state: ObjectionState }): ReactNode {
  const words = useWords(objectionUiWords)
  return <Chip {...marks[state]}>{words.objectionStates[state]}</Chip>
}

/** What customers said against their results: what is due first comes first. */
export function ObjectionsScreen(): ReactNode {
  const words = useWords(objectionUiWords)
  const list = useListState()
  const kinds = useKinds()
  const state = queues.find(it => it === list.get('state')) ?? 'open'
  const load = useLoad(['recognition', 'objections', state, list.after], signal =>
    recognition.objections({ state, ...(list.after ? { after: list.after } : {}) }, { signal }),
  )
  return (
    <Page title={words.objections} state={words.objectionsState}>
      <Segmented
        label={words.state}
        name="state"
        value={state}
        options={queues.map(value => ({ value, label: words.queue[value] }))}
        onChange={value => list.set({ state: value === 'open' ? '' : value })}
      />
      <Card flush={true}>
        <Table
          caption={words.objections}
          columns={[
            {
              key: 'party',
              head: words.party,
              cell: row => row.partyName || row.code,
              second: row => `${saidOf(kinds, row.kind)} · ${row.unit}`,
            },
            { key: 'state', head: words.state, cell: row => <ObjectionMark state={row.state} />, tight: true },
            {
              key: 'answerBy',
              head: words.answerBy,
              cell: row => <span className="tabular">{writeDay(row.answerBy)}</span>,
              tight: true,
            },
            {
              key: 'receivedOn',
              head: words.receivedOn,
              cell: row => <span className="tabular">{writeDay(row.receivedOn)}</span>,
              from: 'md',
              tight: true,
            },
            { key: 'through', head: words.through, cell: row => words.throughs[row.through], from: 'md' },
          ]}
          rows={load.data?.objections}
          rowKey={row => row.id}
          href={row => `/objections/${row.id}`}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState why={words.noObjections} />}
          footer={(list.after || load.data?.next) && <Pagination list={list} next={load.data?.next} />}
        />
      </Card>
    </Page>
  )
}
