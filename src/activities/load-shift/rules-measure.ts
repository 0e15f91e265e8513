import {
  auditCustomer,
  type Calendar,
  type Event,
  kindsOf,
  type Measured,
  type Method,
  markZeros,
  measureEvents,
  measureSeason,
  measureShift,
  newRoom,
  type Series,
} from '#spine/meters/rules.ts'
import { countsAsAcknowledged, type How } from './rules.ts'
import type { Figures, Mark } from './rules-judge.ts'
import { eventOf } from './rules-party.ts'
import { type EventWhy, explainer, tenth } from './rules-why.ts'

/** One event to which an enterprise was called, with what it said and did. */
export type PartyEvent = {
  readonly id: string
  readonly number: string
  readonly reason: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly noticedAt: Date
  readonly acknowledgedAt: Date | undefined
  readonly how: How | undefined
  readonly actions: readonly string[]
}
export type PartyFacts = {
  readonly id: string
  readonly kind: 'enterprise' | 'customer'
  readonly unit: string
  readonly name: string
  readonly number: string
  readonly registeredKw: number
  readonly standby: boolean
  readonly members: readonly string[]
  readonly events: readonly PartyEvent[]
}

type Schedule = Parameters<typeof measureShift>[1]
export type MeasureBy = {
  readonly rule: Method
  readonly calendar: Calendar
  readonly schedule: Schedule
  /** Days counted from 1970-01-01, both ends within. */
  readonly base: { readonly from: number; readonly to: number }
  readonly report: { readonly from: number; readonly to: number }
}

export type EventPage = EventWhy & {
  readonly id: string
  readonly number: string
  readonly called: string
  readonly startsAt: string
  readonly endsAt: string
  readonly noticedAt: string
  readonly from: number
  readonly until: number
  readonly acknowledgedAt: string | null
  readonly how: How | null
  readonly late: boolean
  readonly actions: readonly string[]
  readonly verdict: Measured['verdict']
  readonly why: Measured['reason']
  readonly baselineKwh: number | null
  readonly actualKwh: number | null
  readonly reductionKwh: number | null
  readonly reductionPct: number | null
  readonly reductionKw: number | null
  readonly lowKwh: number | null
  readonly highKwh: number | null
  readonly factor: number | null
  readonly daysUsed: number
}

/** Everything that an enterprise's own page draws; frozen with the run. */
export type WhyPage = {
  readonly v: 1
  readonly name: string
  readonly number: string
  readonly registeredKw: number
  readonly standby: boolean
  readonly rule: string
  readonly schedule: string
  readonly base: readonly [number, number]
  readonly report: readonly [number, number]
  readonly events: readonly EventPage[]
  readonly season: {
    readonly verdict: Measured['verdict']
    readonly why: Measured['reason']
    readonly events: number
    readonly baselineKwh: number | null
    readonly reductionKwh: number | null
    readonly reductionPct: number | null
    readonly lowKwh: number | null
    readonly highKwh: number | null
  } | null
  readonly shift: {
    readonly verdict: 'shifted' | 'not_shifted' | 'cannot_tell'
    readonly why: string
    readonly weeks: number
    readonly peakShareBase: number | null
    readonly peakShareReport: number | null
    readonly shiftedKwh: number | null
    readonly lowKwh: number | null
    readonly highKwh: number | null
  }
  readonly raisedBefore: boolean
}

const share = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 1e5) / 1e5 : null)
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

function pageOf(of: PartyEvent, event: Event, measured: Measured, why: EventWhy): EventPage {
  const { acknowledgedAt } = of
  return {
    ...why,
    id: of.id,
    number: of.number,
    called: of.reason,
    startsAt: of.startsAt.toISOString(),
    endsAt: of.endsAt.toISOString(),
    noticedAt: of.noticedAt.toISOString(),
    from: event.from,
    until: event.until,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    how: of.how ?? null,
    late: acknowledgedAt !== undefined && !countsAsAcknowledged(acknowledgedAt, of.endsAt),
    actions: of.actions,
    verdict: measured.verdict,
    why: measured.reason,
    baselineKwh: tenth(measured.baselineKwh),
    actualKwh: tenth(measured.actualKwh),
    reductionKwh: tenth(measured.reductionKwh),
    reductionPct: tenth(measured.reductionPct),
    reductionKw: tenth(measured.reductionKw),
    lowKwh: tenth(measured.lowKwh),
    highKwh: tenth(measured.highKwh),
    factor: share(measured.factor),
    daysUsed: measured.daysUsed,
  }
}

const pctOf = (kwh: number | null | undefined, of: number | null | undefined): number | null =>
  kwh === null || kwh === undefined || !of ? null : tenth((kwh / of) * 100)

const counted = ({ acknowledgedAt, endsAt }: PartyEvent): boolean =>
  acknowledgedAt !== undefined && countsAsAcknowledged(acknowledgedAt, endsAt)

function figuresOf(party: PartyFacts, measured: readonly Measured[], page: Pick<WhyPage, 'season' | 'shift'>): Figures {
  const reduced = measured.filter(one => one.verdict === 'reduced')
  const [kwh, baseline] = [sum(reduced.map(one => one.reductionKwh)), sum(reduced.map(one => one.baselineKwh))]
  return {
    called: party.events.length,
    acknowledged: party.events.filter(counted).length,
    tookPart: party.events.filter(one => counted(one) && one.actions.length > 0).length,
    reducedEvents: reduced.length,
    toldEvents: measured.filter(one => one.verdict !== 'cannot_tell').length,
    reducedPct: baseline > 0 ? tenth((kwh / baseline) * 100) : null,
    reducedKw: reduced.length > 0 ? tenth(Math.max(...reduced.map(one => one.reductionKw))) : null,
    reducedKwh: reduced.length > 0 ? tenth(kwh) : null,
    seasonPct: page.season?.reductionPct ?? null,
    seasonKwh: page.season?.reductionKwh ?? null,
    seasonLowPct: pctOf(page.season?.lowKwh, page.season?.baselineKwh),
    seasonHighPct: pctOf(page.season?.highKwh, page.season?.baselineKwh),
    shiftedKwh: page.shift.verdict === 'shifted' ? page.shift.shiftedKwh : null,
    registeredKw: party.registeredKw,
  }
}

function seasonPage(of: Measured | undefined): WhyPage['season'] {
  if (!of) return null
  const { verdict, reason: why, daysUsed: events } = of
  const [baselineKwh, reductionKwh, reductionPct] = [
    tenth(of.baselineKwh),
    tenth(of.reductionKwh),
    tenth(of.reductionPct),
  ]
  return {
    verdict,
    why,
    events,
    baselineKwh,
    reductionKwh,
    reductionPct,
    lowKwh: tenth(of.lowKwh),
    highKwh: tenth(of.highKwh),
  }
}

function shiftPage(of: ReturnType<typeof measureShift>): WhyPage['shift'] {
  return {
    verdict: of.verdict,
    why: of.reason,
    weeks: of.weeks,
    peakShareBase: share(of.peakShareBase),
    peakShareReport: share(of.peakShareReport),
    shiftedKwh: tenth(of.shiftedKwh),
    lowKwh: tenth(of.lowKwh),
    highKwh: tenth(of.highKwh),
  }
}

export type MeasuredParty = { readonly figures: Figures; readonly marks: Mark[]; readonly why: WhyPage }

/** Measures one enterprise: each event, all of them together, and what it moved to off-peak hours. */
export function measureParty(series: Series, party: PartyFacts, by: MeasureBy): MeasuredParty {
  const { rule, calendar, schedule, base, report } = by
  const kinds = kindsOf(series.firstDay, series.days, calendar)
  markZeros(series, kinds)
  const room = newRoom(series.days)
  const events = party.events.map(eventOf)
  const measured = measureEvents(series, events, rule, kinds, room)
  const season = events.length > 0 ? measureSeason(series, events, measured, rule, kinds) : undefined
  const raisedBefore = events.length > 0 && auditCustomer(series, events, rule, kinds, room)?.flagged === true
  const told = { season: seasonPage(season), shift: shiftPage(measureShift(series, schedule, base, report)) }
  const explain = explainer(series, events, rule, kinds)
  const why: WhyPage = {
    v: 1,
    name: party.name,
    number: party.number,
    registeredKw: party.registeredKw,
    standby: party.standby,
    rule: rule.name,
    schedule: schedule.name,
    base: [base.from, base.to],
    report: [report.from, report.to],
    events: party.events.map((of, at) => {
      const [event, one] = [events[at] as Event, measured[at] as Measured]
      return pageOf(of, event, one, explain(event, one))
    }),
    ...told,
    raisedBefore,
  }
  const marks: Mark[] = [`season_${told.season?.verdict ?? 'cannot_tell'}`, `shift_${told.shift.verdict}`]
  if (series.days === 0) marks.push('never_read')
  if (raisedBefore) marks.push('raised_before')
  return { figures: figuresOf(party, measured, told), marks, why }
}
