import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { waveRoutes } from '../routes-waves.ts'
import { messaging } from './client.ts'
import { useDone, useReason, WaveStatus } from './parts.tsx'
import { messagingUiWords } from './words.ts'

type Full = GivesOf<typeof waveRoutes.wave>
type Line = Full['account'][number]
type Act = 'approve' | 'sendBack' | 'start' | 'pause' | 'stop'

const sum = (wave: Full, ...states: readonly Line['state'][]): number =>
  wave.account.filter(line => states.includes(line.state)).reduce((all, { n }) => all + n, 0)

function Figures({ wave }: { readonly wave: Full }): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  const count = (n: number): string => showCount(n, lang)
  return (
    <FigureRow label={said.account}>
      <Figure label={said.fields.planned} value={count(wave.planned ?? 0)} compare={said.ladders[wave.ladder]} />
      <Figure label={said.outcomes.delivered} value={count(sum(wave, 'delivered'))} />
      <Figure label={said.outcomes.submitted} value={count(sum(wave, 'submitted'))} />
      <Figure label={said.outcomes.due} value={count(sum(wave, 'due', 'claimed'))} />
      <Figure label={said.outcomes.excluded} value={count(sum(wave, 'excluded', 'cancelled'))} />
    </FigureRow>
  )
}

/** Every receiver is in one line, so the lines add up to what was planned. */
function Account({ wave }: { readonly wave: Full }): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  const reason = useReason()
  const columns: readonly Column<Line>[] = [
    {
      key: 'outcome',
      head: said.outcome,
      strong: true,
      cell: row => said.outcomes[row.state],
      second: row => reason(row.reason),
    },
    { key: 'n', head: said.count, figure: true, cell: row => showCount(row.n, lang) },
  ]
  return (
    <Card title={said.account} flush={true}>
      <Table
        caption={said.account}
        columns={columns}
        rows={wave.account}
        rowKey={row => `${row.state} ${row.reason}`}
        footer={<p className="text-ink-3 text-label">{said.accountNote(showCount(wave.planned ?? 0, lang))}</p>}
      />
    </Card>
  )
}

function History({ wave }: { readonly wave: Full }): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  return (
    <Card title={said.history}>
      <ol className="flex flex-col gap-3">
        {wave.steps.map(step => (
          <li key={`${step.kind} ${step.at}`}>
            <p className="font-medium">{said.steps[step.kind]}</p>
            {step.reason && <p>{step.reason}</p>}
            <p className="text-ink-3 text-label">{[step.by, showMoment(step.at, lang)].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Dialogs({
  wave,
  act,
  close,
}: {
  readonly wave: Full
  readonly act: Act | undefined
  readonly close: () => void
}): ReactNode {
  const said = useWords(messagingUiWords)
  const done = useDone()
  const { id } = wave
  const after = async (does: Promise<unknown>): Promise<void> => {
    await does
    close()
    await done()
  }
  const confirm = (of: Act, title: string, text: string, does: () => Promise<unknown>): ReactNode => (
    <ConfirmDialog open={act === of} onClose={close} title={title} act={title} onConfirm={() => after(does())}>
      {text}
    </ConfirmDialog>
  )
  const withReason = (of: Act, title: string, text: string, does: (reason: string) => Promise<unknown>): ReactNode => (
    <Dialog open={act === of} onClose={close} title={title}>
      <Form submit={title} onCancel={close} onSubmit={values => after(does(values.reason ?? ''))}>
        {text && <p>{text}</p>}
        <TextArea name="reason" label={said.fields.reason} />
      </Form>
    </Dialog>
  )
  return (
    <>
      {confirm('approve', said.approve, wave.title, () => messaging.approveWave({ id }))}
      {confirm('start', wave.state === 'paused' ? said.resume : said.start, said.startConfirm, () =>
        messaging.startWave({ id }),
      )}
      {confirm('pause', said.pause, wave.title, () => messaging.pauseWave({ id }))}
      {withReason('sendBack', said.sendBack, '', reason => messaging.sendBackWave({ id, reason }))}
      {withReason('stop', said.stop, said.stopConfirm, reason => messaging.stopWave({ id, reason }))}
    </>
  )
}

function useActs(wave: Full | undefined): readonly Act[] {
  const may = {
    approve: usePermission('messaging.approve'),
    write: usePermission('messaging.write'),
    stop: usePermission('messaging.stop'),
  }
  if (!wave) return []
  const { state, mine } = wave
  const acts: (Act | false)[] = [
    state === 'planned' && may.approve && !mine && 'sendBack',
    ['planned', 'approved', 'running', 'paused'].includes(state) && may.stop && 'stop',
    state === 'running' && may.write && 'pause',
    state === 'planned' && may.approve && !mine && 'approve',
    (state === 'approved' || state === 'paused') && may.write && 'start',
  ]
  return acts.filter(act => act !== false)
}

/** One wave: who is meant, where each stands, who decided what. */
export function WaveScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(messagingUiWords)
  const says = useSaid()
  const [act, setAct] = useState<Act>()
  const { data: wave, error, retry } = useLoad(['messaging', 'wave', id], () => messaging.wave({ id }))
  const acts = useActs(wave)
  if (!wave) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const actions = acts.map(one => (
    <Button key={one} kind={one === 'approve' || one === 'start' ? 'primary' : 'secondary'} onClick={() => setAct(one)}>
      {one === 'start' && wave.state === 'paused' ? said.resume : said[one]}
    </Button>
  ))
  const about = [wave.unit, wave.template, says(wave.audience), said.classes[wave.class]].join(' · ')
  return (
    <Page title={wave.title} mark={<WaveStatus state={wave.state} />} state={about} actions={actions}>
      {wave.state === 'planning' && <Alert tone="info" title={said.planning} />}
      {wave.state === 'planned' && wave.mine && <Alert tone="info" title={said.ownWave} />}
      <Figures wave={wave} />
      <Columns>
        <Account wave={wave} />
        <History wave={wave} />
      </Columns>
      <Dialogs wave={wave} act={act} close={() => setAct(undefined)} />
    </Page>
  )
}
