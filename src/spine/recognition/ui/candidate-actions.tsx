import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { RadioGroup } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { readDay } from '#kit/ui/dates.ts'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { Select, TextArea } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { type DecisionKind, type DecisionReason, isOpenToDecisions, type RunState, reasonsOf } from '../rules.ts'
import type { CandidatePage } from './candidate.tsx'
import { recognition } from './client.ts'
import { useDone } from './parts.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { recognitionUiWords } from './words.ts'

type ActionsOf = { readonly run: string; readonly it: CandidatePage; readonly state: RunState }

/** What the person may do on one candidate. */
export function CandidateActions({ run, it, state }: ActionsOf): ReactNode {
  const words = useWords(recognitionUiWords)
  const [plans, declares, takes] = [
    usePermission('recognition.plan'),
    usePermission('recognition.declare'),
    usePermission('recognition.object'),
  ]
  const [asking, setAsking] = useState<'decide' | 'declare' | 'object'>()
  const close = (): void => setAsking(undefined)
  const kind: DecisionKind = it.decision === 'exclude' ? 'include' : it.included ? 'exclude' : 'include'
  const may = plans && isOpenToDecisions(state) && it.grounds.length > 0
  return (
    <>
      {declares && <Button onClick={() => setAsking('declare')}>{words.declare}</Button>}
      {takes && state === 'approved' && <Button onClick={() => setAsking('object')}>{words.takeObjection}</Button>}
      {may && it.interests > 0 && it.decision === null && kind === 'exclude' && (
        <DecideButton run={run} line={it.id} kind="include" />
      )}
      {may && <DecideButton run={run} line={it.id} kind={kind} />}
      <ReasonDialog
        open={asking === 'declare'}
        title={words.declare}
        field="note"
        label={words.declareNote}
        hint={words.declareHint}
        onClose={close}
        onReason={note => recognition.declareInterest({ id: run, line: it.id, note })}
      />
      <ObjectDialog line={it.id} open={asking === 'object'} onClose={close} />
    </>
  )
}

function DecideButton({
  run,
  line,
  kind,
}: {
  readonly run: string
  readonly line: string
  readonly kind: DecisionKind
}): ReactNode {
  const words = useWords(recognitionUiWords)
  const done = useDone()
  const [open, setOpen] = useState(false)
  const reasons = reasonsOf(kind)
  const title = kind === 'exclude' ? words.exclude : words.include
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <Form
          submit={title}
          onCancel={() => setOpen(false)}
          onSubmit={async values => {
            const reason = (values.reason || reasons[0]) as DecisionReason
            await recognition.decide({ id: run, lines: [line], kind, reason, note: values.note ?? '' })
            setOpen(false)
            await done()
          }}
        >
          {reasons.length > 1 && (
            <RadioGroup
              name="reason"
              label={words.reason}
              defaultValue={reasons[0] ?? ''}
              options={reasons.map(value => ({ value, label: words.decisionReasons[value] }))}
            />
          )}
          <TextArea name="note" label={words.decideNote} />
        </Form>
      </Dialog>
    </>
  )
}

type DialogOf = { readonly line: string; readonly open: boolean; readonly onClose: () => void }

/** An objection that came on paper, at the counter or by telephone, with the day on which it came. */
function ObjectDialog({ line, open, onClose }: DialogOf): ReactNode {
  const words = useWords(recognitionUiWords)
  const done = useDone()
  const ways = ['paper', 'counter', 'call'] as const
  return (
    <Dialog open={open} onClose={onClose} title={words.takeObjection}>
      <Form
        submit={words.takeObjection}
        onCancel={onClose}
        onSubmit={async values => {
          const through = ways.find(way => way === values.through) ?? 'paper'
          const receivedOn = readDay(values.receivedOn ?? '') ?? values.receivedOn ?? ''
          await recognition.takeObjection({ line, through, receivedOn, text: values.text ?? '' })
          onClose()
          await done()
        }}
      >
        <Select
          name="through"
          label={words.through}
          options={ways.map(value => ({ value, label: words.throughs[value] }))}
        />
        <DateField name="receivedOn" label={words.receivedOn} />
        <TextArea name="text" label={words.text} rows={5} />
      </Form>
    </Dialog>
  )
}
