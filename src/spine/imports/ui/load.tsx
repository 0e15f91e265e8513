import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { showDay } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { LongWork } from '#kit/ui/progress.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Steps } from '#kit/ui/steps.tsx'
import { showCount } from '#kit/units'
import type { State } from '../rules.ts'
import { imports, type Load } from './client.ts'
import { Decision, Rollback } from './decision.tsx'
import { Corrections, History } from './history.tsx'
import { Mapping } from './mapping.tsx'
import { Report } from './report.tsx'
import { StateChip } from './state.tsx'
import { loadWords } from './words-load.ts'

/** While something works on the load, its page asks again. */
const atWork: readonly State[] = ['waiting', 'checking', 'applying', 'stopping', 'undoing']
const askAgainMs = 1000

const stepOf: Readonly<Record<State, number>> = {
  receiving: 0,
  received: 1,
  unreadable: 1,
  stopped: 1,
  waiting: 2,
  checking: 2,
  checked: 3,
  failed: 3,
  applying: 3,
  stopping: 3,
  applied: 4,
  declined: 4,
  undoing: 4,
  undone: 4,
  twice: 4,
}

/** One import: where it stands, what was found, what is to be decided, and what became of it. */
export function ImportScreen(): ReactNode {
  const id = useParam('id')
  const words = useWords(loadWords)
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', 'load', id],
    queryFn: ({ signal }) => imports.load({ id }, { signal }),
    refetchInterval: ({ state }) => (state.data && atWork.includes(state.data.state) ? askAgainMs : false),
  })
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <LoadingState />
  return (
    <Page title={data.name} mark={<StateChip state={data.state} />} state={<Facts of={data} />}>
      <Steps steps={words.steps} now={stepOf[data.state]} />
      {data.problem && <Alert tone="bad" role="status" title={data.problem.title} />}
      <Now of={data} />
      {data.found && <Report of={data} />}
      <Corrections of={data} />
      <History of={data} />
    </Page>
  )
}

function Facts({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadWords)
  const lang = useLang()
  const parts = [
    of.kind,
    of.source,
    of.unit,
    words.asOfDay(showDay(of.asOf, lang)),
    of.number === null ? null : words.number(of.number),
  ]
  return (
    <>
      {parts.filter(Boolean).join(' · ')}
      {of.corrects && (
        <>
          {' · '}
          <Link to={`/imports/${of.corrects}`}>{words.correctsOther}</Link>
        </>
      )}
    </>
  )
}

/** What the state asks of the person who looks at it. */
function Now({ of }: { readonly of: Load }): ReactNode {
  const brings = usePermission('imports.bring')
  const words = useWords(loadWords)
  switch (of.state) {
    case 'received':
    case 'unreadable':
    case 'stopped':
    case 'failed':
      return brings ? <Mapping of={of} /> : <Alert tone="info">{words.othersTurn}</Alert>
    case 'waiting':
    case 'checking':
    case 'applying':
    case 'stopping':
    case 'undoing':
      return <AtWork of={of} />
    case 'checked':
      return <Decision of={of} />
    case 'applied':
      return <Rollback of={of} />
    default:
      return null
  }
}

function AtWork({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadWords)
  const lang = useLang()
  const refresh = useRefresh()
  const brings = usePermission('imports.bring')
  const { progress, state } = of
  const stops = brings && (state === 'waiting' || state === 'checking' || state === 'applying')
  const stop = (): void => void imports.stop({ id: of.id }).finally(() => refresh('imports'))
  const percent = progress && of.bytes > 0 ? Math.min(99, (100 * progress.bytes) / of.bytes) : 0
  return (
    <Card>
      <LongWork
        title={words.working[state as keyof typeof words.working]}
        percent={state === 'checking' ? percent : 0}
        says={progress && words.far(showCount(progress.rows, lang), showCount(progress.bad, lang))}
        {...(stops ? { onStop: stop } : {})}
      />
    </Card>
  )
}
