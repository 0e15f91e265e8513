import { type ReactNode, useId } from 'react'
import { classes } from './class.ts'
import { useInput } from './form.tsx'
import { FieldErrorText } from './inputs.tsx'

const box = 'size-5 shrink-0 border border-line-strong accent-accent'

/** One thing that holds or does not. `figure` stands at the right ("18 m"). */
export function Checkbox(props: {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly figure?: ReactNode
  readonly checked?: boolean
  readonly defaultChecked?: boolean
  readonly onChange?: (checked: boolean) => void
  readonly value?: string
}): ReactNode {
  const { id, error } = useInput(props.name)
  const { onChange } = props
  return (
    <div>
      <label htmlFor={id} className="flex min-h-target items-center gap-3 py-1 text-body">
        <input
          type="checkbox"
          id={id}
          name={props.name}
          value={props.value ?? 'yes'}
          checked={props.checked}
          defaultChecked={props.defaultChecked}
          onChange={onChange && (event => onChange(event.currentTarget.checked))}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className={classes(box, 'rounded-cell')}
        />
        <span className="min-w-0 flex-1">
          <span data-label="">{props.label}</span>
          {props.hint && <span className="block text-ink-3 text-label">{props.hint}</span>}
        </span>
        {props.figure && <span className="tabular font-semibold">{props.figure}</span>}
      </label>
      {error && <FieldErrorText id={`${id}-error`}>{error}</FieldErrorText>}
    </div>
  )
}

export type Option = { readonly value: string; readonly label: ReactNode; readonly hint?: ReactNode }

/** One of a few, all in sight. */
export function RadioGroup(props: {
  readonly name: string
  readonly label: ReactNode
  readonly options: readonly Option[]
  readonly defaultValue?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
}): ReactNode {
  const { id, error } = useInput(props.name)
  const own = useId()
  const { onChange, value, defaultValue } = props
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-body">{props.label}</legend>
      {props.options.map((option, i) => (
        <label
          key={option.value}
          htmlFor={i === 0 ? id : `${own}-${i}`}
          className="flex min-h-target items-center gap-3 py-1 text-body"
        >
          <input
            type="radio"
            id={i === 0 ? id : `${own}-${i}`}
            name={props.name}
            value={option.value}
            checked={value === undefined ? undefined : value === option.value}
            defaultChecked={value === undefined ? defaultValue === option.value : undefined}
            onChange={onChange && (() => onChange(option.value))}
            className={classes(box, 'rounded-full')}
          />
          <span>
            {option.label}
            {option.hint && <span className="block text-ink-3 text-label">{option.hint}</span>}
          </span>
        </label>
      ))}
      {error && <FieldErrorText id={`${id}-error`}>{error}</FieldErrorText>}
    </fieldset>
  )
}
