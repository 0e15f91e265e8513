import { type ReactNode, useCallback, useState } from 'react'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { ErrandProgress } from '#kit/ui/errand-progress.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useListState, useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount, showPercent } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { rewardRoutes } from '../routes.ts'
import { rewards } from './client.ts'
import { Passage, RunStatus, useAwardColumns, useShown } from './parts.tsx'
import { rewardUiWords } from './words.ts'

type Full = GivesOf<typeof rewardRoutes.run>
type Act = 'sign' | 'refuse' | 'issue'

function Figures({ run }: { readonly run: Full }): ReactNode {
  const said = useWords(rewardUiWords)
  const { lang, say, vnd } = useShown()
  const signed = said.signedOf(showCount(run.signed, lang), showCount(run.needed, lang))
  return (
    <FigureRow label={said.title}>
      <Figure label={said.fields.awards} value={showCount(run.awards, lang)} compare={say(run.item.name)} />
      <Figure label={said.fields.value} value={vnd(run.valueVnd)} />
      <Figure label={said.fields.signatures} value={signed} compare={`${said.fields.proposedBy}: ${run.proposedBy}`} />
    </FigureRow>
  )
}

function Payers({ run }: { readonly run: Full }): ReactNode {
  const said = useWords(rewardUiWords)
  const { lang, vnd } = useShown()
  return (
    <Card title={said.payers}>
      <ul className="flex flex-col gap-2">
        {run.payers.map((one, at) => (
          <li key={one.source} className="flex flex-wrap justify-between gap-x-4">
            <span className="font-medium">{said.sources[one.source as keyof typeof said.sources]}</span>
            <span className="text-ink-2">
              {at > 0 && at === run.payers.length - 1 ? said.rest : said.share(showPercent(one.shareBp / 10_000, lang))}
              {one.mostVnd && ` · ${said.most(vnd(one.mostVnd))}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Dialogs(props: {
  readonly run: Full
  readonly act: Act | undefined
  readonly close: () => void
  readonly done: (told?: string) => Promise<void>
  readonly issuing: (errand: string) => void
}): ReactNode {
  const { run, act, close, done } = props
  const said = useWords(rewardUiWords)
  const { lang, vnd } = useShown()
  const [awards, value] = [showCount(run.awards, lang), vnd(run.valueVnd)]
  return (
    <>
      <ConfirmDialog
        open={act === 'sign'}
        onClose={close}
        title={said.sign}
        act={said.sign}
        onConfirm={async () => {
          await rewards.sign({ id: run.id })
          await done(said.signed)
        }}
      >
        {said.signText(awards, value)}
      </ConfirmDialog>
      <ConfirmDialog
        open={act === 'issue'}
        onClose={close}
        title={said.issue}
        act={said.issue}
        onConfirm={async () => {
          props.issuing((await rewards.issue({ id: run.id })).errand)
          await done()
        }}
      >
        {said.issueText(awards, value)}
      </ConfirmDialog>
      <Dialog open={act === 'refuse'} onClose={close} title={said.refuse}>
        <Form
          submit={said.refuse}
          onCancel={close}
          onSubmit={async values => {
            await rewards.refuse({ id: run.id, reason: values.reason ?? '' })
            await done(said.refused)
          }}
        >
          <TextArea name="reason" label={said.fields.reason} />
        </Form>
      </Dialog>
    </>
  )
}

function Receivers({ run }: { readonly run: Full }): ReactNode {
  const said = useWords(rewardUiWords)
  const list = useListState()
  const columns = useAwardColumns<Full['list'][number]>()
  return (
    <Card title={said.receivers} flush={true}>
      <Table
        caption={said.receivers}
        columns={columns}
        rows={run.list}
        rowKey={row => row.id}
        href={row => `/rewards/awards/${row.id}`}
        list={list}
        empty={<p className="px-4 pb-4 text-ink-2">{said.none}</p>}
        footer={run.next !== null && <Button onClick={() => list.turn(String(run.next))}>{said.more}</Button>}
      />
    </Card>
  )
}

/** One list of thanks: how much, who pays, who signed, and everybody on it. */
export function RunScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(rewardUiWords)
  const { lang, say } = useShown()
  const toast = useToast()
  const refresh = useRefresh()
  const after = useListState().after
  const [act, setAct] = useState<Act>()
  const [errand, setErrand] = useState<string>()
  const [mayApprove, mayIssue] = [usePermission('rewards.approve'), usePermission('rewards.issue')]
  const again = useCallback(() => void refresh('rewards'), [refresh])
  const {
    data: run,
    error,
    retry,
  } = useLoad(['rewards', 'run', id, after], () => rewards.run(after ? { id, after: Number(after) } : { id }))
  if (!run) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const done = async (told?: string): Promise<void> => {
    setAct(undefined)
    await refresh('rewards')
    if (told) toast({ title: told, tone: 'ok' })
  }
  const button = (to: Act, kind: 'primary' | 'secondary'): ReactNode => (
    <Button kind={kind} onClick={() => setAct(to)}>
      {said[to]}
    </Button>
  )
  const signs = run.state === 'waiting' && mayApprove
  const actions = (
    <>
      {signs && button('refuse', 'secondary')}
      {signs && !run.mine && button('sign', 'primary')}
      {run.state === 'approved' && mayIssue && button('issue', 'primary')}
    </>
  )
  const passed = run.decisions.map(one => ({
    ...one,
    key: one.kind + one.at + one.by,
    what: said.decisions[one.kind as keyof typeof said.decisions],
    at: showMoment(one.at, lang),
  }))
  return (
    <Page title={say(run.title)} mark={<RunStatus state={run.state} />} state={run.unit} actions={actions}>
      {signs && run.mine && <Alert tone="info" title={said.mine} />}
      {errand && <ErrandProgress id={errand} onEnd={again} />}
      <Figures run={run} />
      <Columns>
        <Receivers run={run} />
        <div className="flex flex-col gap-4">
          <Payers run={run} />
          <Card title={said.history}>
            <Passage list={passed} />
          </Card>
        </div>
      </Columns>
      <Dialogs run={run} act={act} close={() => setAct(undefined)} done={done} issuing={setErrand} />
    </Page>
  )
}
