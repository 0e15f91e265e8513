import { createContext, type ReactNode, type SubmitEvent, useContext, useEffect, useId, useRef, useState } from 'react'
import type { FieldError } from '#kit/wire'
import { Alert } from './alert.tsx'
import { Button } from './button.tsx'
import { useWords } from './lang.tsx'
import { fieldErrorsOf } from './problem.ts'
import { uiWords } from './words.ts'

/** What was typed, by the field's name; a box that is not ticked is absent. */
export type FormValues = Readonly<Record<string, string>>

export type FormProps = {
  readonly children: ReactNode
  /** What the button does, as a verb: "Gửi duyệt". */
  readonly submit: string
  /** May throw: a problem's errors are shown at their fields and on top, and what was typed stays. */
  readonly onSubmit: (values: FormValues) => Promise<unknown> | unknown
  /** Errors that can be known before sending. All at once; never while typing. */
  readonly check?: (values: FormValues) => readonly FieldError[]
  readonly onCancel?: () => void
  /** The sentence over the errors; the kit's own says how many places there are to mend. */
  readonly errorTitle?: (count: number) => string
  readonly actions?: ReactNode
  readonly wide?: boolean
}

type FormState = { readonly id: string; readonly errors: readonly FieldError[] }
const FormContext = createContext<FormState>({ id: 'form', errors: [] })

/** The id of a field in its form, and what is wrong with it. */
export function useInput(name: string): { readonly id: string; readonly error: string | undefined } {
  const { id, errors } = useContext(FormContext)
  return { id: `${id}-${name}`, error: errors.find(error => error.field === name)?.message }
}

/** A form that keeps what was typed, names every error at once, and never disables its button. */
export function Form(props: FormProps): ReactNode {
  const words = useWords(uiWords)
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [failure, setFailure] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const values = valuesOf(event.currentTarget)
    const known = props.check?.(values) ?? []
    setFailure(undefined)
    if (known.length > 0) return setErrors([...known])
    setBusy(true)
    try {
      await props.onSubmit(values)
      setErrors([])
    } catch (error) {
      const named = fieldErrorsOf(error)
      setErrors([...named])
      if (named.length === 0) setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <FormContext value={{ id, errors }}>
      <form ref={form} noValidate={true} onSubmit={submit} className="flex flex-col gap-4">
        <ErrorSummary formId={id} errors={errors} title={props.errorTitle} />
        {failure !== undefined && <Alert tone="bad" role="alert" title={words.errors.network} />}
        {props.children}
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" type="submit" busy={busy} size={props.wide ? 'wide' : 'normal'}>
            {props.submit}
          </Button>
          {props.onCancel && <Button onClick={props.onCancel}>{words.cancel}</Button>}
          {props.actions}
        </div>
      </form>
    </FormContext>
  )
}

function valuesOf(form: HTMLFormElement): FormValues {
  const values: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value.normalize('NFC')
  return values
}

function ErrorSummary(props: {
  readonly formId: string
  readonly errors: readonly FieldError[]
  readonly title: ((count: number) => string) | undefined
}): ReactNode {
  const words = useWords(uiWords)
  const box = useRef<HTMLDivElement>(null)
  const { errors, formId } = props
  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])
  if (errors.length === 0) return null
  const fields = errors.filter(error => error.field !== '')
  const title = props.title ?? words.errors.summary
  const whole = errors.filter(error => error.field === '')
  return (
    <Alert
      ref={box}
      tone="bad"
      role="alert"
      title={fields.length > 0 ? title(errors.length) : whole.map(error => error.message).join(' ')}
    >
      {fields.length > 0 && (
        <ul>
          {errors.map(error => (
            <li key={`${error.field}-${error.code}`}>
              {error.field === '' ? (
                error.message
              ) : (
                <a
                  href={`#${formId}-${error.field}`}
                  onClick={event => focusField(event, `${formId}-${error.field}`)}
                  className="text-bad underline underline-offset-2"
                >
                  {labelOf(`${formId}-${error.field}`)}
                  {error.message}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )
}

/** The field's own label, read from the page, so that nobody has to write it twice. */
function labelOf(id: string): string {
  const field = document.getElementById(id)
  const label = field && document.querySelector(`label[for="${CSS.escape(id)}"] [data-label]`)
  return label?.textContent ? `${label.textContent}: ` : ''
}

function focusField(event: { preventDefault: () => void }, id: string): void {
  const field = document.getElementById(id)
  if (!field) return
  event.preventDefault()
  field.focus()
  field.scrollIntoView({ block: 'center' })
}
