import { dayOfNumber, showDay, showMoment, weekdayOf } from '#kit/time'
import type { Chart } from '#kit/ui/charts/chart.ts'
import { loadChart } from '#kit/ui/charts/load.ts'
import { showNumber, showPercent, showQuantity } from '#kit/units'
import type { Lang } from '#kit/words'
import type { EventPage, WhyPage } from '../rules-measure.ts'
import type { ComparedDay } from '../rules-why.ts'
import { whyWords } from '../words-why.ts'

export type Who = 'staff' | 'customer'

export const kw = (value: number | null, lang: Lang): string =>
  value === null ? '·' : showQuantity(Math.round(value), 'kW', lang)
export const kwh = (value: number | null, lang: Lang): string =>
  value === null ? '·' : showQuantity(Math.round(value), 'kWh', lang)
export const pct = (percent: number | null, lang: Lang): string =>
  percent === null ? '·' : showPercent(percent / 100, lang)

/** 13.5 is 13:30. */
export const clock = (hour: number): string => {
  const minutes = Math.round(hour * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
export const hoursOf = ({ from, until }: EventPage, lang: Lang): string => showNumber(until - from, lang, 1)
/** The day of an event as people write it. */
export const dayOf = ({ startsAt }: { readonly startsAt: string }): string => showMoment(startsAt).slice(6)

/** The verdict on one event in one plain sentence. */
export function verdictSentence(of: EventPage, lang: Lang, who: Who): string {
  const said = whyWords[lang]
  if (of.verdict === 'reduced')
    return said.reduced(
      said.who[who],
      hoursOf(of, lang),
      kw(of.reductionKw, lang),
      pct(of.reductionPct, lang),
      kwh(of.reductionKwh, lang),
    )
  if (of.verdict === 'not_reduced')
    return said.notReduced(said.who[who], hoursOf(of, lang), kw(of.actualMeanKw, lang), kw(of.baselineKw, lang))
  return said.cannot(said.reasons[of.why as keyof typeof said.reasons] ?? of.why)
}

/** The interval and the threshold behind a verdict; nothing where none could be reached. */
export function intervalSentence(of: EventPage, lang: Lang): string {
  const { lowKwh, highKwh, threshold, baselineKw, from, until } = of
  if (lowKwh === null || highKwh === null || threshold === null || baselineKw === null) return ''
  const hours = until - from
  return whyWords[lang].interval(
    kw(lowKwh / hours, lang),
    kw(highKwh / hours, lang),
    showPercent(threshold, lang),
    kw(threshold * baselineKw, lang),
  )
}

/** What was said and done about an event, each as a line with whether it counts. */
export function tookPartLines(of: EventPage, lang: Lang): { readonly ok: boolean; readonly says: string }[] {
  const { took } = whyWords[lang]
  const at = of.acknowledgedAt ? showMoment(of.acknowledgedAt, lang) : ''
  const acknowledged = !of.acknowledgedAt
    ? { ok: false, says: took.none }
    : of.late
      ? { ok: false, says: took.late(at) }
      : { ok: true, says: took.acknowledged(at, took.hows[of.how ?? 'portal']) }
  const acted =
    of.actions.length > 0
      ? of.actions.map(what => ({ ok: true, says: took.acted(what) }))
      : [{ ok: false, says: took.noAction }]
  return [acknowledged, ...acted]
}

export function seasonSentence({ season }: WhyPage, lang: Lang): string {
  const said = whyWords[lang]
  if (!season) return ''
  const events = showNumber(season.events, lang)
  if (season.verdict === 'reduced')
    return said.season.reduced(events, kwh(season.reductionKwh, lang), pct(season.reductionPct, lang))
  if (season.verdict === 'not_reduced') return said.season.notReduced(events, pct(season.reductionPct, lang))
  return said.cannot(said.reasons[season.why as keyof typeof said.reasons] ?? season.why)
}

export function shiftSentences({ shift }: WhyPage, lang: Lang): string[] {
  const said = whyWords[lang]
  if (shift.verdict === 'cannot_tell')
    return [said.cannot(said.reasons[shift.why as keyof typeof said.reasons] ?? shift.why)]
  const main = shift.verdict === 'shifted' ? said.shift.shifted(kwh(shift.shiftedKwh, lang)) : said.shift.notShifted
  const shares =
    shift.peakShareBase === null || shift.peakShareReport === null
      ? []
      : [said.shift.share(showPercent(shift.peakShareBase, lang), showPercent(shift.peakShareReport, lang))]
  return [main, ...shares, said.shift.weeks(showNumber(shift.weeks, lang))]
}

const outageBit = 64
const meterBit = 32

/** A compared day as it is shown: its day, its weekday, its load, whether it was used and why not. */
export function dayLine(
  of: ComparedDay,
  lang: Lang,
): { day: string; weekday: string; kw: string; used: boolean; why: string } {
  const { whys, weekdays } = whyWords[lang].days
  const iso = dayOfNumber(of.day)
  const weekday = weekdayOf(iso)
  const kind = weekday === 6 ? whys.saturday : weekday === 7 ? whys.sunday : whys.holiday
  const unread =
    of.marks && of.marks & outageBit ? whys.outage : of.marks && of.marks & meterBit ? whys.meter : whys.unread
  const why = of.why === 'other_kind' ? kind : of.why === 'unread' ? unread : whys[of.why]
  return {
    day: showDay(iso).slice(0, 5),
    weekday: weekdays[weekday - 1] ?? '',
    kw: kw(of.kw, lang),
    used: of.why === 'used',
    why,
  }
}

/** The curve of an event's day with what was expected of it. */
export function eventChart(of: EventPage, lang: Lang): Chart {
  const { chart } = whyWords[lang]
  const { from, until, band, expectedKw, actualKw, slots } = of
  const known = expectedKw.some(value => value !== null)
  const reduced = of.verdict === 'reduced'
  return loadChart({
    title: chart.title(dayOf(of)),
    unit: 'kW',
    lang,
    summary: known
      ? chart.summary(clock(from), clock(until), kw(of.actualMeanKw, lang), kw(of.baselineKw, lang))
      : chart.unknown,
    actual: actualKw,
    stepMinutes: 1440 / slots,
    ...(known ? { expected: expectedKw } : {}),
    ...(known && band !== null ? { uncertainty: expectedKw.map(value => (value ?? 0) * band) } : {}),
    event: { fromMinute: from * 60, toMinute: until * 60, label: chart.event(clock(from), clock(until)) },
    compared: { spans: of.adjusting.map(([start, end]) => [start * 60, end * 60] as const), label: chart.compared },
    ...(reduced && of.reductionKw !== null
      ? { difference: { label: `\u2212${kw(of.reductionKw, lang)}`, reduced } }
      : {}),
    names: { time: chart.time, actual: chart.actual, expected: chart.expected, band: chart.band },
  })
}

/** The event that a page opens with: the largest reduction shown, else the newest that could be told, else the newest. */
export function tellingEvent(events: readonly EventPage[]): EventPage | undefined {
  const reduced = events.filter(one => one.verdict === 'reduced')
  const largest = [...reduced].sort((a, b) => (b.reductionKwh ?? 0) - (a.reductionKwh ?? 0))[0]
  return largest ?? events.findLast(one => one.verdict === 'not_reduced') ?? events.at(-1)
}
