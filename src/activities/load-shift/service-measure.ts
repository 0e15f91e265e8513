import { sql } from 'kysely'
import { askErrand } from '#kit/errands'
import type { Act, Verbs } from '#kit/serve'
import type { Json } from '#kit/serve/recognise.ts'
import { addDays, daysBetween } from '#kit/time'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { getSchedule, ruleNamed } from '#spine/meters'
import { presets, unconfirmed } from '#spine/meters/rules.ts'
import { findPublishedCriteria, openRun } from '#spine/recognition'
import type { measureRoutes } from './routes-measure.ts'
import type { EventPage } from './rules-measure.ts'
import { momentSql, unitNameSql } from './service-parts.ts'
import type { Given } from './service-snapshot.ts'

type Measuring = GivesOf<typeof measureRoutes.measuring>
type Over = Measuring['events'][number]

/** Events that are over and call somebody of a unit or below it. */
async function eventsOver(act: Act, unit: string, edition: string | undefined): Promise<Over[]> {
  const { rows } = await sql<Over>`with reach as materialized (select org.reach(${unit}, ${act.today}) as id)
    select e.id, e.number, ${momentSql(sql`e.starts_at`)} as "startsAt", ${momentSql(sql`e.ends_at`)} as "endsAt", count(*)::int as called
    from load_shift.events e join load_shift.calls c on c.event_id = e.id
    where e.edition_id = ${edition ?? null} and e.cancelled_at is null and e.ends_at <= ${act.now} and c.unit_id in (select id from reach)
    group by e.id order by e.starts_at, e.id limit 200`.execute(act.tx)
  return rows
}

/** The caller's units that are open today, the highest first. */
async function openUnits(act: Act): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{
    id: string
    name: string
  }>`select u.id, ${unitNameSql(sql`u.id`)} as name from org.units u
    where u.id = any (${[...act.units]}::uuid[]) and u.opened_on <= ${act.today} and (u.closed_on is null or u.closed_on > ${act.today})
    order by (select count(*) from org.ancestors(u.id, ${act.today})), u.id`.execute(act.tx)
  return rows
}

/** The hot months that have passed, and the same weeks of the year before. */
function usualPeriods(events: readonly Over[], today: string): Pick<Measuring, 'base' | 'report'> {
  const year = events.at(-1)?.startsAt.slice(0, 4) ?? today.slice(0, 4)
  const report = { from: `${year}-05-01`, to: `${year}-07-31` }
  return { report, base: { from: addDays(report.from, -364), to: addDays(report.to, -364) } }
}

function checkPeriods({ base, report }: Pick<Given, 'base' | 'report'>, today: string): void {
  const longest = 370
  const whole = [base, report].every(({ from, to }) => from < to && daysBetween(from, to) <= longest)
  if (!whole || base.to >= report.from || report.to >= today) refuse('load-shift.period_wrong', 422)
}

async function givenOf(act: Act, input: TakesOf<typeof measureRoutes.measure>): Promise<Given> {
  const { unitId, eventIds, rule, schedule, base, report } = input
  ruleNamed(rule)
  getSchedule(schedule)
  checkPeriods({ base, report }, act.today)
  const edition = await findCurrentEdition(act.tx, act.today)
  const over = (await eventsOver(act, unitId, edition?.id)).map(({ id }) => id)
  if (over.length === 0) refuse('load-shift.no_events', 409)
  if (eventIds?.some(id => !over.includes(id))) refuse('load-shift.event_ahead', 409)
  return { events: eventIds ?? over, rule, schedule, base, report, asOf: act.now.toISOString() }
}

type Part = Pick<
  EventPage,
  'slots' | 'from' | 'until' | 'actualKw' | 'expectedKw' | 'reductionKw' | 'reductionKwh' | 'verdict'
>

/** The pages of one event in the newest approved or computed measurement that has it. */
async function partsOf(act: Act, event: string): Promise<{ run: string | null; parts: Part[] }> {
  const { rows: runs } = await sql<{
    id: string
  }>`select r.id from recognition.runs r join recognition.frozen z on z.run_id = r.id
    where r.kind = 'load-shift' and r.published_id is not null and r.given -> 'events' ? ${event}
      and not exists (select from recognition.run_steps s where s.run_id = r.id and s.step = 'discarded')
    order by r.id desc limit 1`.execute(act.tx)
  const run = runs[0]?.id ?? null
  const { rows } = await sql<{
    part: Part
  }>`select part from recognition.lines l join recognition.whys w on w.line_id = l.id
      cross join lateral jsonb_path_query(w.why, '$.events[*] ? (@.id == $event)', jsonb_build_object('event', ${event}::text)) as part
    where l.run_id = ${run} limit 2000`.execute(act.tx)
  return { run, parts: rows.map(({ part }) => part) }
}

/** Adds up curves slot by slot; whoever lacks a slot is left out of it on both sides. */
function addCurves(
  parts: readonly Part[],
  slots: number,
): { actualKw: (number | null)[]; expectedKw: (number | null)[] } {
  const [actualKw, expectedKw] = [
    new Array<number | null>(slots).fill(null),
    new Array<number | null>(slots).fill(null),
  ]
  for (const { actualKw: own, expectedKw: usual } of parts)
    for (let slot = 0; slot < slots; slot++) {
      const [a, e] = [own[slot] ?? null, usual[slot] ?? null]
      if (a === null || e === null) continue
      actualKw[slot] = (actualKw[slot] ?? 0) + a
      expectedKw[slot] = (expectedKw[slot] ?? 0) + e
    }
  return { actualKw, expectedKw }
}

export const measureVerbs: Verbs<typeof measureRoutes> = {
  reach: async act => ({ units: (await openUnits(act)).map(({ id }) => id) }),

  measuring: async (act, { unitId }) => {
    const edition = await findCurrentEdition(act.tx, act.today)
    const unit = (await openUnits(act)).find(one => unitId === undefined || one.id === unitId)
    const events = unit ? await eventsOver(act, unit.id, edition?.id) : []
    const { rows } = await sql<{ many: number }>`select count(*)::int as many from load_shift.agreements a
      where a.withdrawn_at is null and a.unit_id in (select org.reach(${unit?.id ?? null}, ${act.today}))`.execute(
      act.tx,
    )
    const asked = unit && edition && { edition: edition.id, kind: 'load-shift', unit: unit.id, today: act.today }
    const criteria = asked && (await findPublishedCriteria(act.tx, asked))
    return {
      edition: edition ? { id: edition.id, name: edition.name[act.lang] } : null,
      unit: unit ?? null,
      events,
      agreements: rows[0]?.many ?? 0,
      criteria: criteria
        ? { id: criteria.id, title: criteria.title, no: criteria.no, publishedAt: criteria.publishedAt }
        : null,
      rules: Object.keys(presets).map(name => ({ name, unconfirmed: name in unconfirmed })),
      schedules: ['963-2026', 'before-2026'],
      ...usualPeriods(events, act.today),
    }
  },

  measure: async (act, input) => {
    const given = await givenOf(act, input)
    const { unitId: unit, criteriaId: criteria, trial } = input
    const ask = (run: string): Promise<string> => askErrand(act, 'load-shift.measure', { unit, given: { run } })
    const opened = await openRun(act, { unit, criteria, given: given as unknown as Json, ask, trial })
    act.concerns({ record: opened.run, unit, values: { events: given.events.length } })
    return { run: opened.run, errand: opened.errand ?? refuse('load-shift.unknown_run', 404) }
  },

  sparks: async (act, { run, lines }) => {
    const ids = lines.split(',').filter(one => /^[0-9a-f-]{36}$/.test(one))
    const { rows } = await sql<GivesOf<typeof measureRoutes.sparks>['sparks'][number]>`select l.id as line,
        coalesce((select jsonb_agg(jsonb_build_object('pct', e -> 'reductionPct', 'verdict', e -> 'verdict'))
          from jsonb_array_elements(w.why -> 'events') as e), '[]') as events
      from recognition.lines l join recognition.whys w on w.line_id = l.id where l.run_id = ${run} and l.id = any (${ids}::uuid[])`.execute(
      act.tx,
    )
    return { sparks: rows }
  },

  curve: async (act, { id }) => {
    const { run, parts } = await partsOf(act, id)
    const [first] = parts
    const slots = first?.slots ?? 0
    const alike = parts.filter(part => part.slots === slots)
    const sum = (of: (part: Part) => number | null): number | null =>
      alike.length === 0 ? null : Math.round(alike.reduce((all, part) => all + (of(part) ?? 0), 0) * 10) / 10
    const many = (verdict: Part['verdict']): number => parts.filter(part => part.verdict === verdict).length
    return {
      run,
      parties: parts.length,
      slots,
      from: first?.from ?? 0,
      until: first?.until ?? 0,
      ...addCurves(alike, slots),
      reductionKw: sum(part => part.reductionKw),
      reductionKwh: sum(part => part.reductionKwh),
      verdicts: { reduced: many('reduced'), not_reduced: many('not_reduced'), cannot_tell: many('cannot_tell') },
    }
  },
}
