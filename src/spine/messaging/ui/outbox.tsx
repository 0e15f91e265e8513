import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { StateFilter } from '#kit/ui/state-filter.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { messagingRoutes } from '../routes.ts'
import type { Wave } from '../routes-waves.ts'
import { type WaveState, waveStates } from '../rules.ts'
import { messaging } from './client.ts'
import { NewWave } from './new-wave.tsx'
import { WaveStatus } from './parts.tsx'
import { messagingUiWords } from './words.ts'

type Limit = GivesOf<typeof messagingRoutes.limits>['limits'][number]

function useColumns(): readonly Column<Wave>[] {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  return [
    { key: 'title', head: said.fields.title, strong: true, cell: row => row.title, second: row => row.unit },
    { key: 'class', head: said.fields.class, from: 'lg', cell: row => said.classes[row.class] },
    { key: 'ladder', head: said.fields.ladder, from: 'md', cell: row => said.ladders[row.ladder] },
    {
      key: 'planned',
      head: said.fields.planned,
      figure: true,
      from: 'sm',
      cell: row => (row.planned === null ? null : showCount(row.planned, lang)),
    },
    { key: 'from', head: said.fields.from, from: 'lg', tight: true, cell: row => showMoment(row.sendsFrom, lang) },
    { key: 'state', head: said.fields.state, tight: true, cell: row => <WaveStatus state={row.state} /> },
  ]
}

/** What may be sent when and how often, each with where it is said. */
function Rules(): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  const { data } = useLoad(['messaging', 'limits'], () => messaging.limits({}))
  const columns: readonly Column<Limit>[] = [
    {
      key: 'class',
      head: said.fields.class,
      strong: true,
      cell: row => said.classes[row.class],
      second: row => said.channels[row.channel],
    },
    { key: 'hours', head: said.hours, tight: true, cell: row => `${row.opens}–${row.closes}` },
    {
      key: 'most',
      head: said.most,
      from: 'sm',
      cell: row =>
        row.most === null ? null : said.mostOf(showCount(row.most, lang), showCount(row.withinHours ?? 0, lang)),
    },
    { key: 'consent', head: said.consentNeeded, from: 'md', cell: row => (row.consent ? said.yes : said.no) },
    {
      key: 'source',
      head: said.source,
      from: 'md',
      cell: row => (row.confirmed ? row.source : `${row.source} (${said.unconfirmed})`),
    },
  ]
  const age = data?.listAgeDays ?? null
  return (
    <details>
      <summary className="cursor-pointer font-semibold text-accent underline decoration-dotted underline-offset-4">
        {said.rules}
      </summary>
      <p className="my-2 text-ink-2">{`${said.rulesLead} ${age === null ? said.noList : said.listAge(showCount(age, lang))}`}</p>
      <Card flush={true}>
        <Table
          caption={said.rules}
          columns={columns}
          rows={data?.limits}
          rowKey={row => `${row.class} ${row.channel}`}
        />
      </Card>
    </details>
  )
}

/** The waves of the units in reach, newest first, and the rules that all of them are judged by. */
export function OutboxScreen(): ReactNode {
  const said = useWords(messagingUiWords)
  const list = useListState()
  const columns = useColumns()
  const [adding, setAdding] = useState(false)
  const mayWrite = usePermission('messaging.write')
  const state = list.get('state') as WaveState | ''
  const asked = { state: state || undefined, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['messaging', 'waves', asked], () => messaging.waves(asked))
  const add = mayWrite && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {said.newWave}
    </Button>
  )
  return (
    <Page
      title={said.title}
      state={said.lead}
      actions={
        <>
          <Link to="/messages/templates" className="self-center px-2 font-medium text-accent">
            {said.templates}
          </Link>
          {add}
        </>
      }
    >
      <StateFilter
        label={said.fields.state}
        all={said.all}
        states={waveStates.filter(one => ['planned', 'running', 'paused', 'finished'].includes(one))}
        names={said.waveStates}
        list={list}
      />
      <Card flush={true}>
        <Table
          caption={said.title}
          columns={columns}
          rows={data?.waves}
          rowKey={row => row.id}
          href={row => `/messages/waves/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.emptyWaves} why={said.emptyWavesNext} action={add} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>{said.more}</Button>}
        />
      </Card>
      <Rules />
      <NewWave open={adding} close={() => setAdding(false)} />
    </Page>
  )
}
