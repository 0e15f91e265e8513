import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { whiskerMark } from '#kit/ui/charts/marks.ts'
import { Drawing } from '#kit/ui/drawing.tsx'
import { SumRow } from '#kit/ui/figure.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { showCount, showNumber, showPercent } from '#kit/units'
import type { EventPage, WhyPage } from '../rules-measure.ts'
import { whyWords } from '../words-why.ts'
import { hoursOf, intervalSentence, kw, kwh } from './why-sentences.ts'

export const verdictTones = { reduced: 'ok', not_reduced: 'warn', cannot_tell: 'mute' } as const

function factorNote(of: EventPage, lang: 'vi' | 'en'): string {
  const { steps } = whyWords[lang]
  if (of.factor === null || Math.abs(of.factor - 1) < 0.0005) return steps.same
  const softened = `${of.factor > 1 ? '+' : '−'}${showPercent(Math.abs(of.factor - 1), lang)}`
  return of.factor > 1 ? steps.more(softened) : steps.less(softened)
}

/** The interval beside its threshold: whether the whole of it lies beyond can be seen. */
function Whisker({ of }: { readonly of: EventPage }): ReactNode {
  const lang = useLang()
  const { lowKwh, highKwh, reductionKwh, threshold, baselineKwh, from, until } = of
  if (lowKwh === null || highKwh === null || reductionKwh === null || threshold === null || baselineKwh === null)
    return null
  const hours = until - from
  const [low, high, needed] = [lowKwh / hours, highKwh / hours, (threshold * baselineKwh) / hours]
  const most = Math.max(high, needed, 1) * 1.1
  const mark = whiskerMark({
    says: intervalSentence(of, lang),
    low,
    high,
    value: reductionKwh / hours,
    threshold: needed,
    min: Math.min(0, low) * 1.1,
    max: most,
    tone: verdictTones[of.verdict],
    widthPx: 300,
  })
  return <Drawing of={mark} />
}

/** The sum by which a verdict was reached, so that a clerk can say it on the telephone. */
export function Steps({ of, page }: { readonly of: EventPage; readonly page: WhyPage }): ReactNode {
  const lang = useLang()
  const said = useWords(whyWords).steps
  const hours = of.until - of.from
  const interval =
    of.lowKwh === null || of.highKwh === null ? '·' : `${kw(of.lowKwh / hours, lang)} – ${kw(of.highKwh / hours, lang)}`
  const share = of.reductionKw === null ? '' : said.ofRegistered(showPercent(of.reductionKw / page.registeredKw, lang))
  const registered = [of.verdict === 'reduced' ? share : '', page.standby ? said.generator : '']
    .filter(Boolean)
    .join(' · ')
  return (
    <Card title={said.title}>
      <SumRow label={said.plain} value={kw(of.plainKw, lang)} note={said.plainNote(showCount(of.daysUsed, lang))} />
      <SumRow
        label={said.factor}
        value={of.factor === null ? '·' : `× ${showNumber(of.factor, lang, 3)}`}
        note={factorNote(of, lang)}
      />
      <SumRow label={said.base} value={kw(of.baselineKw, lang)} />
      <SumRow label={said.actual} value={kw(of.actualMeanKw, lang)} note={said.actualNote} />
      <SumRow
        label={said.reduced}
        value={kw(of.reductionKw, lang)}
        note={said.energy(hoursOf(of, lang), kwh(of.reductionKwh, lang))}
      />
      <SumRow
        label={said.interval}
        value={interval}
        note={of.usualError === null ? '' : said.usual(showPercent(of.usualError, lang))}
      />
      <Whisker of={of} />
      <SumRow label={said.registered} value={kw(page.registeredKw, lang)} note={registered} />
    </Card>
  )
}
