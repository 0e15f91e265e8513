import { type ReactNode, useState } from 'react'
import { Card, VerdictCard } from '#kit/ui/card.tsx'
import { ChartFigure } from '#kit/ui/chart-figure.tsx'
import { Chip, Verdict, type VerdictKind } from '#kit/ui/chip.tsx'
import { classes } from '#kit/ui/class.ts'
import { Icon } from '#kit/ui/icon.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Columns } from '#kit/ui/page.tsx'
import { showCount } from '#kit/units'
import type { EventPage, WhyPage } from '../rules-measure.ts'
import { screenWords } from '../words-screens.ts'
import { whyWords } from '../words-why.ts'
import {
  clock,
  dayLine,
  dayOf,
  eventChart,
  intervalSentence,
  kw,
  seasonSentence,
  shiftSentences,
  tellingEvent,
  tookPartLines,
  verdictSentence,
} from './why-sentences.ts'
import { Steps, verdictTones } from './why-steps.tsx'

export const verdictKinds: Readonly<Record<EventPage['verdict'], VerdictKind>> = {
  reduced: 'reduced',
  not_reduced: 'not',
  cannot_tell: 'unclear',
}

/** One small square an event: what became of each, in their order; the one that is open is ringed. */
function EventStrip(props: {
  readonly events: readonly EventPage[]
  readonly shown: EventPage
  readonly onChoose: (event: EventPage) => void
}): ReactNode {
  const lang = useLang()
  const said = useWords(whyWords)
  const fills = {
    reduced: 'bg-ok-soft text-ok',
    not_reduced: 'bg-warn-soft text-warn',
    cannot_tell: 'bg-mute-soft text-ink-2',
  }
  return (
    <fieldset className="flex flex-wrap gap-2 print:hidden">
      <legend className="aural">{said.season.events}</legend>
      {props.events.map(one => (
        <button
          key={one.id}
          type="button"
          aria-pressed={one === props.shown}
          onClick={() => props.onChoose(one)}
          className={classes(
            'flex min-h-control flex-col items-start rounded-control border px-3 py-1 text-label',
            fills[one.verdict],
            one === props.shown ? 'border-2 border-accent' : 'border-line',
          )}
        >
          <span className="tabular font-semibold text-ink">{dayOf(one).slice(0, 5)}</span>
          <span className="whitespace-nowrap">
            {one.verdict === 'reduced' ? `−${kw(one.reductionKw, lang)}` : said.verdicts[one.verdict]}
          </span>
        </button>
      ))}
    </fieldset>
  )
}

function Ticks({ of }: { readonly of: EventPage }): ReactNode {
  const lang = useLang()
  return (
    <ul className="flex flex-col gap-1">
      {tookPartLines(of, lang).map(line => (
        <li key={line.says} className="flex items-start gap-2 text-body">
          <Icon
            name={line.ok ? 'check' : 'minus'}
            className={classes('mt-1 size-4', line.ok ? 'text-ok' : 'text-warn')}
          />
          <span>{line.says}</span>
        </li>
      ))}
    </ul>
  )
}

/** Every day that was looked at: used, or left out with its reason. */
function Days({ of }: { readonly of: EventPage }): ReactNode {
  const lang = useLang()
  const said = useWords(whyWords).days
  const lines = of.days.map(day => ({ ...dayLine(day, lang), key: day.day }))
  const used = lines.filter(line => line.used).length
  return (
    <Card
      title={said.title}
      mark={
        <span className="text-body text-ink-2">
          {said.count(showCount(used, lang), showCount(lines.length - used, lang))}
        </span>
      }
      action={<span className="text-ink-3 text-label">{said.unit}</span>}
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-2">
        {lines.map(line => (
          <li
            key={line.key}
            className={classes(
              'flex flex-col rounded-control border px-2.5 py-1.5',
              line.used ? 'border-line bg-surface' : 'border-line-strong border-dashed bg-sunken text-ink-2',
            )}
          >
            <span className="flex items-center gap-1.5 text-table">
              <span className="tabular font-semibold">{line.day}</span>
              <span className="text-ink-3 text-label">{line.weekday}</span>
              <Icon
                name={line.used ? 'check' : 'cross'}
                className={classes('ml-auto size-3.5', line.used ? 'text-ok' : 'text-ink-3')}
              />
            </span>
            <span className="tabular text-label">{line.used ? line.kw : line.why}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Beyond({ page }: { readonly page: WhyPage }): ReactNode {
  const lang = useLang()
  const said = useWords(whyWords)
  const season = seasonSentence(page, lang)
  return (
    <Columns side="even">
      <Card title={said.season.title} mark={page.season && <Verdict kind={verdictKinds[page.season.verdict]} />}>
        <p className="text-body">{season || '·'}</p>
        {page.raisedBefore && <p className="mt-2 text-body text-warn">{said.raised}</p>}
      </Card>
      <Card title={said.shift.title}>
        {shiftSentences(page, lang).map((line, at) => (
          <p key={line} className={classes('text-body', at > 0 && 'mt-1 text-ink-2')}>
            {line}
          </p>
        ))}
      </Card>
    </Columns>
  )
}

/** Why one enterprise is thanked or not: one sentence, one picture, the sum, the days, the season, and the limits. */
export function WhyView({
  page,
  grounds,
}: {
  readonly page: WhyPage
  readonly grounds?: readonly string[]
}): ReactNode {
  const lang = useLang()
  const said = useWords(whyWords)
  const screen = useWords(screenWords).why
  const [chosen, setChosen] = useState<string>()
  const shown = page.events.find(one => one.id === chosen) ?? tellingEvent(page.events)
  if (!shown) return <Beyond page={page} />
  const chips = (['took_part', 'measured'] as const).filter(name => grounds?.includes(name))
  return (
    <div className="flex flex-col gap-4 print:[zoom:0.6]">
      <EventStrip events={page.events} shown={shown} onChoose={one => setChosen(one.id)} />
      <VerdictCard
        tone={verdictTones[shown.verdict]}
        sentence={verdictSentence(shown, lang, 'staff')}
        chips={chips.map(name => (
          <Chip key={name} tone="ok" icon="check">
            {screen.grounds[name]}
          </Chip>
        ))}
      >
        {intervalSentence(shown, lang) || said.noBlame}
      </VerdictCard>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(18rem,22rem)] print:grid-cols-[minmax(0,1fr)_20rem]">
        <Card
          title={said.chart.title(dayOf(shown))}
          mark={<Verdict kind={verdictKinds[shown.verdict]} />}
          action={`${shown.number} · ${clock(shown.from)}–${clock(shown.until)}`}
        >
          <ChartFigure chart={eventChart(shown, lang)} />
          <div className="mt-3 border-line border-t pt-3">
            <Ticks of={shown} />
          </div>
        </Card>
        <Steps of={shown} page={page} />
      </div>
      <Days of={shown} />
      <Beyond page={page} />
      <Card title={said.limits.title}>
        <p className="max-w-[72ch] text-body">{said.explained}</p>
        <ul className="mt-2 list-disc pl-5 text-body text-ink-2">
          {said.limits.list.map(line => (
            <li key={String(line)}>{line}</li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
