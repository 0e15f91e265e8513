import type { ReactNode } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Card } from '#kit/ui/card.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { ErrandProgress } from '#kit/ui/errand-progress.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Steps } from '#kit/ui/steps.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { Kind, recognitionRoutes } from '../routes.ts'
import { recognition } from './client.ts'
import { Details, History, millions, momentOf, RunMark, Seal, useKind, VerdictMark } from './parts.tsx'
import { RunActions } from './run-actions.tsx'
import { CandidatesCard } from './run-candidates.tsx'
import { ThanksCard } from './run-thanks.tsx'
import { WhatIf } from './run-trials.tsx'
import { runUiWords } from './words-run.ts'

export type Run = GivesOf<typeof recognitionRoutes.run>
const stepOf = { computing: 1, computed: 2, sent_back: 2, reviewed: 3, approved: 5, discarded: 2 } as const

/** One run: how far it is, what came out, who is in it, and the way to its approval. */
export function RunScreen(): ReactNode {
  const words = useWords(runUiWords)
  const id = useParam('id')
  const load = useLoad(['recognition', 'run', id], signal => recognition.run({ id }, { signal }))
  const plans = usePermission('recognition.plan')
  const it = load.data
  const kind = useKind(it?.kind)
  if (!it)
    return (
      <Page title={words.runs}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  return (
    <Page
      title={it.title}
      mark={<RunMark state={it.state} trial={it.trial} />}
      state={`${kind?.says ?? it.kind} · ${it.unit}`}
      actions={<RunActions it={it} />}
    >
      <Steps steps={words.runSteps} now={it.trial ? 0 : stepOf[it.state]} />
      {it.trial && <Alert tone="info" title={words.trialNote} />}
      {it.state === 'reviewed' && it.mine && <Alert tone="info" title={words.mineRun} />}
      {it.interestsOpen > 0 && <Alert tone="warn" title={words.interestsOpen(String(it.interestsOpen))} />}
      {it.state === 'computing' && <Progress it={it} />}
      {it.tally && <Result it={it} kind={kind} />}
      {it.frozen && (
        <Columns>
          <div className="flex min-w-0 flex-col gap-4">
            {it.trial ? <Basis it={it} /> : kind && <CandidatesCard run={it} kind={kind} />}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <ThanksCard run={it} />
            {kind && <WhatIf run={it} kind={kind} may={plans} />}
            {!it.trial && <Basis it={it} />}
            <Card title={words.history}>
              <History steps={it.steps} />
            </Card>
          </div>
        </Columns>
      )}
    </Page>
  )
}

function Progress({ it }: { readonly it: Run }): ReactNode {
  const words = useWords(runUiWords)
  const refresh = useRefresh()
  return (
    <Card title={words.runStates.computing}>
      {it.errand && it.mine ? (
        <ErrandProgress id={it.errand} onEnd={() => void refresh('recognition')} />
      ) : (
        <p className="text-body">{words.computing}</p>
      )}
    </Card>
  )
}

function Result({ it, kind }: { readonly it: Run; readonly kind: Kind | undefined }): ReactNode {
  const words = useWords(runUiWords)
  const lang = useLang()
  const counts = it.tally
  if (!counts) return null
  return (
    <>
      <FigureRow label={words.counts}>
        <Figure
          label={words.recognised}
          value={showCount(counts.recognised, lang)}
          compare={words.ofCandidates(showCount(counts.candidates, lang))}
        />
        {(kind?.grounds ?? []).map(ground => (
          <Figure key={ground.name} label={ground.says} value={showCount(counts.byGround[ground.name] ?? 0, lang)} />
        ))}
        {kind?.energy && (
          <Figure
            label={words.kwh}
            value={counts.kwh === null ? '·' : showCount(Math.round(counts.kwh), lang)}
            unit="kWh"
            compare={counts.kwh === null ? words.fewHidden : undefined}
          />
        )}
        <Figure label={words.cost} value={millions(counts.costVnd, lang)} unit={words.millionVnd} />
      </FigureRow>
      <p className="flex flex-wrap gap-2">
        {Object.entries(counts.byVerdict).map(([name, many]) => (
          <VerdictMark key={name} kind={kind} name={name} count={showCount(many, lang)} />
        ))}
        {it.excluded > 0 && (
          <span className="text-body text-ink-2">{words.excludedCount(showCount(it.excluded, lang))}</span>
        )}
      </p>
    </>
  )
}

/** What the run rests on, and whether it was measured again. */
function Basis({ it }: { readonly it: Run }): ReactNode {
  const words = useWords(runUiWords)
  const lang = useLang()
  const { frozen } = it
  if (!frozen) return null
  const [last] = it.recomputed
  const again =
    last && (last.equal === null ? words.gone(last.gone.join(', ')) : last.equal ? words.equal : words.notEqual)
  return (
    <Card title={words.basis}>
      <Details
        rows={[
          [
            words.criteriaOf,
            <Link key="criteria" to={`/criteria/${it.criteriaId}`}>
              {words.versionNo(it.criteriaNo)}
            </Link>,
          ],
          [words.method, `${frozen.method.name} ${frozen.method.version}`],
          ...frozen.inputs.map((one): [string, ReactNode] => [
            one.name,
            <span key={one.name}>
              {showCount(one.rows, lang)} · <Seal hash={one.sha256} />
            </span>,
          ]),
          [words.root, <Seal key="root" hash={frozen.root} />],
          ...(it.seal ? [[words.listSeal, <Seal key="list" hash={it.seal} />] as const] : []),
          [words.frozenAt, momentOf(frozen.at, lang)],
          ...(it.objectUntil ? [[words.objectUntil, writeDay(it.objectUntil)] as const] : []),
          [words.recomputed, last ? `${again} · ${momentOf(last.at, lang)}` : '·'],
        ]}
      />
      {!last && <p className="mt-2 text-ink-3 text-label">{words.neverRecomputed}</p>}
    </Card>
  )
}
