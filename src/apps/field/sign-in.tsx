import { type FormEvent, useState } from 'react'
import { client, ProblemError } from '#kit/client'
import { useWords } from '#kit/ui/lang.tsx'
import { peopleRoutes } from '#spine/people/routes.ts'
import { fieldWords } from './words.ts'

const people = client(peopleRoutes)

function Field({
  name,
  label,
  type = 'text',
  complete,
  mode,
}: {
  readonly name: string
  readonly label: string
  readonly type?: string
  readonly complete: string
  readonly mode?: 'numeric'
}) {
  return (
    <div>
      <label htmlFor={name}>{label}</label>
      <input id={name} name={name} type={type} autoComplete={complete} inputMode={mode} autoCapitalize="none" />
    </div>
  )
}

/** Signs a crew member in; what was typed stays when it was refused. */
export function SignIn({ done }: { readonly done: () => void }) {
  const words = useWords(fieldWords)
  const [needsCode, setNeedsCode] = useState(false)
  const [refused, setRefused] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const text = (name: string): string => String(typed.get(name) ?? '')
    try {
      const code = text('code')
      const answer = await people.signIn({
        login: text('login'),
        password: text('password'),
        ...(code ? { code } : {}),
      })
      setRefused(undefined)
      if (answer.done) done()
      else setNeedsCode(true)
    } catch (error) {
      setRefused(error instanceof ProblemError ? error.problem.title : words.needSignal)
    }
  }
  return (
    <>
      <h1>{words.signIn}</h1>
      <p className="hint">{words.signInLead}</p>
      <form className="card" onSubmit={event => void submit(event)} noValidate>
        {refused && (
          <p className="errors" role="alert">
            {refused}
          </p>
        )}
        <Field name="login" label={words.login} complete="username" />
        <Field name="password" label={words.password} type="password" complete="current-password" />
        {needsCode && <Field name="code" label={words.code} complete="one-time-code" mode="numeric" />}
        <button type="submit">{words.signIn}</button>
      </form>
    </>
  )
}
