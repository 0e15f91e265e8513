import { type ReactNode, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import { classes } from './class.ts'
import { type IsoDay, readDay, writeDay } from './dates.ts'
import { borderClass, FieldFrame, type FieldProps, inputClass } from './inputs.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

/**
 * A day, typed as dd/MM/yyyy and read tolerantly, or picked from the browser's own calendar. The native date input is
 * not shown: its format follows the browser's language, and an English browser would ask a Vietnamese for MM/dd.
 * The form sends the ISO day; what cannot be read is sent as it was typed, so that the error can name it.
 */
export function DateField(
  props: FieldProps & {
    readonly defaultValue?: IsoDay
    readonly min?: IsoDay
    readonly max?: IsoDay
    readonly onChange?: (day: IsoDay | undefined) => void
  },
): ReactNode {
  const words = useWords(uiWords)
  const [text, setText] = useState(props.defaultValue ? writeDay(props.defaultValue) : '')
  const picker = useRef<HTMLInputElement>(null)
  const day = readDay(text)
  const change = (value: string): void => {
    setText(value)
    props.onChange?.(readDay(value))
  }
  const { defaultValue: _, min, max, onChange: __, ...frame } = props
  return (
    <FieldFrame {...frame} hint={props.hint ?? words.date.hint}>
      {it => (
        <span className="relative block max-w-48">
          <input
            id={it.id}
            inputMode="numeric"
            autoComplete="off"
            placeholder={props.hint ? words.date.hint : undefined}
            value={text}
            onChange={event => change(event.currentTarget.value)}
            onBlur={() => day && setText(writeDay(day))}
            aria-invalid={it.invalid || undefined}
            aria-describedby={it.describedBy}
            className={classes(inputClass, 'tabular pr-10', borderClass(it.invalid))}
          />
          <input type="hidden" name={it.name} value={day ?? text} />
          <input
            ref={picker}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            min={min}
            max={max}
            value={day ?? ''}
            onChange={event => event.currentTarget.value && change(writeDay(event.currentTarget.value))}
            className="pointer-events-none absolute right-0 bottom-0 h-full w-10 opacity-0"
          />
          <IconButton
            icon="calendar"
            label={words.date.open}
            onClick={() => picker.current?.showPicker()}
            className="absolute top-1/2 right-1 -translate-y-1/2"
          />
        </span>
      )}
    </FieldFrame>
  )
}
