import { type Forecast, type Gap, gaps } from './rules-expect.ts'
import type { Method, SeasonGate } from './rules-method.ts'

export type Verdict = 'reduced' | 'not_reduced' | 'cannot_tell'
/** Why a verdict is what it is; the first six say why nothing can be told. */
export type Reason =
  | Exclude<Gap, 'none'>
  | 'too_noisy'
  | 'few_events'
  | 'beyond_error'
  | 'within_error'
  | 'over_line'
  | 'under_line'
  | 'below_least_kw'

/** One customer and event: loads in kW, shares 0..1. What is not known is NaN, never a guess. */
export type Judged = {
  readonly baselineKw: number
  readonly plainKw: number
  readonly actualKw: number
  readonly saving: number
  /** The usual error of this comparison on this day, widened by an unusual morning; a share of the baseline. */
  readonly sigma: number
  /** The saving must lie beyond this. */
  readonly threshold: number
  readonly verdict: Verdict
  readonly reason: Reason
}

/** How far this comparison is usually off on such a day. */
export const sigmaOf = ({ unusual }: Method['error'], error: number, ratio: number): number =>
  error + unusual * Math.abs(Math.log(ratio > 0 ? ratio : 1e-9))

type Told = { readonly verdict: Verdict; readonly reason: Reason }
const cannot = (reason: Reason): Told => ({ verdict: 'cannot_tell', reason })
const told = {
  beyond: { verdict: 'reduced', reason: 'beyond_error' },
  within: { verdict: 'not_reduced', reason: 'within_error' },
  over: { verdict: 'reduced', reason: 'over_line' },
  under: { verdict: 'not_reduced', reason: 'under_line' },
  small: { verdict: 'not_reduced', reason: 'below_least_kw' },
  short: cannot('short_history'),
  noisy: cannot('too_noisy'),
} as const satisfies Readonly<Record<string, Told>>
const gapTold = gaps.map(gap => (gap === 'none' ? undefined : cannot(gap)))

function tell({ gate, line, leastKw = 0 }: Method, saving: number, savedKw: number, threshold: number): Told {
  const reduced = gate ? saving > threshold : saving >= line
  if (reduced && savedKw < leastKw) return told.small
  if (gate) return reduced ? told.beyond : told.within
  return reduced ? told.over : told.under
}

/** Judges one day of a forecast. `actualKw` is the day's own load in the event's hours. */
export function judge(forecast: Forecast, day: number, actualKw: number, rule: Method): Judged {
  const { gate, error, line } = rule
  const baselineKw = forecast.baseline[day] as number
  const saving = 1 - actualKw / baselineKw
  const sigma = sigmaOf(error, forecast.error[day] as number, forecast.ratio[day] as number)
  const threshold = gate ? Math.max(gate.floor, gate.times * sigma) : line
  let said: Told | undefined = gapTold[forecast.gap[day] as number]
  if (!said && gate && (forecast.errors[day] as number) < gate.leastHistory) said = told.short
  if (!said && gate && threshold > gate.limit) said = told.noisy
  said ??= tell(rule, saving, baselineKw - actualKw, threshold)
  const plainKw = forecast.plain[day] as number
  return { baselineKw, plainKw, actualKw, saving, sigma, threshold, verdict: said.verdict, reason: said.reason }
}

/** Judges all events of a season together: single errors cancel, so that smaller cuts can be told. kWh; shares 0..1. */
export type SeasonEvent = { readonly baselineKwh: number; readonly actualKwh: number; readonly sigma: number }
export type SeasonJudged = {
  readonly baselineKwh: number
  readonly actualKwh: number
  readonly saving: number
  readonly sigma: number
  readonly threshold: number
  readonly events: number
  readonly verdict: Verdict
  readonly reason: Reason
}

/** `events` are those with a baseline and a usual error, whether each could be told singly or not. */
export function judgeSeason(events: readonly SeasonEvent[], gate: SeasonGate): SeasonJudged {
  let [baselineKwh, actualKwh, squares] = [0, 0, 0]
  for (const one of events) {
    baselineKwh += one.baselineKwh
    actualKwh += one.actualKwh
    squares += (one.baselineKwh * one.sigma) ** 2
  }
  const sigma = Math.sqrt(squares) / baselineKwh
  const threshold = Math.max(gate.floor, gate.times * sigma)
  const saving = 1 - actualKwh / baselineKwh
  const all = { baselineKwh, actualKwh, saving, sigma, threshold, events: events.length }
  if (events.length < gate.leastEvents) return { ...all, ...cannot('few_events') }
  if (threshold > gate.limit) return { ...all, ...cannot('too_noisy') }
  return { ...all, ...(saving > threshold ? told.beyond : told.within) }
}
