import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { ErrandProgress } from '#kit/ui/errand-progress.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam, usePlace } from '#kit/ui/link.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Steps } from '#kit/ui/steps.tsx'
import { type Load, readings } from './readings-client.ts'
import { loadUiWords } from './readings-load-words.ts'
import { LookAt } from './readings-look.tsx'
import { StateChip } from './readings-state.tsx'
import { Totals } from './readings-totals.tsx'
import { readingUiWords } from './readings-words.ts'

const atWork: readonly Load['state'][] = ['taking', 'undoing']
const askAgainMs = 1500
const stepOf: Readonly<Record<Load['state'], number>> = {
  receiving: 0,
  received: 1,
  failed: 1,
  stopped: 1,
  taking: 2,
  taken: 4,
  undoing: 4,
  undone: 4,
  twice: 4,
}

/** One file of readings: where it stands, what it held, what became of it. */
export function ReadingsLoadScreen(): ReactNode {
  const id = useParam('id')
  const words = useWords(loadUiWords)
  const lang = useLang()
  const { data, error, refetch } = useQuery({
    queryKey: ['meters', 'load', id],
    queryFn: ({ signal }) => readings.load({ id }, { signal }),
    refetchInterval: ({ state }) => (state.data && atWork.includes(state.data.state) ? askAgainMs : false),
  })
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <LoadingState />
  const facts = [data.unit, data.broughtBy, showMoment(data.broughtAt, lang)].filter(Boolean).join(' · ')
  return (
    <Page title={data.name} mark={<StateChip state={data.state} />} state={facts}>
      <Steps steps={words.steps} now={stepOf[data.state]} />
      {data.problem && <Alert tone="bad" role="status" title={`${words.problem}: ${data.problem}`} />}
      <Now of={data} />
      {data.kwhStored !== null && <Totals of={data} />}
      <History of={data} />
    </Page>
  )
}

function Now({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadUiWords)
  const brings = usePermission('meters.bring')
  const refresh = useRefresh()
  const onEnd = useCallback(() => void refresh('meters'), [refresh])
  if (atWork.includes(of.state))
    return of.mine && of.errand ? (
      <Card>
        <ErrandProgress id={of.errand} onEnd={onEnd} />
      </Card>
    ) : (
      <Alert tone="info">{words.othersWork}</Alert>
    )
  if (brings && ['received', 'failed', 'stopped'].includes(of.state)) return <LookAt of={of} />
  if (brings && of.state === 'taken') return <Undo of={of} />
  return null
}

/** Takes a whole load back, with a reason; or goes on with those who were added since. */
function Undo({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadUiWords)
  const refresh = useRefresh()
  const place = usePlace()
  const [asking, setAsking] = useState(false)
  const undo = async (reason: string): Promise<void> => {
    await readings.undo({ id: of.id, reason })
    setAsking(false)
    await refresh('meters')
  }
  const follow = async (): Promise<void> => {
    const { id } = await readings.follow({ id: of.id })
    place.go(`/readings/loads/${id}`)
  }
  return (
    <div className="flex flex-wrap gap-2">
      {of.strangers > 0 && <Button onClick={() => void follow()}>{words.follow}</Button>}
      <Button kind="danger" onClick={() => setAsking(true)}>
        {words.undo}
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={words.undo}>
        <Form submit={words.undo} onSubmit={values => undo(values.reason ?? '')} onCancel={() => setAsking(false)}>
          <p>{words.undoAsk}</p>
          <TextArea name="reason" label={words.undoWhy} />
        </Form>
      </Dialog>
    </div>
  )
}

function History({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadUiWords)
  const held = useWords(readingUiWords)
  const lang = useLang()
  return (
    <Card title={words.history}>
      <ul className="flex flex-col gap-1">
        {of.steps.map(step => (
          <li key={`${step.at} ${step.state}`} className="flex flex-wrap gap-x-3">
            <span className="tabular text-ink-3">{showMoment(step.at, lang)}</span>
            <span>{held.states[step.state]}</span>
            <span className="text-ink-2">{[step.by, step.reason].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
