import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ChartFigure } from '#kit/ui/chart-figure.tsx'
import { loadChart } from '#kit/ui/charts/load.ts'
import { Verdict } from '#kit/ui/chip.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { showCount, showPercent, showQuantity } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import { screenWords } from '../words-screens.ts'
import { whyWords } from '../words-why.ts'
import { loadShift } from './client.ts'
import { EventCalls } from './event-calls.tsx'
import { CancelDialog } from './event-dialogs.tsx'
import { EventStatus, whenOf } from './parts.tsx'
import { clock, kw, kwh } from './why-sentences.ts'

type Full = GivesOf<typeof routes.event>
type Curve = GivesOf<typeof routes.curve>

function Figures({ event }: { readonly event: Full }): ReactNode {
  const said = useWords(screenWords).event
  const lang = useLang()
  const share = (part: number): string => (event.called > 0 ? showPercent(part / event.called, lang) : '')
  const power = event.calls.reduce((sum, call) => sum + call.registeredKw, 0)
  return (
    <FigureRow label={event.number}>
      <Figure
        label={said.called}
        value={showCount(event.called, lang)}
        compare={`${showQuantity(power, 'kW', lang)} ${said.power}`}
      />
      <Figure label={said.notified} value={showCount(event.notified, lang)} compare={share(event.notified)} />
      <Figure
        label={said.acknowledged}
        value={showCount(event.acknowledged, lang)}
        compare={share(event.acknowledged)}
      />
      <Figure label={said.acted} value={showCount(event.acted, lang)} compare={share(event.acted)} />
    </FigureRow>
  )
}

function CommonCurve({ curve, event }: { readonly curve: Curve; readonly event: Full }): ReactNode {
  const lang = useLang()
  const said = useWords(screenWords).event
  const { chart } = useWords(whyWords)
  const mean = (values: readonly (number | null)[]): number => {
    const own = values.filter(
      (_, slot) => (slot * 24) / curve.slots >= curve.from && (slot * 24) / curve.slots < curve.until,
    )
    return own.reduce<number>((sum, one) => sum + (one ?? 0), 0) / Math.max(1, own.length)
  }
  const [actual, usual] = [mean(curve.actualKw), mean(curve.expectedKw)]
  const made = loadChart({
    title: said.curve,
    unit: 'kW',
    lang,
    summary: chart.summary(clock(curve.from), clock(curve.until), kw(actual, lang), kw(usual, lang)),
    actual: curve.actualKw,
    expected: curve.expectedKw,
    stepMinutes: 1440 / curve.slots,
    event: {
      fromMinute: curve.from * 60,
      toMinute: curve.until * 60,
      label: chart.event(clock(curve.from), clock(curve.until)),
    },
    ...(usual > actual ? { difference: { label: `\u2212${kw(usual - actual, lang)}`, reduced: true } } : {}),
    names: chart,
  })
  const { verdicts } = curve
  return (
    <Card
      title={said.curve}
      action={
        <span className="flex flex-wrap gap-2">
          <Verdict kind="reduced" count={showCount(verdicts.reduced, lang)} />
          <Verdict kind="not" count={showCount(verdicts.not_reduced, lang)} />
          <Verdict kind="unclear" count={showCount(verdicts.cannot_tell, lang)} />
        </span>
      }
    >
      <ChartFigure chart={made} />
      <p className="mt-2 text-body text-ink-2">
        {`${said.curveOf(showCount(curve.parties, lang))} · ${said.total}: ${kw(usual - actual, lang)}, ${kwh((usual - actual) * (curve.until - curve.from), lang)}`}
      </p>
      <p className="aural">{whenOf(event)}</p>
    </Card>
  )
}

/** One event: how far word went, what was done, and what all of them together used beside a usual day. */
export function EventScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(screenWords).event
  const mayCall = usePermission('load-shift.call')
  const [cancelling, setCancelling] = useState(false)
  const { data: event, error, retry } = useLoad(['load-shift', 'event', id], () => loadShift.event({ id }))
  const { data: curve } = useLoad(['load-shift', 'curve', id], () => loadShift.curve({ id }))
  if (!event) return error === undefined ? <LoadingState /> : <ErrorState error={error} retry={retry} />
  const mayCancel = mayCall && (event.state === 'planned' || (event.past && event.state !== 'cancelled'))
  return (
    <Page
      title={whenOf(event)}
      mark={<EventStatus state={event.state} />}
      state={`${event.number} · ${event.unit} · ${event.reason}`}
      actions={mayCancel && <Button onClick={() => setCancelling(true)}>{said.cancel}</Button>}
    >
      <Figures event={event} />
      {curve && curve.slots > 0 && <CommonCurve curve={curve} event={event} />}
      <Card>
        <details>
          <summary className="text-accent text-body">{said.text}</summary>
          <p className="mt-2 max-w-[72ch] text-body">{event.says}</p>
        </details>
      </Card>
      <EventCalls event={event} />
      <CancelDialog id={id} open={cancelling} close={() => setCancelling(false)} />
    </Page>
  )
}
