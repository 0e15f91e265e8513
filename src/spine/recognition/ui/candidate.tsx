import type { ReactNode } from 'react'
import { Card, VerdictCard } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { Parts } from '#kit/ui/parts.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { GivesOf } from '#kit/wire'
import type { Kind, recognitionRoutes } from '../routes.ts'
import { CandidateActions } from './candidate-actions.tsx'
import { recognition } from './client.ts'
import { amount, Details, momentOf, Seal, saidOf, useKind, VerdictMark } from './parts.tsx'
import { recognitionUiWords } from './words.ts'

export type CandidatePage = GivesOf<typeof recognitionRoutes.candidate>

/**
 * Why one party is thanked or not: the verdict, what was measured, what people decided. The activity adds its picture as
 * a part of this screen (`activityParts`); the part gets the line's id, and reads the run's from the address.
 */
export function CandidateScreen(): ReactNode {
  const words = useWords(recognitionUiWords)
  const [id, line] = [useParam('id'), useParam('line')]
  const load = useLoad(['recognition', 'candidate', id, line], signal =>
    recognition.candidate({ id, line }, { signal }),
  )
  const run = useLoad(['recognition', 'run', id], signal => recognition.run({ id }, { signal })).data
  const kind = useKind(run?.kind)
  const it = load.data
  if (!it || !run)
    return (
      <Page title={words.candidates}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  return (
    <Page
      title={it.partyName || it.code}
      mark={<Standing it={it} />}
      state={`${it.code} · ${it.unit}`}
      actions={<CandidateActions run={id} it={it} state={run.state} />}
    >
      <p className="text-body">
        <Link to={`/recognition/${id}`}>{run.title}</Link>
      </p>
      <Verdict it={it} kind={kind} />
      <Parts on="/recognition/$id/$line" id={it.id} />
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Measured it={it} kind={kind} />
          <Decisions it={it} />
        </div>
        <Card title={words.reasons}>
          {it.reasons.length === 0 && <p className="text-body text-ink-2">{words.noReasons}</p>}
          <ul>
            {it.reasons.map(name => (
              <li key={name} className="py-1 text-body">
                {saidOf(kind?.reasons, name)}
              </li>
            ))}
          </ul>
          {it.why === null && <p className="mt-2 text-ink-3 text-label">{words.whyErased}</p>}
          <p className="mt-2 text-ink-3 text-label">
            {words.seal}: <Seal hash={it.whySha256} />
          </p>
        </Card>
      </Columns>
    </Page>
  )
}

/** Whether the party is thanked, and for what; what was measured stands beside it as the activity says it. */
function Verdict({ it, kind }: { readonly it: CandidatePage; readonly kind: Kind | undefined }): ReactNode {
  const words = useWords(recognitionUiWords)
  const thanked = [...new Set([...(it.included ? it.grounds : []), ...it.added])]
  const out = it.decision === 'exclude' && it.decisionReason
  const sentence =
    thanked.length > 0
      ? words.thankedFor(thanked.map(name => saidOf(kind?.grounds, name)).join(', '))
      : out
        ? `${words.out}: ${words.decisionReasons[out]}`
        : words.notThanked
  return (
    <VerdictCard
      tone={thanked.length > 0 ? 'ok' : (kind?.verdicts.find(one => one.name === it.verdict)?.tone ?? 'mute')}
      sentence={sentence}
      chips={<VerdictMark kind={kind} name={it.verdict} />}
    >
      {it.reasons.map(name => saidOf(kind?.reasons, name)).join(' · ')}
    </VerdictCard>
  )
}

function Standing({ it }: { readonly it: CandidatePage }): ReactNode {
  const words = useWords(recognitionUiWords)
  if (it.decision === 'exclude')
    return (
      <Chip tone="bad" icon="cross">
        {words.out}
      </Chip>
    )
  return it.included || it.added.length > 0 ? (
    <Chip tone="ok" icon="check">
      {words.recognised}
    </Chip>
  ) : (
    <Chip tone="mute">{words.leftOut}</Chip>
  )
}

function Measured({ it, kind }: { readonly it: CandidatePage; readonly kind: Kind | undefined }): ReactNode {
  const words = useWords(recognitionUiWords)
  const lang = useLang()
  return (
    <Card title={words.figures}>
      <Details
        rows={(kind?.figures ?? []).map(
          ({ name, says, unit }) => [says, amount(it.figures[name] ?? null, unit, lang)] as const,
        )}
      />
    </Card>
  )
}

function Decisions({ it }: { readonly it: CandidatePage }): ReactNode {
  const words = useWords(recognitionUiWords)
  const lang = useLang()
  const rows = [
    ...it.decisions.map(one => ({
      ...one,
      says: `${one.kind === 'exclude' ? words.exclude : words.include}: ${words.decisionReasons[one.reason]}`,
    })),
    ...it.declared.map(one => ({ ...one, says: words.interest })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
  return (
    <Card title={words.decisions}>
      {rows.length === 0 && <p className="text-body text-ink-2">{words.noDecisions}</p>}
      <ul>
        {rows.map(one => (
          <li key={`${one.at}-${one.says}`} className="border-line border-b py-2 text-body last:border-b-0">
            <span className="font-semibold">{one.says}</span>
            <span className="block">{one.note}</span>
            <span className="block text-ink-3 text-label">
              {one.by} · {momentOf(one.at, lang)}
            </span>
          </li>
        ))}
        {it.objections.map(one => (
          <li key={one.id} className="border-line border-b py-2 text-body last:border-b-0">
            <Link to={`/objections/${one.id}`}>
              {words.text}, {writeDay(one.receivedOn)}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
