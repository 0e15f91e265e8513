import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { classes } from './class.ts'

export type Tab = { readonly value: string; readonly label: ReactNode; readonly content: ReactNode }

/** Parts of one page. Arrows move, the chosen one is underlined and bold. */
export function Tabs(props: {
  readonly tabs: readonly Tab[]
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly label: string
}): ReactNode {
  const first = props.tabs[0]?.value
  const { value, onChange } = props
  return (
    <Base.Root
      {...(value === undefined ? { defaultValue: first } : { value })}
      onValueChange={next => onChange?.(String(next))}
    >
      <Base.List aria-label={props.label} className="flex gap-4 overflow-x-auto border-line border-b">
        {props.tabs.map(tab => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px min-h-control whitespace-nowrap border-transparent border-b-2 px-1 text-body text-ink-2 outline-offset-[-2px] hover:text-accent data-active:border-accent data-active:font-semibold data-active:text-accent"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {props.tabs.map(tab => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-4 outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

/** Two or three ways to see the same thing: radio buttons drawn as one control. */
export function Segmented<Value extends string>(props: {
  readonly label: string
  readonly name: string
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}): ReactNode {
  return (
    <fieldset className="relative inline-flex w-fit min-w-0 max-w-full overflow-x-auto rounded-control border border-line-strong bg-surface has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <legend className="aural">{props.label}</legend>
      {props.options.map((option, i) => (
        <label
          key={option.value}
          className={classes(
            'flex min-h-[max(1.75rem,var(--target))] items-center whitespace-nowrap px-3 text-body',
            i > 0 && 'border-line-strong border-l',
            option.value === props.value ? 'bg-accent-soft font-semibold text-accent' : 'hover:bg-sunken',
          )}
        >
          <input
            type="radio"
            name={props.name}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
            className="aural"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
