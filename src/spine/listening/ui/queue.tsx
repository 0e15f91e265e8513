import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showCode } from '#kit/text'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { uuidv7 } from '#kit/wire'
import { orgRoutes } from '#spine/org/routes.ts'
import type { CaseRow } from '../routes-parts.ts'
import { staffChannels, topics } from '../rules.ts'
import { listeningWords } from '../words.ts'
import { listening } from './client.ts'
import { CaseStatus } from './parts.tsx'
import { listeningUiWords } from './words.ts'

const org = client(orgRoutes)
const shows = ['open', 'late', 'mine', 'untold', 'closed'] as const
type Show = (typeof shows)[number]
type Topic = (typeof topics)[number]
const defaults = { show: 'open' }

function useColumns(): readonly Column<CaseRow>[] {
  const said = useWords(listeningUiWords)
  const named = useWords(listeningWords)
  const lang = useLang()
  return [
    {
      key: 'question',
      head: said.question,
      cell: row => <span className="line-clamp-2 max-w-[60ch]">{row.text || '··'}</span>,
      second: row => `${row.asker || said.someone} · ${named.channels[row.channel]} · ${row.unit}`,
    },
    { key: 'topic', head: said.topic, from: 'lg', cell: row => named.topics[row.topic] },
    { key: 'due', head: said.due, tight: true, from: 'sm', cell: row => showMoment(row.dueAt, lang) },
    { key: 'owner', head: said.owner, from: 'lg', cell: row => row.owner },
    { key: 'state', head: said.state, cell: row => <CaseStatus it={row} /> },
  ]
}

function KeepDialog({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(listeningUiWords)
  const named = useWords(listeningWords)
  const toast = useToast()
  const refresh = useRefresh()
  const { data } = useLoad(['org', 'tree'], () => org.tree({}))
  const units = (data?.rows ?? []).map(row => ({ value: row.id, label: `${'\u2003'.repeat(row.level)}${row.name}` }))
  return (
    <Dialog open={open} onClose={close} title={said.keep}>
      <Form
        submit={said.save}
        onCancel={close}
        onSubmit={async values => {
          const { code } = await listening.keep(
            {
              unitId: values.unitId ?? '',
              channel: (values.channel ?? 'phone') as (typeof staffChannels)[number],
              topic: (values.topic ?? 'other') as Topic,
              text: values.text ?? '',
              asker: values.asker ?? '',
              phone: values.phone ?? '',
            },
            { key: uuidv7() },
          )
          close()
          await refresh('listening')
          toast({ title: said.kept(showCode(code)), tone: 'ok' })
        }}
      >
        <Select name="unitId" label={said.unit} options={units} empty="" />
        <Select
          name="channel"
          label={said.channel}
          options={staffChannels.map(value => ({ value, label: named.channels[value] }))}
          defaultValue="phone"
        />
        <Select
          name="topic"
          label={said.topic}
          options={topics.map(value => ({ value, label: named.topics[value] }))}
          defaultValue="supply"
        />
        <TextArea name="text" label={said.text} rows={4} />
        <TextField name="asker" label={said.asker} optional={true} />
        <TextField name="phone" label={said.phone} optional={true} inputMode="tel" />
      </Form>
    </Dialog>
  )
}

/** The questions of the units in reach: what is due first comes first, and every filter stands in the address. */
export function QueueScreen(): ReactNode {
  const said = useWords(listeningUiWords)
  const named = useWords(listeningWords)
  const list = useListState(defaults)
  const columns = useColumns()
  const mayKeep = usePermission('listening.keep')
  const [keeping, setKeeping] = useState(false)
  const show = shows.find(one => one === list.get('show')) ?? 'open'
  const topic = topics.find(one => one === list.get('topic'))
  const asked = { show, topic, q: list.get('q') || undefined, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['listening', 'queue', asked], () => listening.queue(asked))
  const add = mayKeep && (
    <Button kind="primary" onClick={() => setKeeping(true)}>
      {said.keep}
    </Button>
  )
  return (
    <Page title={said.title} state={data && said.lead(data.late)} actions={add}>
      <div className="grid items-center gap-3 sm:flex sm:flex-wrap">
        <SearchBox
          label={said.search}
          placeholder={said.search}
          defaultValue={list.get('q')}
          onSearch={q => list.set({ q })}
        />
        <Segmented<Show>
          label={said.show}
          name="show"
          options={shows.map(value => ({ value, label: said.shows[value] }))}
          value={show}
          onChange={value => list.set({ show: value })}
        />
        <div className="min-w-48">
          <Select
            name="topic"
            label={<span className="aural">{said.topic}</span>}
            options={topics.map(value => ({ value, label: named.topics[value] }))}
            empty={said.allTopics}
            value={topic ?? ''}
            onChange={value => list.set({ topic: value })}
          />
        </div>
      </div>
      <Card flush={true}>
        <Table
          caption={said.title}
          columns={columns}
          rows={data?.cases}
          rowKey={row => row.id}
          href={row => `/questions/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.empty} why={said.emptyNext} action={add} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>→</Button>}
        />
      </Card>
      <KeepDialog open={keeping} close={() => setKeeping(false)} />
    </Page>
  )
}
