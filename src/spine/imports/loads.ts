import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Ports } from '#kit/serve/face.ts'
import type { Intake, IntakeLoad } from '#kit/serve/intake.ts'
import { isoDay } from '#kit/time'
import { refuse } from '#kit/wire'
import { type Decider, type Found, type Move, mayMove, type Reading, type State } from './rules.ts'

export type Load = {
  readonly id: string
  readonly unit: string
  readonly intake: string
  readonly source: string | null
  readonly corrects: string | null
  readonly name: string
  readonly bytes: bigint
  readonly number: number | null
  readonly asOf: string
  readonly broughtBy: string | null
  readonly decides: Decider
  readonly numbered: boolean
  readonly state: State
  readonly ended: boolean
  readonly reading: Reading | null
  readonly found: Found | null
}

/** The load in the caller's scope, or undefined. `lock` makes others who want to change it wait. */
export async function findLoad(tx: Tx, id: string, lock = false): Promise<Load | undefined> {
  if (lock) await sql`select from imports.loads where id = ${id} for no key update`.execute(tx)
  const { rows } =
    await sql<Load>`select l.id, l.unit_id as unit, l.intake, l.source_id as source, l.corrects, l.name, l.bytes,
      l.number, l.as_of as "asOf", l.brought_by as "broughtBy", coalesce(s.decides, 'one') as decides,
      coalesce(s.numbered, false) as numbered, imports.state_of(l.id) as state, l.ended_at is not null as ended,
      (select p.details -> 'reading' from imports.steps p where p.load_id = l.id and p.details ? 'reading' order by p.no desc limit 1) as reading,
      (select p.details -> 'found' from imports.steps p where p.load_id = l.id and p.details ? 'found' order by p.no desc limit 1) as found
    from imports.loads l left join imports.sources s on s.id = l.source_id where l.id = ${id}`.execute(tx)
  return rows[0]
}

/** The load, locked, in a state in which this may be done. */
export async function loadFor(tx: Tx, id: string, move: Move): Promise<Load> {
  const load = (await findLoad(tx, id, true)) ?? refuse('imports.unknown', 404)
  if (load.ended || !mayMove(move, load.state)) refuse('imports.not_now', 409, { state: load.state })
  return load
}

type Step = {
  readonly state: State
  readonly by?: string | undefined
  readonly at: Date
  readonly reason?: string
  readonly details?: Readonly<Record<string, unknown>>
  /** Its number, where nothing may have come in between; the next one when not said. */
  readonly no?: number
}

/** Writes down what became of a load; the last step is its state. */
export async function addStep(tx: Tx, load: { readonly id: string; readonly unit: string }, step: Step): Promise<void> {
  await sql`insert into imports.steps (load_id, no, unit_id, state, by_staff, at, reason, details)
    select ${load.id}, coalesce(${step.no ?? null}::int, max(no) + 1, 1), ${load.unit}, ${step.state}, ${step.by ?? null}, ${step.at}, ${step.reason ?? null},
      ${JSON.stringify(step.details ?? {})}::jsonb from imports.steps where load_id = ${load.id}`.execute(tx)
}

/** Says that nothing of a load holds, so that the same file may come again; what it refused is of no more use. */
export async function endLoad(tx: Tx, load: string, at: Date): Promise<void> {
  await sql`update imports.loads set ended_at = ${at} where id = ${load}`.execute(tx)
  await sql`select imports.forget_cells_of(${[load]}::uuid[], ${at})`.execute(tx)
}

export function intakeOf(ports: Pick<Ports, 'imports'>, name: string): Intake {
  return ports.imports.intakes().get(name) ?? refuse('imports.unknown_kind', 404)
}

/** The units of a load: its own and all below it, as far as the scope at hand reaches. */
export async function unitsOf(tx: Tx, unit: string, today: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from org.subtree(${unit}, ${today}::date) as id where id = any (kit.scope())`.execute(tx)
  return rows.map(row => row.id)
}

/** What the nouns' intakes get to know of a load. */
export async function intakeLoadOf(tx: Tx, load: Load, ports: Ports, now: Date): Promise<IntakeLoad> {
  const today = isoDay(now)
  return {
    id: load.id,
    unit: load.unit,
    units: await unitsOf(tx, load.unit, today),
    today,
    asOf: load.asOf,
    given: new Set(Object.keys(load.reading?.columns ?? {})),
    ports,
  }
}
