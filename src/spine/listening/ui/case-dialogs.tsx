import type { ReactNode } from 'react'
import { RadioGroup } from '#kit/ui/choice.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextArea } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { refusalReasons, toldWays } from '../rules.ts'
import { listeningWords } from '../words.ts'
import { listening } from './client.ts'
import { listeningUiWords } from './words.ts'

export type Act = 'answer' | 'refuse' | 'wait' | 'resume' | 'tell'

type Props = {
  readonly id: string
  readonly act: Act | undefined
  readonly close: () => void
  readonly done: (told: string) => Promise<void>
}

/** What is asked before each way of going on. */
export function CaseDialog({ id, act, close, done }: Props): ReactNode {
  const said = useWords(listeningUiWords)
  const named = useWords(listeningWords)
  const send = async (values: FormValues): Promise<void> => {
    const text = values.text ?? ''
    if (act === 'answer') return done(said.answered((await listening.answer({ id, text })).askers))
    if (act === 'refuse') {
      const reason = refusalReasons.find(one => one === values.reason) ?? 'unclear'
      return done(said.answered((await listening.refuse({ id, reason, text })).askers))
    }
    if (act === 'wait') await listening.wait({ id, text })
    if (act === 'resume') await listening.resume({ id, text })
    if (act === 'tell') await listening.tell({ id, how: toldWays.find(one => one === values.how) ?? 'call' })
    return done(said.done)
  }
  const label = {
    answer: said.answerText,
    refuse: said.refuseText,
    wait: said.waitText,
    resume: said.resumeText,
    tell: '',
  }
  return (
    <Dialog open={act !== undefined} onClose={close} title={act ? said[act] : ''}>
      <Form submit={act ? said[act] : ''} onCancel={close} onSubmit={send}>
        {act === 'refuse' && (
          <Select
            name="reason"
            label={said.reason}
            options={refusalReasons.map(value => ({ value, label: named.reasons[value] }))}
            defaultValue="not_ours"
          />
        )}
        {act === 'tell' ? (
          <RadioGroup
            name="how"
            label={said.how}
            options={toldWays.map(value => ({ value, label: said.ways[value] }))}
            defaultValue="call"
          />
        ) : (
          <TextArea
            name="text"
            label={act ? label[act] : ''}
            rows={5}
            {...(act === 'answer' ? { hint: said.answerHint } : {})}
          />
        )}
      </Form>
    </Dialog>
  )
}
