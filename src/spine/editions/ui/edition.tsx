import { type ReactNode, useState } from 'react'
import { showVnd } from '#kit/money'
import { showDay, showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { EditionPage } from '../routes.ts'
import { editionWords } from '../words.ts'
import { editions } from './client.ts'
import { AnnouncedCard, ChangedCard, WindowsCard } from './edition-cards.tsx'
import { CopyEdition, TurnEdition } from './edition-dialogs.tsx'
import { MeasuresCard } from './edition-measures.tsx'
import { EditionStatus } from './edition-state.tsx'
import { SourceLink } from './source-link.tsx'
import { editionUiWords } from './words-editions.ts'

/** One edition: what it is, its measures, units' own dates, what was announced, what differs from the year before. */
export function EditionScreen(): ReactNode {
  const words = useWords(editionUiWords)
  const lang = useLang()
  const id = useParam('id')
  const { data: edition, error, retry } = useLoad(['editions', 'one', id], () => editions.one({ id }))
  if (!edition)
    return (
      <Page title={words.name}>
        {error === undefined ? <LoadingState /> : <ErrorState error={error} retry={retry} />}
      </Page>
    )
  return (
    <Page
      title={edition.name[lang]}
      mark={<EditionStatus state={edition.state} />}
      state={
        <>
          {edition.theme?.[lang] ?? words.noTheme}
          {' · '}
          <Link to={`/plan?year=${edition.year}`} className="text-accent underline underline-offset-4">
            {words.toPlan}
          </Link>
        </>
      }
      actions={<Actions edition={edition} />}
    >
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <MeasuresCard edition={edition} />
          <WindowsCard edition={edition} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <FactsCard edition={edition} />
          <AnnouncedCard edition={edition} />
          <ChangedCard id={edition.id} />
          <StatesCard edition={edition} />
        </div>
      </Columns>
    </Page>
  )
}

function Actions({ edition }: { readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const { go } = usePlace()
  const [doing, setDoing] = useState<'copy' | 'turn'>()
  if (!edition.makes) return null
  const to = edition.state === 'draft' ? 'open' : 'closed'
  return (
    <>
      <Button onClick={() => setDoing('copy')}>{words.copy(String(edition.year + 1))}</Button>
      {edition.edits && (
        <>
          <Button onClick={() => go(`/editions/${edition.id}/edit`)}>{words.edit}</Button>
          <Button kind={to === 'open' ? 'primary' : 'danger'} onClick={() => setDoing('turn')}>
            {to === 'open' ? words.open : words.close}
          </Button>
        </>
      )}
      <CopyEdition from={edition} open={doing === 'copy'} onClose={() => setDoing(undefined)} />
      <TurnEdition edition={edition} to={to} open={doing === 'turn'} onClose={() => setDoing(undefined)} />
    </>
  )
}

function FactsCard({ edition }: { readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const names = useWords(editionWords).groups as Readonly<Record<string, string>>
  const lang = useLang()
  const day = (it: string): string => showDay(it, lang)
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.number, edition.number],
    [words.window, words.span(day(edition.from), day(edition.until))],
    [words.tet, edition.tetUntil ? day(edition.tetUntil) : words.noTet],
    [words.occasion, edition.occasion?.[lang] ?? words.anniversary(String(edition.anniversary))],
    [words.slogan, edition.slogan?.[lang]],
    [words.groups, edition.priorityGroups.map(it => names[it] ?? it).join(', ')],
    [words.areas, edition.priorityAreas.join(', ')],
    [words.hotMonths, edition.hotMonths.length > 0 && words.months(edition.hotMonths.join(', '))],
    [words.reference, day(edition.referenceDay)],
    [words.labourDay, edition.labourDayVnd > 0 && showVnd(BigInt(edition.labourDayVnd), lang)],
    [
      words.copiedFrom,
      edition.copiedFrom && <Link to={`/editions/${edition.copiedFrom.id}`}>{String(edition.copiedFrom.year)}</Link>,
    ],
    [words.source, <SourceLink key="source" source={edition.source ?? words.noSource} />],
  ]
  return (
    <Card title={words.facts}>
      <dl>
        {facts.map(([name, value]) =>
          value ? (
            <div
              key={name}
              className="grid grid-cols-[8rem_minmax(0,1fr)] gap-3 border-line border-b py-1.5 text-body last:border-b-0"
            >
              <dt className="text-ink-3">{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Card>
  )
}

function StatesCard({ edition }: { readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const lang = useLang()
  if (edition.states.length === 0) return null
  return (
    <Card title={words.history}>
      <ol>
        {edition.states.map(it => (
          <li key={it.at} className="border-line border-b py-1.5 text-body last:border-b-0">
            <EditionStatus state={it.state} />
            <span className="block text-ink-2 text-label">{`${it.by} · ${showMoment(it.at, lang)}`}</span>
            {it.reason && <p>{it.reason}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
