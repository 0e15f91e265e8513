import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'
import { classes } from './class.ts'
import { usePhone } from './form.tsx'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

export type FieldProps = {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly optional?: boolean
  /** Shown instead of the form's own error (fields that stand alone). */
  readonly error?: string | undefined
}

export const inputClass =
  'block min-h-control w-full rounded-control border bg-surface px-3 py-1 text-body text-ink aria-invalid:border-2'

export function borderClass(wrong: boolean): string {
  return wrong ? 'border-bad' : 'border-line-strong'
}

type Described = {
  readonly id: string
  readonly name: string
  readonly invalid: boolean
  readonly describedBy?: string
}

/** Label above, hint under it, error below: the frame of every field. */
export function FieldFrame(
  props: FieldProps & { readonly children: (described: Described) => ReactNode; readonly className?: string },
): ReactNode {
  const words = useWords(uiWords)
  const { id, error: formError } = usePhone(props.name)
  const error = props.error ?? formError
  const describedBy = [props.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classes('flex min-w-0 flex-col gap-1', props.className)}>
      <label htmlFor={id} className="text-body">
        <span data-label="">{props.label}</span>
        {props.optional && <span className="text-ink-3"> ({words.optional})</span>}
      </label>
      {props.hint && (
        <p id={`${id}-hint`} className="text-ink-3 text-label">
          {props.hint}
        </p>
      )}
      {props.children({ id, name: props.name, invalid: Boolean(error), ...(describedBy ? { describedBy } : {}) })}
      {error && <FieldErrorText id={`${id}-error`}>{error}</FieldErrorText>}
    </div>
  )
}

export function FieldErrorText({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <p id={id} className="flex items-start gap-1.5 text-bad text-table">
      <Icon name="alert" className="mt-0.5 size-4" />
      {children}
    </p>
  )
}

type Own = 'name' | 'id'
export type TextFieldProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, Own>

/** One line of text. For a number use `inputMode="decimal"`, never `type="number"`: it eats what it cannot read. */
export function TextField({ name, label, hint, optional, error, className, ...input }: TextFieldProps): ReactNode {
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={optional ?? false} error={error}>
      {it => (
        <input
          autoComplete="off"
          {...input}
          id={it.id}
          name={it.name}
          aria-invalid={it.invalid || undefined}
          aria-describedby={it.describedBy}
          className={classes(inputClass, borderClass(it.invalid), className)}
        />
      )}
    </FieldFrame>
  )
}

/** A figure: right-aligned, with its unit at the edge. */
export function NumberField(props: TextFieldProps & { readonly unit?: string }): ReactNode {
  const { name, label, hint, optional, error, unit, className, ...input } = props
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={optional ?? false} error={error}>
      {it => (
        <span className="flex items-center gap-2">
          <input
            autoComplete="off"
            {...input}
            inputMode="decimal"
            id={it.id}
            name={it.name}
            aria-invalid={it.invalid || undefined}
            aria-describedby={it.describedBy}
            className={classes(inputClass, 'tabular max-w-48 text-right', borderClass(it.invalid), className)}
          />
          {unit && <span className="text-body text-ink-2">{unit}</span>}
        </span>
      )}
    </FieldFrame>
  )
}

export function TextArea(props: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Own>): ReactNode {
  const { name, label, hint, optional, error, className, rows = 3, ...area } = props
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={optional ?? false} error={error}>
      {it => (
        <textarea
          {...area}
          rows={rows}
          id={it.id}
          name={it.name}
          aria-invalid={it.invalid || undefined}
          aria-describedby={it.describedBy}
          className={classes(inputClass, 'py-2', borderClass(it.invalid), className)}
        />
      )}
    </FieldFrame>
  )
}

/** A native select: it opens as the device likes, works by keyboard and thumb, and needs no script. */
export function Select(
  props: FieldProps & {
    readonly options: readonly { readonly value: string; readonly label: string }[]
    readonly defaultValue?: string
    readonly value?: string
    readonly onChange?: (value: string) => void
    /** Without a value at first, this line stands there ("Chọn đơn vị"). */
    readonly empty?: string
  },
): ReactNode {
  const { options, empty, onChange, value, defaultValue, ...frame } = props
  return (
    <FieldFrame {...frame}>
      {it => (
        <span className="relative block">
          <select
            id={it.id}
            name={it.name}
            value={value}
            defaultValue={value === undefined ? (defaultValue ?? '') : undefined}
            onChange={onChange && (event => onChange(event.currentTarget.value))}
            aria-invalid={it.invalid || undefined}
            aria-describedby={it.describedBy}
            className={classes(inputClass, 'appearance-none pr-9', borderClass(it.invalid))}
          >
            {empty !== undefined && <option value="">{empty}</option>}
            {options.map(option => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="down" className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2" />
        </span>
      )}
    </FieldFrame>
  )
}
