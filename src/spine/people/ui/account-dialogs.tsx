import { type ReactNode, useState } from 'react'
import { CopyCode } from '#kit/ui/copy-code.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { Qr } from '#kit/ui/qr.tsx'
import type { GivesOf } from '#kit/wire'
import type { peopleRoutes } from '../routes.ts'
import { people } from './client.ts'
import { text, useDone } from './parts.tsx'
import { peopleUiWords } from './words.ts'

type DialogState = { readonly open: boolean; readonly onClose: () => void }
type Enrolment = GivesOf<(typeof peopleRoutes)['enrol']>

export function PasswordDialog({ open, onClose }: DialogState): ReactNode {
  const words = useWords(peopleUiWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    await people.changePassword({ before: values.before ?? '', after: values.after ?? '' })
    await done('changePassword')
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.changePassword}>
      <Form submit={words.actions.changePassword} onSubmit={submit} onCancel={onClose}>
        <TextField name="before" label={words.password} type="password" autoComplete="current-password" />
        <TextField
          name="after"
          label={words.newPassword}
          hint={words.passwordHint}
          type="password"
          autoComplete="new-password"
        />
      </Form>
    </Dialog>
  )
}

/** Enrols an authenticator in two steps: the password, then a first code of the app. */
export function EnrolDialog({ open, onClose }: DialogState): ReactNode {
  const words = useWords(peopleUiWords)
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const end = (): void => {
    setEnrolment(undefined)
    onClose()
  }
  const done = useDone(end)
  return (
    <Dialog open={open} onClose={end} title={words.actions.enrol}>
      {enrolment ? (
        <Form
          key="code"
          submit={words.confirm}
          onCancel={end}
          onSubmit={async values => {
            await people.confirmEnrolment({ code: text(values, 'code') })
            await done('enrol')
          }}
        >
          <p>{words.scan}</p>
          <Qr text={enrolment.address} label={words.scanName} />
          <p className="text-ink-2 text-table">
            {words.orType} <CopyCode code={enrolment.secret} />
          </p>
          <TextField name="code" label={words.sixDigits} inputMode="numeric" autoComplete="one-time-code" />
        </Form>
      ) : (
        <Form
          key="password"
          submit={words.goOn}
          onCancel={end}
          onSubmit={async values => setEnrolment(await people.enrol({ password: values.password ?? '' }))}
        >
          <TextField name="password" label={words.password} type="password" autoComplete="current-password" />
        </Form>
      )}
    </Dialog>
  )
}
