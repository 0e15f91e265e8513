import { type ReactNode, useState } from 'react'
import { movesFrom } from '#kit/flow'
import { Button } from '#kit/ui/button.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { showCount } from '#kit/units'
import { runFlow } from '../rules.ts'
import { recognition } from './client.ts'
import { useDone } from './parts.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import type { Run } from './run.tsx'
import { runUiWords } from './words-run.ts'

type Asking = 'review' | 'approve' | 'sendBack' | 'discard'

/** What the person may do with the run as it stands. */
export function RunActions({ it }: { readonly it: Run }): ReactNode {
  const words = useWords(runUiWords)
  const lang = useLang()
  const { go } = usePlace()
  const done = useDone()
  const [plans, approves] = [usePermission('recognition.plan'), usePermission('recognition.approve')]
  const [asking, setAsking] = useState<Asking>()
  const close = (): void => setAsking(undefined)
  const legal = movesFrom(runFlow, it.state)
  const many = showCount(it.tally?.recognised ?? 0, lang)
  const decides = approves && !it.mine && legal.includes('approve')
  return (
    <>
      {it.frozen && !it.trial && <Button onClick={() => go(`/recognition-list/${it.id}`)}>{words.list}</Button>}
      {plans && legal.includes('discard') && <Button onClick={() => setAsking('discard')}>{words.discard}</Button>}
      {plans && !it.trial && legal.includes('review') && (
        <Button kind="primary" onClick={() => setAsking('review')}>
          {words.review}
        </Button>
      )}
      {decides && <Button onClick={() => setAsking('sendBack')}>{words.sendBack}</Button>}
      {decides && (
        <Button kind="primary" onClick={() => setAsking('approve')}>
          {words.approveRun}
        </Button>
      )}
      <ConfirmDialog
        open={asking === 'review'}
        onClose={close}
        title={words.review}
        act={words.review}
        onConfirm={async () => {
          await recognition.review({ id: it.id })
          await done()
        }}
      >
        {words.reviewAsk(many)}
      </ConfirmDialog>
      <ApproveDialog it={it} open={asking === 'approve'} onClose={close} says={words.approveAsk(many)} />
      <ReasonDialog
        open={asking === 'sendBack'}
        title={words.sendBack}
        onClose={close}
        onReason={reason => recognition.sendBack({ id: it.id, reason })}
      />
      <ReasonDialog
        open={asking === 'discard'}
        title={words.discard}
        onClose={close}
        onReason={reason => recognition.discard({ id: it.id, reason })}
      />
    </>
  )
}

type DialogOf = { readonly it: Run; readonly open: boolean; readonly onClose: () => void; readonly says: string }

/** The second person's word on the list that stands on the screen: its seal goes along. */
function ApproveDialog({ it, open, onClose, says }: DialogOf): ReactNode {
  const words = useWords(runUiWords)
  const done = useDone()
  return (
    <Dialog open={open} onClose={onClose} title={words.approveRun}>
      <Form
        submit={words.approveRun}
        onCancel={onClose}
        check={values =>
          values.noInterest ? [] : [{ field: 'noInterest', code: 'required', message: words.noInterestNeeded }]
        }
        onSubmit={async () => {
          await recognition.approve({ id: it.id, seal: it.seal ?? '', noInterest: true })
          onClose()
          await done()
        }}
      >
        <p>{says}</p>
        <Checkbox name="noInterest" label={words.noInterest} />
      </Form>
    </Dialog>
  )
}
