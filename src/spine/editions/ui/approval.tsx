import { type ReactNode, useMemo, useState } from 'react'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { CopyCode } from '#kit/ui/copy-code.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import { editionWords } from '../words.ts'
import { ChangesCard, type Measures, type Version } from './approval-changes.tsx'
import { WarningsCard } from './approval-warnings.tsx'
import { editions, type UnitPlan } from './client.ts'
import { PapersCard } from './papers.tsx'
import { PlanStatus } from './plan-state.tsx'
import { approvalWords } from './words-approvals.ts'

const newestOf = (plan: UnitPlan): number => plan.versions.reduce((most, it) => Math.max(most, it.n), 0)

/** One submission: what it changes, what to look at closely, its hash, its history, and the decision. */
export function ApprovalScreen(): ReactNode {
  const words = useWords(approvalWords)
  const [id, unit] = [useParam('edition'), useParam('unit')]
  const plan = useLoad(['editions', 'unitPlan', id, unit], () => editions.unitPlan({ id, unit }))
  const n = plan.data ? newestOf(plan.data) : 0
  const version = useLoad(['editions', 'version', id, unit, n], () =>
    n > 0 ? editions.version({ id, unit, n }) : Promise.resolve(null),
  )
  const catalogue = useLoad(['editions', 'catalogue'], () => editions.catalogue({}))
  const measures: Measures = useMemo(() => new Map(catalogue.data?.measures.map(it => [it.code, it])), [catalogue.data])
  const failed = plan.error ?? version.error
  if (!plan.data || !catalogue.data)
    return (
      <Page title={words.title}>
        {failed === undefined ? <LoadingState /> : <ErrorState error={failed} retry={plan.retry} />}
      </Page>
    )
  return <Submission id={id} plan={plan.data} version={version.data ?? undefined} measures={measures} />
}

function Submission(props: {
  readonly id: string
  readonly plan: UnitPlan
  readonly version: Version | undefined
  readonly measures: Measures
}): ReactNode {
  const words = useWords(approvalWords)
  const lang = useLang()
  const { id, plan, version, measures } = props
  const sent = plan.moves.filter(it => it.kind === 'submitted').at(-1)
  return (
    <Page
      title={words.planOf(plan.name)}
      mark={<PlanStatus state={plan.state} />}
      state={
        <>
          {words.versionN(String(version?.n ?? newestOf(plan)))}
          {sent && ` · ${words.sentBy(sent.by, showMoment(new Date(sent.at), lang))}`}
          {' · '}
          <Link to={`/plan?unit=${plan.unit}`} className="text-accent underline underline-offset-4">
            {words.toPlan}
          </Link>
        </>
      }
      actions={plan.may.decide && plan.hash && <Decide id={id} plan={plan} hash={plan.hash} />}
    >
      {!plan.may.decide && <Alert tone="info" title={plan.state === 'waiting' ? words.mayNot : words.notWaiting} />}
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          {version ? <ChangesCard version={version} measures={measures} /> : <LoadingState />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <WarningsCard plan={plan} version={version} measures={measures} />
          {plan.hash && (
            <Card title={words.seal}>
              <CopyCode code={plan.hash} short={`${plan.hash.slice(0, 8)}…${plan.hash.slice(-8)}`} />
              <p className="mt-1 text-ink-2 text-table">{words.sealText}</p>
            </Card>
          )}
          <PapersCard id={id} unit={plan.unit} />
          <History plan={plan} />
        </div>
      </Columns>
    </Page>
  )
}

function History({ plan }: { readonly plan: UnitPlan }): ReactNode {
  const words = useWords(approvalWords)
  const { moves } = useWords(editionWords)
  const lang = useLang()
  return (
    <Card title={words.history}>
      {plan.moves.length === 0 && <p className="text-ink-2">{words.noHistory}</p>}
      <ol>
        {[...plan.moves].reverse().map(it => (
          <li key={`${it.at} ${it.kind}`} className="border-line border-b py-2 text-body first:pt-0 last:border-b-0">
            <span className="font-semibold">{moves[it.kind]}</span>
            <span className="text-ink-2">
              {` · ${words.versionN(String(it.n))}`}
              <span className="block text-label">
                {`${it.by} · ${showMoment(new Date(it.at), lang)}`}
                {it.lentBy && ` · ${words.lentBy(it.lentBy)}`}
              </span>
            </span>
            {it.reason && <p className="mt-1 rounded-control bg-sunken px-3 py-1.5">{it.reason}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** The two decisions. Both carry the hash of what was on screen: if the plan changed meanwhile, neither is taken. */
function Decide(props: { readonly id: string; readonly plan: UnitPlan; readonly hash: string }): ReactNode {
  const words = useWords(approvalWords)
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const [doing, setDoing] = useState<'approve' | 'sendBack'>()
  const { id, plan, hash } = props
  const close = (): void => setDoing(undefined)
  const approve = async (): Promise<void> => {
    const { entries } = await editions.approve({ id, unit: plan.unit, hash })
    toast({ title: entries > 0 ? `${words.approved} · ${words.entries(showCount(entries, lang))}` : words.approved })
    await refresh('editions')
  }
  return (
    <>
      <Button onClick={() => setDoing('sendBack')}>{words.sendBack}</Button>
      <Button kind="primary" onClick={() => setDoing('approve')}>
        {words.approve}
      </Button>
      <ConfirmDialog
        open={doing === 'approve'}
        onClose={close}
        title={words.approveTitle(plan.name)}
        act={words.approve}
        onConfirm={approve}
      >
        {words.approveText}
      </ConfirmDialog>
      <Dialog open={doing === 'sendBack'} onClose={close} title={words.sendBackTitle(plan.name)}>
        <Form
          submit={words.sendBack}
          onCancel={close}
          onSubmit={async values => {
            await editions.sendBack({ id, unit: plan.unit, hash, reason: values.reason ?? '' })
            close()
            toast({ title: words.sentBack })
            await refresh('editions')
          }}
        >
          <TextArea name="reason" label={words.reason} hint={words.reasonHint} />
        </Form>
      </Dialog>
    </>
  )
}
