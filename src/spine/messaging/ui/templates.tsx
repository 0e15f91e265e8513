import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { StateFilter } from '#kit/ui/state-filter.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import type { Template } from '../routes-templates.ts'
import { channels, type TemplateState, templateStates } from '../rules.ts'
import { messaging } from './client.ts'
import { TemplateStatus, useDone } from './parts.tsx'
import { TemplateForm } from './template-form.tsx'
import { messagingUiWords } from './words.ts'

function useColumns(): readonly Column<Template>[] {
  const said = useWords(messagingUiWords)
  return [
    { key: 'name', head: said.fields.name, strong: true, cell: row => row.name, second: row => row.unit },
    { key: 'class', head: said.fields.class, from: 'md', cell: row => said.classes[row.class] },
    {
      key: 'channels',
      head: said.fields.channel,
      from: 'sm',
      cell: row =>
        channels
          .filter(channel => row[channel])
          .map(channel => said.channels[channel])
          .join(', '),
    },
    { key: 'state', head: said.fields.state, tight: true, cell: row => <TemplateStatus state={row.state} /> },
  ]
}

/** The texts of the units in reach, and where each stands on its way to being sent. */
export function TemplatesScreen(): ReactNode {
  const said = useWords(messagingUiWords)
  const list = useListState()
  const done = useDone()
  const { go } = usePlace()
  const [adding, setAdding] = useState(false)
  const mayWrite = usePermission('messaging.write')
  const state = list.get('state') as TemplateState | ''
  const asked = { state: state || undefined, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['messaging', 'templates', asked], () => messaging.templates(asked))
  const columns = useColumns()
  const add = mayWrite && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {said.newTemplate}
    </Button>
  )
  return (
    <Page title={said.templates} state={said.templatesLead} actions={add}>
      <StateFilter
        label={said.fields.state}
        all={said.all}
        states={templateStates}
        names={said.templateStates}
        list={list}
      />
      <Card flush={true}>
        <Table
          caption={said.templates}
          columns={columns}
          rows={data?.templates}
          rowKey={row => row.id}
          href={row => `/messages/templates/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.emptyTemplates} why={said.emptyTemplatesNext} action={add} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>{said.more}</Button>}
        />
      </Card>
      <Dialog open={adding} onClose={() => setAdding(false)} title={said.newTemplate} wide={true}>
        <TemplateForm
          close={() => setAdding(false)}
          onTexts={async (texts, unitId) => {
            const { id } = await messaging.addTemplate({ unitId, ...texts })
            await done()
            go(`/messages/templates/${id}`)
          }}
        />
      </Dialog>
    </Page>
  )
}
