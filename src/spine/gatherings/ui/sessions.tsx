import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { showCount } from '#kit/units'
import { gatheringRoutes } from '../routes.ts'
import type { Session } from '../routes-parts.ts'
import { gatheringUiWords } from './words.ts'

const gatherings = client(gatheringRoutes)
const defaults = { when: 'coming' }

/** The sessions of the units in reach: what comes next first. */
export function SessionsScreen(): ReactNode {
  const said = useWords(gatheringUiWords)
  const lang = useLang()
  const list = useListState(defaults)
  const when = list.get('when') === 'past' ? 'past' : 'coming'
  const asked = { when, after: list.after || undefined } as const
  const { data, error, loading, retry } = useLoad(['gatherings', 'list', asked], () => gatherings.sessions(asked))
  const count = (key: 'waiting' | 'present', head: string): Column<Session> => ({
    key,
    head,
    figure: true,
    from: 'md',
    cell: row => (row[key] === 0 ? null : showCount(row[key], lang)),
  })
  const columns: readonly Column<Session>[] = [
    { key: 'name', head: said.name, strong: true, cell: row => row.title, second: row => row.unit },
    { key: 'at', head: said.at, tight: true, cell: row => showMoment(row.startsAt, lang) },
    { key: 'place', head: said.place, from: 'lg', cell: row => row.place },
    {
      key: 'taken',
      head: said.taken,
      figure: true,
      from: 'sm',
      cell: row => said.of(showCount(row.confirmed, lang), showCount(row.capacity, lang)),
    },
    count('waiting', said.waiting),
    count('present', said.came),
  ]
  return (
    <Page title={said.title} state={said.lead}>
      <Segmented
        label={said.show}
        name="when"
        options={(['coming', 'past'] as const).map(value => ({ value, label: said.when[value] }))}
        value={when}
        onChange={value => list.set({ when: value })}
      />
      <Card flush={true}>
        <Table
          caption={said.title}
          columns={columns}
          rows={data?.sessions}
          rowKey={row => row.id}
          href={row => `/gatherings/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.empty} why={said.emptyNext} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>→</Button>}
        />
      </Card>
    </Page>
  )
}
