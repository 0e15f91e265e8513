import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

/** A search that '/' reaches from anywhere on the page; Enter asks, Escape empties. */
export function SearchBox(props: {
  readonly label: string
  readonly placeholder?: string
  readonly defaultValue?: string
  readonly onSearch: (text: string) => void
  /** Only one box of a page listens for '/'. */
  readonly slash?: boolean
  readonly className?: string
}): ReactNode {
  const words = useWords(uiWords)
  const input = useRef<HTMLInputElement>(null)
  useSlash(props.slash === true, input)
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    props.onSearch(input.current?.value.normalize('NFC').trim() ?? '')
  }
  return (
    <search className={classes('block', props.className)}>
      <form onSubmit={submit} className="relative">
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-2" />
        <input
          ref={input}
          type="search"
          aria-label={props.label}
          placeholder={props.placeholder ?? words.search}
          defaultValue={props.defaultValue}
          onKeyDown={event => {
            if (event.key === 'Escape') event.currentTarget.value = ''
          }}
          className="block min-h-control w-full appearance-none rounded-control border border-line-strong bg-surface py-1 pr-10 pl-9 text-body text-ink"
        />
        {props.slash && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 right-2 hidden h-5 min-w-5 -translate-y-1/2 items-center justify-center rounded-cell border border-line font-sans text-ink-3 text-label md:flex"
          >
            /
          </span>
        )}
      </form>
    </search>
  )
}

function useSlash(listens: boolean, input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    if (!listens) return
    const focus = (event: KeyboardEvent): void => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input,textarea,select,[contenteditable]')
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [listens, input])
}
