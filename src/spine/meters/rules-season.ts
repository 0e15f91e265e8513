import { usualShares } from './rules-beside.ts'
import { type Event, type Measured, unmeasured } from './rules-events.ts'
import { adjustingHours, slotsOf } from './rules-loads.ts'
import type { Method, SpanRule } from './rules-method.ts'
import { season as usual } from './rules-presets.ts'
import { meanLoads, type Series } from './rules-series.ts'
import { judgeSeason, type SeasonEvent, type SeasonJudged, type Verdict } from './rules-verdict.ts'

/** The mean absolute error of a normal spread is this part of its standard deviation. */
const absolute = 0.8

type Figures = Pick<SeasonJudged, 'baselineKwh' | 'actualKwh' | 'sigma' | 'events' | 'reason'> & {
  readonly verdict: Verdict
  readonly hours: number
  readonly plainKwh: number
}

function measuredOf(customer: string, of: Figures, rule: Method): Measured {
  const reductionKwh = of.baselineKwh - of.actualKwh
  const width = rule.error.intervalTimes * of.sigma * of.baselineKwh
  return {
    customer,
    event: 'season',
    hours: of.hours,
    baselineKwh: of.baselineKwh,
    actualKwh: of.actualKwh,
    reductionKwh,
    reductionPct: (reductionKwh / of.baselineKwh) * 100,
    reductionKw: reductionKwh / of.hours,
    lowKwh: reductionKwh - width,
    highKwh: reductionKwh + width,
    factor: of.baselineKwh / of.plainKwh,
    daysUsed: of.events,
    verdict: of.verdict,
    reason: of.reason,
    lnRatio: Number.NaN,
    season: undefined,
  }
}

/** Events of the same hours: what was used and expected, and the variance of their sum. kWh. */
type Group = { events: number; actual: number; expected: number; plain: number; variance: number; hours: number }

/** One group of events beside the other days of its season; undefined where too few days can be read. */
function groupOf(
  series: Series,
  events: readonly Event[],
  rule: Method,
  days: Days,
  span: SpanRule,
): Group | undefined {
  const [first] = events
  const window = first && slotsOf(series.slots, first.from, first.until)
  const adjusting = first && adjustingHours(rule, first).map(piece => slotsOf(series.slots, piece.from, piece.until))
  if (!first || !window || !adjusting || adjusting.includes(undefined)) return undefined
  const load = meanLoads(series, [window])
  const own =
    adjusting.length > 0
      ? meanLoads(
          series,
          adjusting.filter(one => one !== undefined),
        )
      : undefined
  const follows = (day: number): number => (own ? Math.max(own[day] as number, 1e-9) ** span.power : 1)
  const read = (day: number): boolean => !Number.isNaN(load[day]) && !Number.isNaN(follows(day))
  const others = days.ordinary.filter(read)
  const called = events.map(({ day }) => day - series.firstDay).filter(day => day in load && read(day))
  if (others.length < span.leastDays || called.length === 0) return undefined
  const sum = (of: (day: number) => number, over: readonly number[]): number =>
    over.reduce((all, day) => all + of(day), 0)
  const loadOf = (day: number): number => load[day] as number
  const part = sum(loadOf, others) / sum(follows, others)
  const variance = sum(day => (loadOf(day) - part * follows(day)) ** 2, others) / (others.length - 1)
  const [many, hours] = [called.length, first.until - first.from]
  return {
    events: many,
    actual: sum(loadOf, called) * hours,
    expected: part * sum(follows, called) * hours,
    plain: (sum(loadOf, others) / others.length) * many * hours,
    variance: variance * (many + many ** 2 / others.length) * hours ** 2,
    hours: many * hours,
  }
}

type Days = { readonly ordinary: readonly number[] }

/** The working days of the season on which nothing was called. */
function ordinaryDays(series: Series, events: readonly Event[], kinds: Uint8Array, marginDays: number): Days {
  const called = new Set(events.map(({ day }) => day - series.firstDay))
  const [from, until] = [Math.min(...called) - marginDays, Math.max(...called) + marginDays]
  return {
    ordinary: [...kinds.keys()].filter(day => day >= from && day <= until && kinds[day] === 1 && !called.has(day)),
  }
}

/** Event days beside the other days of the same season, for a customer whose usual error is not known yet. */
function besideSpan(
  series: Series,
  events: readonly Event[],
  rule: Method,
  kinds: Uint8Array,
  span: SpanRule,
): Measured {
  const days = ordinaryDays(series, events, kinds, span.marginDays)
  const groups = [...Map.groupBy(events, ({ from, until }) => `${from} ${until}`).values()]
    .map(alike => groupOf(series, alike, rule, days, span))
    .filter(group => group !== undefined)
  const sum = (of: (group: Group) => number): number => groups.reduce((all, group) => all + of(group), 0)
  const [baselineKwh, actualKwh, many] = [sum(one => one.expected), sum(one => one.actual), sum(one => one.events)]
  if (!(baselineKwh > 0) || many < span.leastEvents) return unmeasured(series.customer, 'season', 'few_events')
  const deviation = Math.sqrt(sum(one => one.variance)) / baselineKwh
  const threshold = Math.max(rule.season?.floor ?? 0, span.times * deviation)
  const reduced = 1 - actualKwh / baselineKwh > threshold
  const told = {
    verdict: reduced ? 'reduced' : 'not_reduced',
    reason: reduced ? 'beyond_error' : 'within_error',
  } as const
  const of = { baselineKwh, actualKwh, sigma: absolute * deviation, events: many, hours: sum(one => one.hours) }
  const noisy = { verdict: 'cannot_tell', reason: 'too_noisy' } as const
  const plainKwh = sum(one => one.plain)
  return measuredOf(series.customer, { ...of, plainKwh, ...(threshold > span.limit ? noisy : told) }, rule)
}

/**
 * One customer over all its events: errors of single events cancel, so that smaller cuts can be told. `measured` are
 * its events as `measureEvents` has them, in their order. What the rule is usually off on the season's ordinary days is
 * taken out. A customer too new for that is set beside its own other days of the season.
 */
export function measureSeason(
  series: Series,
  events: readonly Event[],
  measured: readonly Measured[],
  rule: Method,
  kinds: Uint8Array,
): Measured {
  const told = measured.filter(one => one.season !== undefined)
  const gate = rule.season ?? { ...usual, floor: rule.line, times: 0, limit: Number.POSITIVE_INFINITY }
  const span = rule.season?.span
  const first = Math.min(...events.map(({ day }) => day))
  if (span && told.length < gate.leastEvents && series.days > 0 && first - series.firstDay < span.newDays)
    return besideSpan(series, events, rule, kinds, span)
  if (told.length === 0) return unmeasured(series.customer, 'season', 'few_events')
  const shares = gate.beside && usualShares(series, events, rule, kinds, gate.beside)
  const seasons = measured.flatMap(({ season }, at): SeasonEvent[] =>
    season ? [{ ...season, baselineKwh: season.baselineKwh * (shares?.[at] ?? 1) }] : [],
  )
  const mornings = events.filter((event, at) => event.from < 12 && measured[at]?.season)
  const times = 2 * mornings.length > seasons.length ? (gate.morningTimes ?? gate.times) : gate.times
  const all = judgeSeason(seasons, { ...gate, times })
  const sum = (of: (one: Measured) => number): number => told.reduce((total, one) => total + of(one), 0)
  const hours = sum(one => one.hours)
  return measuredOf(series.customer, { ...all, hours, plainKwh: sum(one => one.baselineKwh / one.factor) }, rule)
}
