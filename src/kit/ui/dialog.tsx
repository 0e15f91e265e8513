import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { classes } from './class.ts'
import { useWords } from './lang.tsx'
import { problemOf } from './problem.ts'
import { uiWords } from './words.ts'

export type DialogProps = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly wide?: boolean
  readonly alert?: boolean
}

/**
 * A dialog over the page. The browser's own `dialog` keeps focus inside, makes the rest inert, closes by Escape and
 * gives focus back; it weighs nothing and works the same in the field app.
 */
export function Dialog({ open, onClose, title, children, actions, wide, alert }: DialogProps): ReactNode {
  const words = useWords(uiWords)
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (open && !dialog?.open) dialog?.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the veil only repeats Escape and the close button
    <dialog
      ref={ref}
      role={alert ? 'alertdialog' : undefined}
      aria-labelledby={id}
      onClose={onClose}
      onClick={event => event.target === event.currentTarget && !alert && onClose()}
      className={classes(
        'm-auto max-h-[85dvh] w-[calc(100vw-2rem)] rounded-card border border-line bg-surface p-0 text-ink shadow-float',
        'backdrop:bg-veil',
        wide ? 'max-w-3xl' : 'max-w-lg',
      )}
    >
      {open && (
        <div className="flex flex-col gap-3 p-5">
          <div className="flex items-start justify-between gap-4">
            <h2 id={id} className="font-semibold text-verdict">
              {title}
            </h2>
            <IconButton icon="cross" label={words.close} onClick={onClose} />
          </div>
          <div className="text-body">{children}</div>
          {actions && <div className="mt-1 flex flex-wrap justify-end gap-2">{actions}</div>}
        </div>
      )}
    </dialog>
  )
}

/** Asks before what cannot be undone. The button says the act itself, never "OK". */
export function ConfirmDialog(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  readonly act: string
  readonly danger?: boolean
  readonly onConfirm: () => Promise<unknown> | unknown
}): ReactNode {
  const words = useWords(uiWords)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const confirm = async (): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      await props.onConfirm()
      props.onClose()
    } catch (error) {
      setFailure(problemOf(error)?.title ?? words.errors.network)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      alert={true}
      actions={
        <>
          <Button onClick={props.onClose}>{words.cancel}</Button>
          <Button kind={props.danger ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
            {props.act}
          </Button>
        </>
      }
    >
      {props.children}
      {failure && (
        <p role="alert" className="mt-2 text-bad">
          {failure}
        </p>
      )}
    </Dialog>
  )
}
