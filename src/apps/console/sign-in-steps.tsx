import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { FieldError } from '#kit/wire'
import { account } from './account.ts'
import { consoleWords } from './words.ts'

/** What is to be proved next. */
export type SignInStep = 'name' | 'code' | 'password' | 'enrolment'
type Answer = { readonly done: boolean; readonly needs: Exclude<SignInStep, 'name'> | null }
type StepProps = { readonly next: (answer: Answer) => void; readonly again: () => void }

/** Few ever see it, so its code arrives only then. */
const Qr = lazy(() => import('#kit/ui/qr.tsx').then(it => ({ default: it.Qr })))

const missing = (values: FormValues, field: string, message: string): readonly FieldError[] =>
  values[field]?.trim() ? [] : [{ field, code: 'missing', message }]
const digits = (values: FormValues): string => (values.code ?? '').replace(/\s/g, '')

function Heading({ title, lead }: { readonly title: string; readonly lead: string }): ReactNode {
  return (
    <>
      <h1 className="font-semibold text-title">{title}</h1>
      <p className="mb-4 text-body text-ink-2">{lead}</p>
    </>
  )
}

function Again({ again }: Pick<StepProps, 'again'>): ReactNode {
  const words = useWords(consoleWords).signIn
  return (
    <Button kind="quiet" size="wide" onClick={again}>
      {words.again}
    </Button>
  )
}

export function NameStep({ next }: StepProps): ReactNode {
  const words = useWords(consoleWords).signIn
  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <Form
        submit={words.submit}
        wide={true}
        errorTitle={words.errors}
        check={values => [
          ...missing(values, 'name', words.nameMissing),
          ...missing(values, 'password', words.passwordMissing),
        ]}
        onSubmit={async values => next(await account.signIn(values.name?.trim() ?? '', values.password ?? ''))}
      >
        <TextField name="name" label={words.name} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <TextField name="password" label={words.password} type="password" autoComplete="current-password" />
      </Form>
    </>
  )
}

function CodeForm({ next, again }: StepProps): ReactNode {
  const words = useWords(consoleWords).signIn
  return (
    <Form
      submit={words.codeSubmit}
      wide={true}
      errorTitle={words.errors}
      check={values =>
        /^\d{6}$/.test(digits(values)) ? [] : [{ field: 'code', code: 'shape', message: words.codeShape }]
      }
      onSubmit={async values => next(await account.confirm(digits(values)))}
      actions={<Again again={again} />}
    >
      <TextField
        name="code"
        label={words.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus={true}
        className="tabular text-section tracking-[0.3em]"
      />
    </Form>
  )
}

export function CodeStep(props: StepProps): ReactNode {
  const words = useWords(consoleWords).signIn
  return (
    <>
      <Heading title={words.codeTitle} lead={words.codeLead} />
      <CodeForm {...props} />
    </>
  )
}

/** A first password was given by an administrator: only its owner knows the next one. */
export function PasswordStep({ next, again }: StepProps): ReactNode {
  const words = useWords(consoleWords).signIn
  return (
    <>
      <Heading title={words.ownTitle} lead={words.ownLead} />
      <Form
        submit={words.ownSubmit}
        wide={true}
        errorTitle={words.errors}
        check={values => missing(values, 'password', words.passwordMissing)}
        onSubmit={async values => next(await account.choosePassword(values.password ?? ''))}
        actions={<Again again={again} />}
      >
        <TextField name="password" label={words.own} type="password" autoComplete="new-password" autoFocus={true} />
      </Form>
    </>
  )
}

/** An authenticator is needed and none is known yet: shows its secret once, then asks for its first code. */
export function EnrolmentStep(props: StepProps): ReactNode {
  const words = useWords(consoleWords).signIn
  const [enrolment, setEnrolment] = useState<{ readonly secret: string; readonly address: string }>()
  useEffect(() => {
    void account.beginEnrolment().then(setEnrolment)
  }, [])
  return (
    <>
      <Heading title={words.enrolTitle} lead={words.enrolLead} />
      {enrolment && (
        <div className="mb-4 flex flex-col items-start gap-2">
          <Suspense>
            <Qr text={enrolment.address} label={words.enrolQr} />
          </Suspense>
          <p className="text-ink-2 text-table">{words.enrolSecret}</p>
          <code className="tabular break-all text-body">{enrolment.secret}</code>
        </div>
      )}
      <CodeForm {...props} />
    </>
  )
}
