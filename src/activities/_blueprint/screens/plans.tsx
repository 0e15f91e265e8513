import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
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
import { SearchBox } from '#kit/ui/search-box.tsx'
import { StateFilter } from '#kit/ui/state-filter.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import { orgRoutes } from '#spine/org/routes.ts'
import type { Plan } from '../routes.ts'
import { type PlanState, planStates } from '../rules.ts'
import { words } from '../words.ts'
import { PlanFields, PlanProgress, PlanStatus, planOf, trees } from './parts.tsx'

const org = client(orgRoutes)

function useColumns(): readonly Column<Plan>[] {
  const said = useWords(words)
  const lang = useLang()
  const count = (key: 'trees' | 'planted', head: string): Column<Plan> => ({
    key,
    head,
    figure: true,
    cell: plan => (plan[key] === 0 ? null : showCount(plan[key], lang)),
  })
  return [
    { key: 'place', head: said.fields.place, strong: true, cell: plan => plan.place, second: plan => plan.unit },
    { key: 'species', head: said.fields.species, from: 'lg', cell: plan => said.species[plan.species] },
    { ...count('trees', said.fields.planned), from: 'sm' },
    { ...count('planted', said.fields.planted), from: 'sm' },
    { key: 'progress', head: said.fields.progress, from: 'md', cell: plan => <PlanProgress plan={plan} /> },
    { key: 'state', head: said.fields.state, cell: plan => <PlanStatus state={plan.state} /> },
  ]
}

function NewPlan({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(words)
  const toast = useToast()
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
          const { id } = await trees.plan({ unitId: values.unitId ?? '', ...planOf(values) })
          await refresh('trees')
          toast({ title: said.sent })
          go(`/trees/${id}`)
        }}
      >
        <Select name="unitId" label={said.fields.unit} options={units} empty="" />
        <PlanFields />
      </Form>
    </Dialog>
  )
}

/** The plans of the units in reach: found by place, narrowed by state, opened by a press. */
export function PlansScreen(): ReactNode {
  const said = useWords(words)
  const list = useListState()
  const mayPlan = usePermission('blueprint.plan')
  const [adding, setAdding] = useState(false)
  const columns = useColumns()
  const state = list.get('state') as PlanState | ''
  const asked = { q: list.get('q') || undefined, state: state || undefined, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['trees', 'list', asked], () => trees.list(asked))
  const add = mayPlan && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {said.newPlan}
    </Button>
  )
  return (
    <Page title={said.title} state={said.purpose} actions={add}>
      <div className="grid items-center gap-3 sm:flex sm:flex-wrap">
        <SearchBox
          label={said.fields.place}
          placeholder={said.fields.place}
          defaultValue={list.get('q')}
          onSearch={q => list.set({ q })}
        />
        <StateFilter label={said.fields.state} all={said.all} states={planStates} names={said.states} list={list} />
      </div>
      <Card flush={true}>
        <Table
          caption={said.title}
          columns={columns}
          rows={data?.plans}
          rowKey={plan => plan.id}
          href={plan => `/trees/${plan.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.emptyList} why={said.emptyListNext} action={add} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>→</Button>}
        />
      </Card>
      <NewPlan open={adding} close={() => setAdding(false)} />
    </Page>
  )
}
