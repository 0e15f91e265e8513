import type { ReactNode } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { StateFilter } from '#kit/ui/state-filter.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { rewardRoutes } from '../routes.ts'
import type { Run } from '../routes-parts.ts'
import { type RunState, runStates } from '../rules.ts'
import { rewards } from './client.ts'
import { RunStatus, useShown } from './parts.tsx'
import { rewardUiWords } from './words.ts'

type Missed = GivesOf<typeof rewardRoutes.queue>['awards'][number]

/** What receivers say did not arrive: the first thing to see to. Nothing at all is shown when there is none. */
function Disputed(): ReactNode {
  const said = useWords(rewardUiWords)
  const { lang, say } = useShown()
  const { data } = useLoad(['rewards', 'disputed'], () => rewards.queue({ state: 'disputed' }))
  if (!data || data.awards.length === 0) return null
  const columns: readonly Column<Missed>[] = [
    { key: 'receiver', head: said.fields.receiver, strong: true, cell: row => row.party, second: row => row.unit },
    { key: 'item', head: said.fields.item, from: 'sm', cell: row => say(row.item) },
    { key: 'reason', head: said.fields.reason, from: 'md', cell: row => row.reason },
    { key: 'at', head: said.fields.when, tight: true, cell: row => showMoment(row.at, lang) },
  ]
  return (
    <Card title={said.disputed} flush={true}>
      <Table
        caption={said.disputed}
        columns={columns}
        rows={data.awards}
        rowKey={row => row.id}
        href={row => `/rewards/awards/${row.id}`}
      />
    </Card>
  )
}

function useColumns(): readonly Column<Run>[] {
  const said = useWords(rewardUiWords)
  const { lang, say, vnd } = useShown()
  return [
    { key: 'list', head: said.fields.list, strong: true, cell: row => say(row.title), second: row => row.unit },
    { key: 'item', head: said.fields.item, from: 'lg', cell: row => say(row.item.name) },
    { key: 'awards', head: said.fields.awards, figure: true, from: 'sm', cell: row => showCount(row.awards, lang) },
    { key: 'value', head: said.fields.value, figure: true, from: 'md', cell: row => vnd(row.valueVnd) },
    {
      key: 'signatures',
      head: said.fields.signatures,
      figure: true,
      from: 'md',
      cell: row => said.signedOf(showCount(row.signed, lang), showCount(row.needed, lang)),
    },
    { key: 'state', head: said.fields.state, tight: true, cell: row => <RunStatus state={row.state} /> },
  ]
}

/** What is stuck, then the lists of thanks of the units in reach. */
export function RunsScreen(): ReactNode {
  const said = useWords(rewardUiWords)
  const list = useListState()
  const columns = useColumns()
  const state = list.get('state') as RunState | ''
  const asked = { state: state || undefined, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['rewards', 'runs', asked], () => rewards.runs(asked))
  return (
    <Page title={said.title} state={said.lead}>
      <Disputed />
      <StateFilter
        label={said.fields.state}
        all={said.all}
        states={runStates.filter(one => one !== 'filling')}
        names={said.states}
        list={list}
      />
      <Card flush={true}>
        <Table
          caption={said.title}
          columns={columns}
          rows={data?.runs}
          rowKey={row => row.id}
          href={row => `/rewards/lists/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.empty} why={said.emptyNext} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>{said.more}</Button>}
        />
      </Card>
    </Page>
  )
}
