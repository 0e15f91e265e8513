import { type Event, type Method, measureEvents, measureSeason, type Series } from '#spine/meters/rules.ts'
import { add, dice, type Tally } from './shares.ts'
import { cuts, type Site } from './single.ts'

const events = 10
/** Days before a season that a site is known for. */
const knownDays = 200

/** A part of a site's days. */
function part({ series, kinds }: Site, from: number, until: number): { series: Series; kinds: Uint8Array } {
  const { slots, firstDay, kwh, marks } = series
  const cut = { firstDay: firstDay + from, days: until - from }
  const [first, last] = [from * slots, until * slots]
  return {
    series: { ...series, ...cut, kwh: kwh.subarray(first, last), marks: marks.subarray(first, last) },
    kinds: kinds.subarray(from, until),
  }
}

/** The same readings with a share saved at the events. */
function saved(series: Series, calls: readonly Event[], share: number): Series {
  const kwh = series.kwh.slice()
  const hour = series.slots / 24
  for (const { day, from, until } of calls) {
    const at = (day - series.firstDay) * series.slots
    for (let slot = at + from * hour; slot < at + until * hour; slot++) kwh[slot] = (kwh[slot] as number) * (1 - share)
  }
  return { ...series, kwh }
}

/** Days drawn without putting back. */
function drawn(days: readonly number[], random: () => number): number[] {
  const left = [...days]
  return Array.from({ length: events }, () => left.splice(Math.floor(random() * left.length), 1)[0] as number)
}

export type Seasons = {
  readonly hours: { readonly from: number; readonly until: number }
  /** Working days that a season spans, and how many seasons are drawn from each span. */
  readonly span: number
  readonly draws: number
}

function judgeOne(
  tally: Tally,
  site: { series: Series; kinds: Uint8Array },
  calls: readonly Event[],
  rule: Method,
): void {
  add(tally, 'all')
  for (const cut of cuts) {
    const series = cut === 0 ? site.series : saved(site.series, calls, cut)
    const { verdict } = measureSeason(series, calls, measureEvents(series, calls, rule, site.kinds), rule, site.kinds)
    if (verdict === 'cannot_tell') return
    if (cut === 0) add(tally, 'judged')
    add(tally, `cut-${cut * 100}`, Number(verdict === 'reduced'))
  }
}

/** Seasons of ten events on random working days of one site. */
export function judgeSeasons(site: Site, { hours, span, draws }: Seasons, rule: Method, seed: number): Tally {
  const tally: Tally = {}
  const random = dice(seed)
  const workdays = [...site.kinds.keys()].filter(day => site.kinds[day] === 1)
  for (let first = 0; first + Math.min(span, 25) <= workdays.length; first += span) {
    const days = workdays.slice(first, first + span)
    const [from, until] = [Math.max(0, (days[0] as number) - knownDays), (days.at(-1) as number) + 1]
    const known = part(site, from, until)
    for (let draw = 0; draw < draws; draw++) {
      const called = drawn(days, random).sort((a, b) => a - b)
      const calls = called.map(day => ({ event: `${day}`, day: site.series.firstDay + day, ...hours }))
      judgeOne(tally, known, calls, rule)
    }
  }
  return tally
}
