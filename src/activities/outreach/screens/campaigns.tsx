import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { StateFilter } from '#kit/ui/state-filter.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { orgRoutes } from '#spine/org/routes.ts'
import type { Campaign } from '../routes.ts'
import { type CampaignState, campaignStates } from '../rules.ts'
import { words } from '../words.ts'
import { CampaignFields, CampaignStatus, outreach, textsOf, useDone } from './parts.tsx'

const org = client(orgRoutes)

function NewCampaign({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(words)
  const done = useDone()
  const { go } = usePlace()
  const { data } = useLoad(['org', 'tree'], () => org.tree({}))
  const units = (data?.rows ?? []).map(row => ({ value: row.id, label: `${'\u2003'.repeat(row.level)}${row.name}` }))
  return (
    <Dialog open={open} onClose={close} title={said.newCampaign}>
      <Form
        submit={said.submit}
        onCancel={close}
        onSubmit={async values => {
          const { id } = await outreach.add({ unitId: values.unitId ?? '', ...textsOf(values) })
          await done()
          go(`/outreach/${id}`)
        }}
      >
        <Select name="unitId" label={said.fields.unit} options={units} empty="" />
        <CampaignFields />
      </Form>
    </Dialog>
  )
}

/** The campaigns of the units in reach, newest first. */
export function CampaignsScreen(): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const list = useListState()
  const mayPlan = usePermission('outreach.plan')
  const [adding, setAdding] = useState(false)
  const state = list.get('state') as CampaignState | ''
  const asked = { state: state || undefined, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['outreach', 'list', asked], () => outreach.campaigns(asked))
  const columns: readonly Column<Campaign>[] = [
    { key: 'title', head: said.fields.title, strong: true, cell: row => row.title, second: row => row.unit },
    { key: 'topic', head: said.fields.topic, from: 'sm', cell: row => said.topics[row.topic] },
    { key: 'until', head: said.fields.until, from: 'md', tight: true, cell: row => showDay(row.until, lang) },
    { key: 'state', head: said.fields.state, tight: true, cell: row => <CampaignStatus state={row.state} /> },
  ]
  const add = mayPlan && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {said.newCampaign}
    </Button>
  )
  return (
    <Page title={said.title} state={said.purpose} actions={add}>
      <StateFilter label={said.fields.state} all={said.all} states={campaignStates} names={said.states} list={list} />
      <Card flush={true}>
        <Table
          caption={said.title}
          columns={columns}
          rows={data?.campaigns}
          rowKey={row => row.id}
          href={row => `/outreach/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.emptyList} why={said.emptyListNext} action={add} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>{said.more}</Button>}
        />
      </Card>
      <NewCampaign open={adding} close={() => setAdding(false)} />
    </Page>
  )
}
