import type { ReactNode } from 'react'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'

export function CancelDialog(props: {
  readonly id: string
  readonly open: boolean
  readonly close: () => void
}): ReactNode {
  const said = useWords(screenWords).event
  const toast = useToast()
  const refresh = useRefresh()
  return (
    <Dialog open={props.open} onClose={props.close} title={said.cancel}>
      <Form
        submit={said.cancel}
        onCancel={props.close}
        onSubmit={async values => {
          await loadShift.cancel({ id: props.id, reason: values.reason ?? '' })
          await refresh('load-shift')
          toast({ title: said.cancelled })
          props.close()
        }}
      >
        <TextArea name="reason" label={said.cancelWhy} />
      </Form>
    </Dialog>
  )
}

/** What enterprises said by telephone or on paper, for many at once. */
export function RecordDialog(props: {
  readonly id: string
  readonly what: 'acknowledge' | 'act' | undefined
  readonly agreements: readonly string[]
  readonly close: () => void
  readonly done: () => void
}): ReactNode {
  const said = useWords(screenWords).event
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const { id, what, agreements, close, done } = props
  const hows = (['phone', 'paper'] as const).map(value => ({ value, label: said.hows[value] }))
  const title = what === 'act' ? said.recordAction : said.record
  if (agreements.length === 0)
    return (
      <Dialog open={what !== undefined} onClose={close} title={title}>
        {said.nobody}
      </Dialog>
    )
  return (
    <Dialog open={what !== undefined} onClose={close} title={title}>
      <Form
        submit={title}
        onCancel={close}
        onSubmit={async values => {
          const some = {
            id,
            agreementIds: [...agreements],
            how: values.how === 'paper' ? ('paper' as const) : ('phone' as const),
          }
          const { added } =
            what === 'act'
              ? await loadShift.act({ ...some, what: values.text ?? '' })
              : await loadShift.acknowledge({ ...some, note: values.text ?? '' })
          await refresh('load-shift')
          toast({ title: said.recorded(showCount(added, lang)), tone: 'ok' })
          done()
          close()
        }}
      >
        <p>{said.picked(showCount(agreements.length, lang))}</p>
        <Select name="how" label={said.how} options={hows} defaultValue="phone" />
        <TextField
          name="text"
          label={what === 'act' ? said.what : said.note}
          optional={what !== 'act'}
          maxLength={300}
        />
      </Form>
    </Dialog>
  )
}
