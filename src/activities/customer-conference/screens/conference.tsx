import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import { words } from '../words.ts'
import { screenWords } from '../words-screens.ts'
import { Minutes } from './minutes.tsx'
import { ConferenceStatus, conferences, PlanFields, planOf } from './parts.tsx'
import { Questions } from './questions.tsx'

type Full = GivesOf<typeof routes.one>
type Act = 'approve' | 'sendBack' | 'revise' | 'hold' | 'cancel'
type Done = (told: string) => Promise<void>

function Figures({ it }: { readonly it: Full }): ReactNode {
  const said = useWords(screenWords)
  const named = useWords(words)
  const lang = useLang()
  const count = (of: number): string => showCount(of, lang)
  return (
    <FigureRow label={named.title}>
      <Figure label={said.figures.invited} value={count(it.invited)} />
      <Figure
        label={said.figures.registered}
        value={count(it.registered)}
        compare={`${said.fields.seats}: ${count(it.seats)}`}
      />
      <Figure
        label={said.figures.present}
        value={count(it.present)}
        compare={said.of(count(it.present), count(it.invited))}
        why={<p>{named.definition}</p>}
      />
      <Figure
        label={said.figures.questions}
        value={count(it.questions)}
        compare={`${count(it.answered)} ${said.figures.answered}`}
      />
    </FigureRow>
  )
}

function History({ it }: { readonly it: Full }): ReactNode {
  const said = useWords(screenWords)
  const named = useWords(words)
  const lang = useLang()
  return (
    <Card title={said.history}>
      <ol className="flex flex-col gap-3">
        <li>
          <p className="font-medium">{said.newPlan}</p>
          <p className="text-ink-3 text-label">{it.plannedBy}</p>
        </li>
        {it.steps.map(step => (
          <li key={step.id}>
            <p className="font-medium">{named.steps[step.kind]}</p>
            {step.reason && <p>{step.reason}</p>}
            <p className="text-ink-3 text-label">{`${step.by} · ${showMoment(step.at, lang)}`}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

type DialogsProps = {
  readonly it: Full
  readonly act: Act | undefined
  readonly close: () => void
  readonly done: Done
}

function Confirmations({ it, act, close, done }: DialogsProps): ReactNode {
  const said = useWords(screenWords)
  const confirm = (which: 'approve' | 'hold', text: string): ReactNode => (
    <ConfirmDialog
      open={act === which}
      onClose={close}
      title={said[which]}
      act={said[which]}
      onConfirm={async () => {
        await conferences[which]({ id: it.id })
        await done(said.done)
      }}
    >
      {text}
    </ConfirmDialog>
  )
  return (
    <>
      {confirm('approve', it.title)}
      {confirm('hold', said.holdAsk)}
    </>
  )
}

function Forms({ it, act, close, done }: DialogsProps): ReactNode {
  const said = useWords(screenWords)
  const why = (which: 'sendBack' | 'cancel'): ReactNode => (
    <Dialog open={act === which} onClose={close} title={said[which]}>
      <Form
        submit={said[which]}
        onCancel={close}
        onSubmit={async values => {
          await conferences[which]({ id: it.id, reason: values.reason ?? '' })
          await done(said.done)
        }}
      >
        <TextArea name="reason" label={said.fields.reason} />
      </Form>
    </Dialog>
  )
  return (
    <>
      {why('sendBack')}
      {why('cancel')}
      <Dialog open={act === 'revise'} onClose={close} title={said.revise}>
        <Form
          submit={said.revise}
          onCancel={close}
          onSubmit={async values => {
            await conferences.revise({ id: it.id, ...planOf(values) })
            await done(said.done)
          }}
        >
          <PlanFields plan={it} />
        </Form>
      </Dialog>
    </>
  )
}

/** What may be done with a conference now, by whoever looks at it. */
function useActions(it: Full | undefined, choose: (act: Act) => void): ReactNode {
  const said = useWords(screenWords)
  const mayPlan = usePermission('customer-conference.plan')
  const mayApprove = usePermission('customer-conference.approve')
  if (!it) return null
  const waits = it.state === 'proposed'
  const decides = waits && mayApprove && !it.mine
  const button = (act: Act, kind: 'primary' | 'secondary' = 'secondary'): ReactNode => (
    <Button kind={kind} onClick={() => choose(act)}>
      {said[act]}
    </Button>
  )
  return (
    <>
      {decides && button('sendBack')}
      {decides && button('approve', 'primary')}
      {it.state === 'sent_back' && mayPlan && it.mine && button('revise', 'primary')}
      {it.state === 'approved' && mayPlan && button('cancel')}
      {it.state === 'approved' && mayPlan && button('hold', 'primary')}
    </>
  )
}

/** One conference: its guests, what was asked and promised, its minutes, who decided what. */
export function ConferenceScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(screenWords)
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const [act, setAct] = useState<Act>()
  const { data: it, error, retry } = useLoad(['conferences', 'one', id], () => conferences.one({ id }))
  const actions = useActions(it, setAct)
  if (!it) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const done: Done = async told => {
    setAct(undefined)
    await Promise.all([refresh('conferences'), refresh('listening')])
    toast({ title: told, tone: 'ok' })
  }
  const dialogs = { it, act, close: () => setAct(undefined), done }
  return (
    <Page
      title={it.title}
      mark={<ConferenceStatus state={it.state} />}
      state={`${it.unit} · ${it.place} · ${showMoment(it.startsAt, lang)}`}
      actions={actions}
    >
      {it.state === 'proposed' && it.mine && <Alert tone="info" title={said.ownPlan} />}
      <Figures it={it} />
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Questions it={it} done={done} />
          <Minutes it={it} done={done} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={said.guests}>
            {it.sessionId ? (
              <Link to={`/gatherings/${it.sessionId}`}>{said.toGuests}</Link>
            ) : (
              <p className="text-ink-2">{said.guestsNone}</p>
            )}
          </Card>
          <Card title={said.fields.topics}>
            <p className="whitespace-pre-line">{it.topics}</p>
          </Card>
          <History it={it} />
        </div>
      </Columns>
      <Confirmations {...dialogs} />
      <Forms {...dialogs} />
    </Page>
  )
}
