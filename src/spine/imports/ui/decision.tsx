import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { showCount } from '#kit/units'
import { imports, type Load } from './client.ts'
import { Mapping } from './mapping.tsx'
import { loadWords } from './words-load.ts'

/** All good rows, or nothing: a person says which. */
export function Decision({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadWords)
  const lang = useLang()
  const [asking, setAsking] = useState<'take' | 'leave'>()
  const [again, setAgain] = useState(false)
  const holds = usePermission('imports.decide')
  const brings = usePermission('imports.bring')
  const good = of.found?.good ?? 0
  const bad = of.found?.bad ?? 0
  const mayDecide = holds && !(of.decides === 'other' && of.mine)
  if (again) return <Mapping of={of} />
  return (
    <Card
      title={
        bad === 0 ? words.allGood(showCount(good, lang)) : words.someBad(showCount(good, lang), showCount(bad, lang))
      }
    >
      <div className="flex flex-col gap-3">
        {!mayDecide && (
          <Alert tone="info">{of.decides === 'other' && of.mine ? words.otherDecides : words.noRight}</Alert>
        )}
        <div className="flex flex-wrap gap-2">
          {mayDecide && good > 0 && (
            <Button kind="primary" onClick={() => setAsking('take')}>
              {words.take(showCount(good, lang))}
            </Button>
          )}
          {mayDecide && <Button onClick={() => setAsking('leave')}>{words.leave}</Button>}
          {brings && <Button onClick={() => setAgain(true)}>{words.remap}</Button>}
        </div>
      </div>
      {asking && <Asked of={of} take={asking === 'take'} onClose={() => setAsking(undefined)} />}
    </Card>
  )
}

function Asked(props: { readonly of: Load; readonly take: boolean; readonly onClose: () => void }): ReactNode {
  const { of, take, onClose } = props
  const words = useWords(loadWords)
  const lang = useLang()
  const refresh = useRefresh()
  return (
    <ConfirmDialog
      open={true}
      onClose={onClose}
      title={take ? words.take(showCount(of.found?.good ?? 0, lang)) : words.leave}
      act={take ? words.takeAct : words.leave}
      danger={!take}
      onConfirm={async () => {
        await imports.decide({ id: of.id, take })
        await refresh('imports')
      }}
    >
      {take ? words.takeAsk(showCount(of.found?.bad ?? 0, lang)) : words.leaveAsk}
    </ConfirmDialog>
  )
}

/** Takes a whole load back, with a reason. */
export function Rollback({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadWords)
  const refresh = useRefresh()
  const [asking, setAsking] = useState(false)
  if (!usePermission('imports.decide')) return null
  const undo = async (reason: string): Promise<void> => {
    await imports.undo({ id: of.id, reason })
    setAsking(false)
    await refresh('imports')
  }
  return (
    <div>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {words.undo}
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={words.undo}>
        <Form submit={words.undo} onSubmit={values => undo(values.reason ?? '')} onCancel={() => setAsking(false)}>
          <p>{words.undoAsk}</p>
          <TextArea name="reason" label={words.why} />
        </Form>
      </Dialog>
    </div>
  )
}
