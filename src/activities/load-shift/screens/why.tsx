import type { ReactNode } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Icon } from '#kit/ui/icon.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { showQuantity } from '#kit/units'
import type { WhyPage } from '../rules-measure.ts'
import { screenWords } from '../words-screens.ts'
import { whyWords } from '../words-why.ts'
import { recognition } from './client.ts'
import { ruleName } from './parts.tsx'
import { WhyView } from './why-view.tsx'

/** What was frozen for one candidate of a run, and the run's seal. */
function useWhy() {
  const [id, line] = [useParam('id'), useParam('line')]
  const candidate = useLoad(['recognition', 'candidate', id, line], () => recognition.candidate({ id, line }))
  const run = useLoad(['recognition', 'run', id], () => recognition.run({ id }))
  return {
    id,
    line,
    candidate: candidate.data,
    run: run.data,
    error: candidate.error ?? run.error,
    retry: candidate.retry,
  }
}

/** The why-page of one enterprise, as staff read it and print it. */
export function WhyScreen(): ReactNode {
  const { why: said, measure } = useWords(screenWords)
  const why = useWords(whyWords)
  const lang = useLang()
  const { id, line, candidate, run, error, retry } = useWhy()
  if (!candidate || !run) return error === undefined ? <LoadingState /> : <ErrorState error={error} retry={retry} />
  const page = candidate.why as WhyPage | null
  const seal = run.frozen
    ? why.sealed(run.frozen.root.slice(0, 16), ruleName(measure.rules, run.frozen.method.name))
    : ''
  const about = [
    candidate.code,
    candidate.unit,
    ...(page ? [page.number, showQuantity(page.registeredKw, 'kW', lang)] : []),
  ]
  return (
    <Page
      title={candidate.partyName || candidate.code}
      state={about.filter(Boolean).join(' · ')}
      actions={
        <span className="print:hidden">
          <Button onClick={() => window.print()}>
            <Icon name="download" /> {said.print}
          </Button>
        </span>
      }
    >
      {page?.v === 1 ? (
        <WhyView page={page} grounds={[...candidate.grounds, ...candidate.added]} />
      ) : (
        <p>{said.erased}</p>
      )}
      <p className="flex flex-wrap items-center gap-2 text-ink-3 text-label">
        <Icon name="lock" className="size-3.5" />
        {seal}
        <Link to={`/recognition/${id}/${line}`} className="ml-auto text-accent print:hidden">
          {run.title}
        </Link>
      </p>
    </Page>
  )
}
