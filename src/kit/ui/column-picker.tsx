import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

export type PickGroup = {
  readonly name: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[]
}

export type ColumnPickerProps = {
  /** What is chosen, as the button and the dialog say it: "Chỉ tiêu". */
  readonly label: string
  readonly groups: readonly PickGroup[]
  readonly chosen: readonly string[]
  /** So many fit beside each other. */
  readonly most: number
  readonly onChange: (values: readonly string[]) => void
}

/** A few columns out of very many. The button says how many are in sight; the choice opens over the page. */
export function ColumnPicker(props: ColumnPickerProps): ReactNode {
  const words = useWords(uiWords)
  const [open, setOpen] = useState(false)
  const all = props.groups.reduce((sum, group) => sum + group.options.length, 0)
  return (
    <>
      <Button onClick={() => setOpen(true)} iconAfter="down">
        {words.columns.button(props.label, props.chosen.length, all)}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={words.columns.title(props.label)} wide={true}>
        <Choice {...props} done={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** Letters without their marks, as people type in a hurry. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()

function Choice(props: ColumnPickerProps & { readonly done: () => void }): ReactNode {
  const words = useWords(uiWords)
  const [chosen, setChosen] = useState(props.chosen)
  const [text, setText] = useState('')
  const [full, setFull] = useState(false)
  const turn = (value: string, on: boolean): void => {
    const over = on && chosen.length >= props.most
    setFull(over)
    if (!over) setChosen(on ? [...chosen, value] : chosen.filter(it => it !== value))
  }
  const found = props.groups
    .map(group => ({
      ...group,
      options: group.options.filter(it => plain(`${group.name} ${it.label}`).includes(plain(text))),
    }))
    .filter(group => group.options.length > 0)
  const apply = (): void => {
    props.onChange(chosen)
    props.done()
  }
  return (
    <div className="flex flex-col gap-3">
      <input
        type="search"
        value={text}
        aria-label={words.search}
        placeholder={words.search}
        onChange={event => setText(event.currentTarget.value)}
        className="block min-h-control w-full rounded-control border border-line-strong bg-surface px-3 text-body"
      />
      <div className="max-h-[50dvh] overflow-y-auto sm:columns-2 sm:gap-6">
        {found.length === 0 && <p className="text-ink-2">{words.none}</p>}
        {found.map(group => (
          <fieldset key={group.name} className="mb-3 break-inside-avoid">
            <legend className="font-semibold text-table">{group.name}</legend>
            {group.options.map(it => (
              <label key={it.value} className="flex min-h-target items-center gap-2 py-0.5 text-body">
                <input
                  type="checkbox"
                  checked={chosen.includes(it.value)}
                  onChange={event => turn(it.value, event.currentTarget.checked)}
                  className="size-4 shrink-0"
                />
                <span className="min-w-0 flex-1">{it.label}</span>
                {it.hint && <span className="text-ink-3 text-label">{it.hint}</span>}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className={full ? 'font-semibold text-warn' : 'text-ink-2'}>
          {words.columns.most(chosen.length, props.most)}
        </p>
        <Button kind="primary" onClick={apply}>
          {words.columns.apply}
        </Button>
      </div>
    </div>
  )
}
