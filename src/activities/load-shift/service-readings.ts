import { createHash } from 'node:crypto'
import type { RunInput } from '#kit/serve/recognise.ts'
import { addDays, dayNumber, isoDay, publicHolidays } from '#kit/time'
import { getSchedule, type planStore, type readStore, ruleNamed } from '#spine/meters'
import type { Series } from '#spine/meters/rules.ts'
import type { MeasureBy, PartyFacts } from './rules-measure.ts'
import { addUp } from './rules-party.ts'
import type { Given } from './service-snapshot.ts'

export type StorePlan = Awaited<ReturnType<typeof planStore>>
type Readings = ReturnType<typeof readStore>

/** Days before the first event that a rule may look back to, and from which a customer's usual error is learnt. */
const lookBackDays = 200

const period = ({ from, to }: Given['base']) => ({ from: dayNumber(from), to: dayNumber(to) })

/** What a run measures by, from the names that it was given. */
export function measureBy(given: Given): MeasureBy {
  const calendar = new Map(
    publicHolidays.map(({ day, kind }) => [
      dayNumber(day),
      kind === 'off' ? ('holiday' as const) : ('workday' as const),
    ]),
  )
  return {
    rule: ruleNamed(given.rule),
    calendar,
    schedule: getSchedule(given.schedule),
    base: period(given.base),
    report: period(given.report),
  }
}

/** The days whose readings a run needs. */
export function spanOf(given: Given, parties: readonly PartyFacts[]): { from: string; until: string } {
  const days = parties.flatMap(party => party.events.map(event => isoDay(event.startsAt)))
  const sorted = [...days, given.report.to].sort()
  const [first = given.report.to, last = given.report.to] = [sorted[0], sorted.at(-1)]
  const [from = given.base.from] = [given.base.from, addDays(first, -lookBackDays)].sort()
  return { from, until: last }
}

function hashOf({ slots, firstDay, days, kwh, marks }: Series): string {
  const hash = createHash('sha256').update(`${slots} ${firstDay} ${days}\n`)
  hash.update(new Uint8Array(kwh.buffer, kwh.byteOffset, kwh.byteLength))
  return hash.update(marks).digest('hex')
}

/** Collects the meters of each party; gives a party once the last of its meters is there. */
function collector(all: readonly PartyFacts[]): {
  take: (series: Series) => { party: PartyFacts; series: Series }[]
  rest: () => PartyFacts[]
} {
  const [ofMember, waiting] = [new Map<string, PartyFacts[]>(), new Map<PartyFacts, Series[]>()]
  for (const party of all)
    for (const member of party.members) ofMember.set(member, [...(ofMember.get(member) ?? []), party])
  return {
    take: series =>
      (ofMember.get(series.customer) ?? []).flatMap(party => {
        const own = [...(waiting.get(party) ?? []), series]
        waiting.set(party, own)
        return own.length === party.members.length ? [{ party, series: addUp(party.id, own) }] : []
      }),
    // Who has a meter that was never read is given without readings: a part of a whole is no whole.
    rest: () => all.filter(one => one.members.length === 0 || (waiting.get(one)?.length ?? 0) < one.members.length),
  }
}

/** The readings of each party as one series, as soon as all its meters were read; `hashes` fills with what was read. */
export async function* partyReadings(
  readings: Readings,
  all: readonly PartyFacts[],
  hashes: string[],
): AsyncGenerator<{ readonly party: PartyFacts; readonly series: Series }> {
  const { take, rest } = collector(all)
  for await (const batch of readings.batches())
    for (const series of batch) {
      hashes.push(`${series.customer} ${hashOf(series)}`)
      yield* take(series)
    }
  for (const party of rest()) yield { party, series: addUp(party.id, []) }
}

/** The readings of a run as one of its inputs. A customer who belongs to several parties counts once. */
export function readInput(span: string, hashes: readonly string[]): RunInput {
  const read = [...new Set(hashes)].sort()
  return {
    name: `readings/${span}`,
    sha256: createHash('sha256').update(read.join('\n')).digest('hex'),
    rows: read.length,
  }
}

/** Some parties with what is to be read of them. */
export type Piece = { readonly parties: readonly PartyFacts[]; readonly plan: StorePlan }

/** Cuts a run into pieces of so many parties, those together whose readings lie together. */
export function piecesOf(plan: StorePlan, parties: readonly PartyFacts[], size: number): Piece[] {
  const points = new Map<string, StorePlan['points'][number][]>()
  for (const point of plan.points) points.set(point.customer, [...(points.get(point.customer) ?? []), point])
  const firstOf = ({ members }: PartyFacts): number =>
    Math.min(...members.map(member => points.get(member)?.[0]?.no ?? Number.POSITIVE_INFINITY))
  const sorted = parties
    .map(party => ({ party, first: firstOf(party) }))
    .sort((a, b) => a.first - b.first || 0)
    .map(({ party }) => party)
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, at) => {
    const own = sorted.slice(at * size, (at + 1) * size)
    const ownPoints = [...new Set(own.flatMap(party => party.members))].flatMap(member => points.get(member) ?? [])
    ownPoints.sort((a, b) => a.no - b.no)
    const marks = new Map(ownPoints.flatMap(({ no }) => (plan.marks.has(no) ? [[no, plan.marks.get(no) ?? []]] : [])))
    return { parties: own, plan: { ...plan, points: ownPoints, marks } }
  })
}
