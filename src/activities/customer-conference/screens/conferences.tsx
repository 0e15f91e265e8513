import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { StateFilter } from '#kit/ui/state-filter.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import { orgRoutes } from '#spine/org/routes.ts'
import type { Conference } from '../routes.ts'
import { conferenceStates } from '../rules.ts'
import { words } from '../words.ts'
import { screenWords } from '../words-screens.ts'
import { ConferenceStatus, conferences, PlanFields, planOf } from './parts.tsx'

const org = client(orgRoutes)

function useColumns(): readonly Column<Conference>[] {
  const said = useWords(screenWords)
  const lang = useLang()
  const part = (
    key: string,
    head: string,
    n: (row: Conference) => number,
    of: (row: Conference) => number,
  ): Column<Conference> => ({
    key,
    head,
    figure: true,
    from: 'md',
    cell: row => (of(row) === 0 ? null : said.of(showCount(n(row), lang), showCount(of(row), lang))),
  })
  return [
    { key: 'title', head: said.fields.title, strong: true, cell: row => row.title, second: row => row.unit },
    { key: 'at', head: said.fields.day, tight: true, from: 'sm', cell: row => showMoment(row.startsAt, lang) },
    part(
      'present',
      said.figures.present,
      row => row.present,
      row => row.invited,
    ),
    part(
      'questions',
      said.figures.questions,
      row => row.answered,
      row => row.questions,
    ),
    { key: 'state', head: said.fields.state, cell: row => <ConferenceStatus state={row.state} /> },
  ]
}

function NewPlan({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(screenWords)
  const refresh = useRefresh()
  const { go } = usePlace()
  const { data } = useLoad(['org', 'tree'], () => org.tree({}))
  const units = (data?.rows ?? []).map(row => ({ value: row.id, label: `${'\u2003'.repeat(row.level)}${row.name}` }))
  return (
    <Dialog open={open} onClose={close} title={said.newPlan}>
      <Form
        submit={said.submit}
        onCancel={close}
        onSubmit={async values => {
          const { id } = await conferences.plan({ unitId: values.unitId ?? '', ...planOf(values) })
          await refresh('conferences')
          go(`/conferences/${id}`)
        }}
      >
        <Select name="unitId" label={said.fields.unit} options={units} empty="" />
        <PlanFields />
      </Form>
    </Dialog>
  )
}

/** The conferences of the units in reach, newest first. */
export function ConferencesScreen(): ReactNode {
  const said = useWords(screenWords)
  const named = useWords(words)
  const list = useListState()
  const columns = useColumns()
  const mayPlan = usePermission('customer-conference.plan')
  const [adding, setAdding] = useState(false)
  const state = conferenceStates.find(one => one === list.get('state'))
  const asked = { state, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['conferences', 'list', asked], () => conferences.list(asked))
  const add = mayPlan && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {said.newPlan}
    </Button>
  )
  return (
    <Page title={named.title} state={named.purpose} actions={add}>
      <StateFilter
        label={said.fields.state}
        all={said.all}
        states={conferenceStates}
        names={named.states}
        list={list}
      />
      <Card flush={true}>
        <Table
          caption={named.title}
          columns={columns}
          rows={data?.conferences}
          rowKey={row => row.id}
          href={row => `/conferences/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.empty} why={said.emptyNext} action={add} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>→</Button>}
        />
      </Card>
      <NewPlan open={adding} close={() => setAdding(false)} />
    </Page>
  )
}
