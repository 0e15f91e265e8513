import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { problemOf } from '#kit/ui/problem.ts'
import { uiWords } from '#kit/ui/words.ts'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import { editions } from './client.ts'
import { planUiWords } from './words.ts'

type Copied = GivesOf<typeof editionRoutes.copyPlan>

/** Copies last year's targets into the empty cells beneath a unit, then says what came along and what did not. */
export function CopyDialog(props: {
  readonly edition: { readonly id: string; readonly year: number }
  readonly unit: { readonly unit: string; readonly name: string }
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(planUiWords)
  const kit = useWords(uiWords)
  const refresh = useRefresh()
  const [copied, setCopied] = useState<Copied>()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { edition, unit } = props
  const copy = async (): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      const report = await editions.copyPlan({ id: edition.id, root: unit.unit })
      await refresh('editions')
      setCopied(report)
    } catch (error) {
      setFailure(problemOf(error)?.title ?? kit.errors.network)
    } finally {
      setBusy(false)
    }
  }
  const close = (): void => {
    setCopied(undefined)
    setFailure(undefined)
    props.onClose()
  }
  return (
    <Dialog
      open={props.open}
      onClose={close}
      title={words.copyTitle(String(edition.year - 1))}
      actions={
        copied ? (
          <Button kind="primary" onClick={close}>
            {kit.close}
          </Button>
        ) : (
          <>
            <Button onClick={close}>{kit.cancel}</Button>
            <Button kind="primary" busy={busy} onClick={copy}>
              {words.copyAct}
            </Button>
          </>
        )
      }
    >
      {copied ? <Report copied={copied} /> : <p>{words.copyText(unit.name)}</p>}
      {failure && (
        <p role="alert" className="mt-2 text-bad">
          {failure}
        </p>
      )}
    </Dialog>
  )
}

/** What was copied, and each unit whose figures could not simply come along. */
function Report({ copied }: { readonly copied: Copied }): ReactNode {
  const words = useWords(planUiWords).copied
  const lang = useLang()
  return (
    <Alert tone="ok" role="status" title={words.title(showCount(copied.cells, lang), String(copied.from))}>
      <ul className="flex flex-col gap-1">
        {copied.kept > 0 && <li>{words.kept(showCount(copied.kept, lang))}</li>}
        {copied.merged.map(it => (
          <li key={it.from}>{words.merged(it.from, it.into)}</li>
        ))}
        {copied.split.map(it => (
          <li key={it.from}>{words.split(it.from, it.into.join(', '))}</li>
        ))}
        {copied.gone.length > 0 && <li>{words.gone(copied.gone.join(', '))}</li>}
        {copied.fresh.length > 0 && <li>{words.fresh(copied.fresh.join(', '))}</li>}
      </ul>
    </Alert>
  )
}
