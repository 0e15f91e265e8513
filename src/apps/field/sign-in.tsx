import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { client, ProblemError } from '#kit/client'
import { useWords } from '#kit/ui/lang.tsx'
import { peopleRoutes } from '#spine/people/routes.ts'
import { fieldWords } from './words.ts'

const people = client(peopleRoutes)

type Step = 'name' | 'code' | 'password' | 'enrolment'
type Answer = { readonly done: boolean; readonly needs: Exclude<Step, 'name'> | null }
type StepProps = { readonly next: (answer: Answer) => void; readonly again: () => void }
type Typed = (name: string) => string

/** One step: a sentence, a form that keeps what was typed when it is refused, and the way back to the first. */
function StepForm(props: {
  readonly title: string
  readonly lead: string
  readonly submit: string
  readonly send: (typed: Typed) => Promise<void>
  readonly again?: () => void
  readonly children: ReactNode
}): ReactNode {
  const words = useWords(fieldWords)
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    setBusy(true)
    try {
      await props.send(name => String(typed.get(name) ?? ''))
    } catch (error) {
      setRefused(error instanceof ProblemError ? sentenceOf(error) : words.needSignal)
    }
    setBusy(false)
  }
  return (
    <>
      <h1>{props.title}</h1>
      <p className="hint">{props.lead}</p>
      <form className="card" onSubmit={event => void submit(event)} noValidate>
        {refused && (
          <p className="errors" role="alert">
            {refused}
          </p>
        )}
        {props.children}
        <button type="submit" disabled={busy}>
          {props.submit}
        </button>
        {props.again && (
          <button type="button" className="second" onClick={props.again}>
            {words.otherAccount}
          </button>
        )}
      </form>
    </>
  )
}

/** What is wrong with a field says more than that something is. */
const sentenceOf = ({ problem }: ProblemError): string =>
  problem.errors?.map(({ message }) => message).join(' ') || problem.title

function Field(props: {
  readonly name: string
  readonly label: string
  readonly complete: string
  readonly type?: string
  readonly mode?: 'numeric'
}): ReactNode {
  const { name, label, complete, type = 'text', mode } = props
  return (
    <div>
      <label htmlFor={name}>{label}</label>
      <input id={name} name={name} type={type} autoComplete={complete} inputMode={mode} autoCapitalize="none" />
    </div>
  )
}

function CodeField(): ReactNode {
  return <Field name="code" label={useWords(fieldWords).code} complete="one-time-code" mode="numeric" />
}
const confirm = async (typed: Typed): Promise<Answer> =>
  people.confirmCode({ code: typed('code').replaceAll(/\s/g, '') })

function NameStep({ next }: StepProps): ReactNode {
  const words = useWords(fieldWords)
  return (
    <StepForm
      title={words.signIn}
      lead={words.signInLead}
      submit={words.signIn}
      send={async typed => next(await people.signIn({ login: typed('login'), password: typed('password') }))}
    >
      <Field name="login" label={words.login} complete="username" />
      <Field name="password" label={words.password} type="password" complete="current-password" />
    </StepForm>
  )
}

function CodeStep({ next, again }: StepProps): ReactNode {
  const words = useWords(fieldWords)
  return (
    <StepForm
      title={words.codeTitle}
      lead={words.codeLead}
      submit={words.confirm}
      again={again}
      send={async typed => next(await confirm(typed))}
    >
      <CodeField />
    </StepForm>
  )
}

/** A first password was given by an administrator: only its owner knows the next one. */
function PasswordStep({ next, again }: StepProps): ReactNode {
  const words = useWords(fieldWords)
  return (
    <StepForm
      title={words.ownTitle}
      lead={words.ownLead}
      submit={words.ownSubmit}
      again={again}
      send={async typed => next(await people.choosePassword({ password: typed('own') }))}
    >
      <Field name="own" label={words.own} type="password" complete="new-password" />
    </StepForm>
  )
}

/** The authenticator is on this very phone: a link opens it, its secret is for when none is set up to open links. */
function EnrolmentStep({ next, again }: StepProps): ReactNode {
  const words = useWords(fieldWords)
  const [enrolment, setEnrolment] = useState<{ readonly secret: string; readonly address: string }>()
  useEffect(() => {
    people.beginEnrolment({}).then(setEnrolment, again)
  }, [again])
  return (
    <StepForm
      title={words.enrolTitle}
      lead={words.enrolLead}
      submit={words.confirm}
      again={again}
      send={async typed => next(await confirm(typed))}
    >
      {enrolment && (
        <>
          <a className="button second" href={enrolment.address}>
            {words.enrolOpen}
          </a>
          <p className="hint">{words.enrolSecret}</p>
          <p>
            <code>{enrolment.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </>
      )}
      <CodeField />
    </StepForm>
  )
}

const steps = { name: NameStep, code: CodeStep, password: PasswordStep, enrolment: EnrolmentStep }

/** Signs a crew member in, step by step, as the server asks. */
export function SignIn({ done }: { readonly done: () => void }): ReactNode {
  const [step, setStep] = useState<Step>('name')
  const [again] = useState(() => () => setStep('name'))
  const Now = steps[step]
  return <Now key={step} again={again} next={answer => (answer.needs ? setStep(answer.needs) : done())} />
}
