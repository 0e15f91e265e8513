import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { classes } from './class.ts'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { Nothing } from './table-parts.tsx'
import { uiWords } from './words.ts'

/** One pasted cell as it would become, or why it stays as it is. */
export type PastedChange = {
  readonly key: string
  readonly where: string
  readonly column: string
  readonly before: string
  readonly after: string
  readonly refusal?: string | undefined
}

/** What a pasted block would change, before it changes anything; cells that are not taken say why and come first. */
export function PastePreview(props: {
  readonly open: boolean
  readonly changes: readonly PastedChange[]
  readonly outside: number
  readonly busy?: boolean
  readonly onApply: () => void
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(uiWords)
  const refused = props.changes.filter(it => it.refusal !== undefined)
  const taken = props.changes.filter(it => it.refusal === undefined && it.before !== it.after)
  const same = props.changes.length - refused.length - taken.length
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={words.paste.title(props.changes.length)}
      wide={true}
      actions={
        <>
          <Button onClick={props.onClose}>{words.cancel}</Button>
          {taken.length > 0 && (
            <Button kind="primary" busy={props.busy === true} onClick={props.onApply}>
              {words.paste.apply(taken.length)}
            </Button>
          )}
        </>
      }
    >
      <p className="mb-2">
        {words.paste.says({ taken: taken.length, refused: refused.length, same, outside: props.outside })}
      </p>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={words.paste.title(props.changes.length)}
        className="max-h-[50dvh] overflow-auto rounded-control border border-line"
      >
        <table className="w-full border-collapse text-left text-table">
          <caption className="aural">{words.paste.title(props.changes.length)}</caption>
          <thead className="sticky top-0 bg-surface text-ink-3 text-label">
            <tr>
              {words.paste.heads.map((head, i) => (
                <th key={head} scope="col" className={classes('px-3 py-1.5 font-medium', i > 1 && 'text-right')}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...refused, ...taken].map(it => (
              <ChangeRow key={it.key} change={it} />
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  )
}

function ChangeRow({ change }: { readonly change: PastedChange }): ReactNode {
  const { refusal } = change
  return (
    <tr className={classes('border-line border-t', refusal && 'bg-bad-soft')}>
      <th scope="row" className="px-3 py-1.5 font-normal">
        {change.where}
        {refusal && (
          <span className="flex items-center gap-1 text-bad text-label">
            <Icon name="alert" className="size-3.5" />
            {refusal}
          </span>
        )}
      </th>
      <td className="px-3 py-1.5">{change.column}</td>
      <td className="px-3 py-1.5 text-right text-ink-2">{change.before || <Nothing />}</td>
      <td className={classes('px-3 py-1.5 text-right font-semibold', refusal && 'text-bad')}>
        {change.after || <Nothing />}
      </td>
    </tr>
  )
}
