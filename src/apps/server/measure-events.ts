import type { ruleNamed } from '#spine/meters'
import {
  auditCustomer,
  type Calendar,
  kindsOf,
  type Measured,
  measureEvents,
  measureSeason,
  newRoom,
  type Series,
  unmeasured,
} from '#spine/meters/rules.ts'
import { type Called, lineOf } from './measure-files.ts'

type Rule = ReturnType<typeof ruleNamed>

/** The columns of what was measured at events and over a season. */
export const measuredColumns = [
  ['customer', 'event', 'baseline_kwh', 'actual_kwh', 'reduction_kwh', 'reduction_pct', 'reduction_kw'],
  ['low_kwh', 'high_kwh', 'factor', 'days_used', 'verdict', 'reason'],
].flat()

const measuredLine = (of: Measured): string =>
  lineOf([
    of.customer,
    of.event,
    of.baselineKwh,
    of.actualKwh,
    of.reductionKwh,
    of.reductionPct,
    of.reductionKw,
    of.lowKwh,
    of.highKwh,
    of.factor,
    of.daysUsed,
    of.verdict,
    of.reason,
  ])

/** The events of each customer, in the file's order. */
function eventsBy(events: readonly Called[]): (customer: string) => Called[] {
  const own = Map.groupBy(events, event => event.customer ?? '')
  const everybody = own.get('') ?? []
  return customer => {
    const more = own.get(customer)
    return more ? events.filter(one => one.customer === undefined || one.customer === customer) : everybody
  }
}

export type Out = (line: string) => void
export type EventsRun = {
  readonly rule: Rule
  readonly calendar: Calendar
  readonly events: readonly Called[]
  /** All events of a customer together, instead of one row each. */
  readonly season: boolean
  /** Where the audit of the season is written. */
  readonly audit?: Out | undefined
}

/** Who was called by name and is not in the readings: a row says so. */
function writeUnknown({ events, season }: EventsRun, seen: ReadonlySet<string>, out: Out): void {
  const rows = events.flatMap(({ customer, event }) =>
    customer === undefined || seen.has(customer) ? [] : [{ customer, event: season ? 'season' : event }],
  )
  const lines = rows.map(({ customer, event }) => measuredLine(unmeasured(customer, event, 'unknown_customer')))
  for (const line of season ? new Set(lines) : lines) out(line)
}

/** Measures customers at their events, a batch at a time; answers what writes the rows of a batch, and of the rest. */
export function eventsWriter(
  run: EventsRun,
  out: Out,
): { batch: (series: readonly Series[]) => void; rest: () => void } {
  const { rule, calendar, season, audit } = run
  const eventsOf = eventsBy(run.events)
  const seen = new Set<string>()
  let room = newRoom(0)
  const measure = (series: Series): void => {
    const events = eventsOf(series.customer)
    if (events.length === 0) return
    const kinds = kindsOf(series.firstDay, series.days, calendar)
    if (room.days < series.days) room = newRoom(series.days)
    const measured = measureEvents(series, events, rule, kinds, room)
    const rows = season ? [measureSeason(series, events, measured, rule, kinds)] : measured
    for (const one of rows) out(measuredLine(one))
    const audited = audit && auditCustomer(series, events, rule, kinds, room)
    if (audited) audit(lineOf([series.customer, audited.shift, audited.standardErrors, audited.flagged ? 'yes' : 'no']))
  }
  return {
    batch: all => {
      for (const series of all) {
        seen.add(series.customer)
        measure(series)
      }
    },
    rest: () => writeUnknown(run, seen, out),
  }
}
