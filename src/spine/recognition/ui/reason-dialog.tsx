import type { ReactNode } from 'react'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useDone } from './parts.tsx'
import { recognitionUiWords } from './words.ts'

/** Asks why, and does it. `label` and `hint` replace the usual question. */
export function ReasonDialog(props: {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly onReason: (reason: string) => Promise<unknown>
  readonly field?: string
  readonly label?: string
  readonly hint?: string
}): ReactNode {
  const words = useWords(recognitionUiWords)
  const done = useDone()
  const field = props.field ?? 'reason'
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      <Form
        submit={props.title}
        onCancel={props.onClose}
        onSubmit={async values => {
          await props.onReason(values[field] ?? '')
          props.onClose()
          await done()
        }}
      >
        <TextArea name={field} label={props.label ?? words.reason} hint={props.hint} />
      </Form>
    </Dialog>
  )
}
