import { Combobox as Base } from '@base-ui/react/combobox'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'
import { borderClass, FieldFrame, type FieldProps, inputClass } from './inputs.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

export type ComboOption = { readonly value: string; readonly label: string; readonly hint?: string }

export type ComboboxProps = FieldProps & {
  /** Asked with what was typed, after a short rest; the answer's order is kept. */
  readonly find: (text: string) => Promise<readonly ComboOption[]> | readonly ComboOption[]
  readonly defaultOption?: ComboOption
  readonly onChange?: (option: ComboOption | null) => void
  readonly placeholder?: string
}

/** One of very many: type, and the server finds. The form sends the option's `value`. */
export function Combobox({ find, defaultOption, onChange, placeholder, ...frame }: ComboboxProps): ReactNode {
  const words = useWords(uiWords)
  const { text, setText, options, busy } = useFound(find)
  // The list opens beside its field: at the end of the page it would lie under an open dialog, out of reach.
  const beside = useRef<HTMLSpanElement>(null)
  return (
    <FieldFrame {...frame}>
      {it => (
        <Base.Root<ComboOption>
          items={options}
          filter={null}
          name={it.name}
          defaultValue={defaultOption ?? null}
          onValueChange={option => onChange?.(option)}
          onInputValueChange={setText}
          itemToStringLabel={option => option.label}
          itemToStringValue={option => option.value}
          isItemEqualToValue={(a, b) => a.value === b.value}
        >
          <span className="relative block">
            <Base.Input
              id={it.id}
              placeholder={placeholder}
              aria-invalid={it.invalid || undefined}
              aria-describedby={it.describedBy}
              className={classes(inputClass, 'pr-9', borderClass(it.invalid))}
            />
            <Icon name="down" className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2" />
            <span ref={beside} />
          </span>
          <Base.Portal container={beside}>
            <Base.Positioner positionMethod="fixed" sideOffset={4} className="z-50 outline-none">
              <Base.Popup className="max-h-72 w-(--anchor-width) overflow-y-auto rounded-control border border-line bg-surface p-1 text-ink shadow-float">
                <Base.Status className="px-2 text-ink-3 text-label">{busy && words.searching}</Base.Status>
                <Base.Empty className="px-2 py-1 text-body text-ink-2 empty:hidden">
                  {!busy && (text === '' ? words.typeToSearch : words.none)}
                </Base.Empty>
                <Base.List>
                  {(option: ComboOption) => (
                    <Base.Item
                      key={option.value}
                      value={option}
                      className="flex cursor-pointer items-baseline justify-between gap-3 rounded-chip px-2 py-1 text-body outline-none data-highlighted:bg-accent-soft data-selected:font-semibold"
                    >
                      {option.label}
                      {option.hint && <span className="text-ink-3 text-label">{option.hint}</span>}
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </FieldFrame>
  )
}

const restMs = 180

function useFound(find: ComboboxProps['find']) {
  const [text, setText] = useState('')
  const [options, setOptions] = useState<readonly ComboOption[]>([])
  const [busy, setBusy] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function each render must not ask again
  useEffect(() => {
    let current = true
    const timer = setTimeout(async () => {
      setBusy(true)
      try {
        const found = await find(text.normalize('NFC'))
        if (current) setOptions(found)
      } catch {
        if (current) setOptions([])
      } finally {
        if (current) setBusy(false)
      }
    }, restMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return { text, setText, options, busy }
}
