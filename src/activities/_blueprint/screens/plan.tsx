import { type ReactNode, useState } from 'react'
import { showDay, showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount, showPercent } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import { treesLeft } from '../rules.ts'
import { words } from '../words.ts'
import { PlanFields, PlanStatus, planOf, trees } from './parts.tsx'

type Full = GivesOf<typeof routes.one>
type Act = 'approve' | 'sendBack' | 'revise' | 'finish'

function Figures({ plan }: { readonly plan: Full }): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const count = (of: number): string => showCount(of, lang)
  const recorded = plan.planted - plan.proven
  const why = (
    <>
      <p>{said.definition}</p>
      <ul className="mt-2">
        <li>{`${count(plan.proven)} · ${said.grades.proven}`}</li>
        <li>{`${count(recorded)} · ${said.grades.recorded}`}</li>
      </ul>
    </>
  )
  return (
    <FigureRow label={said.title}>
      <Figure
        label={said.fields.planned}
        value={count(plan.trees)}
        unit={said.portal.trees}
        compare={said.species[plan.species]}
      />
      <Figure
        label={said.fields.planted}
        value={count(plan.planted)}
        unit={said.portal.trees}
        compare={showPercent(plan.planted / plan.trees, lang)}
        why={why}
      />
      <Figure label={said.fields.left} value={count(treesLeft(plan, plan.planted))} unit={said.portal.trees} />
    </FigureRow>
  )
}

function Plantings({ plan }: { readonly plan: Full }): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const columns: readonly Column<Full['plantings'][number]>[] = [
    { key: 'on', head: said.fields.plantedOn, cell: row => showDay(row.plantedOn, lang), second: row => row.by },
    { key: 'trees', head: said.fields.trees, figure: true, cell: row => showCount(row.trees, lang) },
    {
      key: 'grade',
      head: said.fields.proof,
      cell: row => (
        <Chip
          tone={row.grade === 'proven' ? 'ok' : 'mute'}
        >{`${said.grades[row.grade]} · ${row.photoId ? said.photoYes : said.photoNo}`}</Chip>
      ),
    },
  ]
  return (
    <Card title={said.plantings} flush={true}>
      <Table
        caption={said.plantings}
        columns={columns}
        rows={plan.plantings}
        rowKey={row => row.id}
        empty={<p className="px-4 pb-4 text-ink-2">{said.emptyPlantings}</p>}
      />
    </Card>
  )
}

function History({ plan }: { readonly plan: Full }): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  return (
    <Card title={said.history}>
      <ol className="flex flex-col gap-3">
        <li>
          <p className="font-medium">{said.newPlan}</p>
          <p className="text-ink-3 text-label">{`${plan.plannedBy} · ${showMoment(plan.plannedAt, lang)}`}</p>
        </li>
        {plan.decisions.map(decision => (
          <li key={decision.id}>
            <p className="font-medium">{said.decisions[decision.kind]}</p>
            {decision.reason && <p>{decision.reason}</p>}
            <p className="text-ink-3 text-label">{`${decision.by} · ${showMoment(decision.at, lang)}`}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Dialogs({
  plan,
  act,
  close,
  done,
}: {
  readonly plan: Full
  readonly act: Act | undefined
  readonly close: () => void
  readonly done: (told: string) => Promise<void>
}): ReactNode {
  const said = useWords(words)
  return (
    <>
      <ConfirmDialog
        open={act === 'approve'}
        onClose={close}
        title={said.approve}
        act={said.approve}
        onConfirm={async () => {
          await trees.approve({ id: plan.id })
          await done(said.approved)
        }}
      >
        {plan.place}
      </ConfirmDialog>
      <ConfirmDialog
        open={act === 'finish'}
        onClose={close}
        title={said.finish}
        act={said.finish}
        onConfirm={async () => {
          await trees.finish({ id: plan.id })
          await done(said.finished)
        }}
      >
        {plan.place}
      </ConfirmDialog>
      <Dialog open={act === 'sendBack'} onClose={close} title={said.sendBack}>
        <Form
          submit={said.sendBack}
          onCancel={close}
          onSubmit={async values => {
            await trees.sendBack({ id: plan.id, reason: values.reason ?? '' })
            await done(said.sentBack)
          }}
        >
          <TextArea name="reason" label={said.fields.reason} />
        </Form>
      </Dialog>
      <Dialog open={act === 'revise'} onClose={close} title={said.revise}>
        <Form
          submit={said.revise}
          onCancel={close}
          onSubmit={async values => {
            await trees.revise({ id: plan.id, ...planOf(values) })
            await done(said.sent)
          }}
        >
          <PlanFields plan={plan} />
        </Form>
      </Dialog>
    </>
  )
}

/** One plan: what was planned, what was planted and how that is known, who decided what. */
export function PlanScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(words)
  const toast = useToast()
  const refresh = useRefresh()
  const [act, setAct] = useState<Act>()
  const mayPlan = usePermission('blueprint.plan')
  const mayApprove = usePermission('blueprint.approve')
  const { data: plan, error, retry } = useLoad(['trees', 'one', id], () => trees.one({ id }))
  if (!plan) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const waits = plan.state === 'proposed'
  const done = async (told: string): Promise<void> => {
    setAct(undefined)
    await refresh('trees')
    toast({ title: told, tone: 'ok' })
  }
  const button = (to: Act, kind: 'primary' | 'secondary'): ReactNode => (
    <Button kind={kind} onClick={() => setAct(to)}>
      {said[to]}
    </Button>
  )
  const actions = (
    <>
      {waits && mayApprove && !plan.mine && button('sendBack', 'secondary')}
      {waits && mayApprove && !plan.mine && button('approve', 'primary')}
      {plan.state === 'sent_back' && mayPlan && plan.mine && button('revise', 'primary')}
      {plan.state === 'approved' && mayPlan && button('finish', 'secondary')}
    </>
  )
  return (
    <Page title={plan.place} mark={<PlanStatus state={plan.state} />} state={plan.unit} actions={actions}>
      {waits && plan.mine && <Alert tone="info" title={said.ownPlan} />}
      <Figures plan={plan} />
      <Columns>
        <Plantings plan={plan} />
        <History plan={plan} />
      </Columns>
      <Dialogs plan={plan} act={act} close={() => setAct(undefined)} done={done} />
    </Page>
  )
}
