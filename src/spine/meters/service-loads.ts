import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { refuse } from '#kit/wire'
import type { ReadingUnit } from './rules-layout.ts'
import { type LoadMove, type LoadState, mayMove } from './rules-load.ts'

/** How a file is read: its unit, by what it is multiplied (`point`: what each metering point has), its clock. */
export type LoadSettings = {
  readonly unit: ReadingUnit
  readonly times: number | 'point'
  /** The customers' clock where stamps are UTC; null takes them as they are written. */
  readonly zone: string | null
}
/** What a load gave: control totals, marks by kind in readings, rows refused, customers that are nobody's. */
export type LoadTotals = {
  readonly customers: number
  readonly days: number
  readonly kwhIn: number | null
  readonly kwhStored: number
  readonly findings: Readonly<Record<string, number>>
  readonly strangers: number
  readonly refused: number
}
export type MeterLoad = {
  readonly id: string
  readonly unit: string
  readonly name: string
  readonly bytes: number
  readonly follows: string | null
  readonly settings: LoadSettings | null
  readonly state: LoadState
  readonly ended: boolean
}

/** The load in the caller's scope; `lock` makes others who want to change it wait. */
export async function findLoad(tx: Tx, id: string, lock = false): Promise<MeterLoad | undefined> {
  if (lock) await sql`select from meters.loads where id = ${id} for update`.execute(tx)
  const { rows } =
    await sql<MeterLoad>`select l.id, l.unit_id as unit, l.name, l.bytes::float8 as bytes, l.follows, l.settings,
      l.ended_at is not null as ended, meters.state_of(l.id) as state
    from meters.loads l where l.id = ${id}`.execute(tx)
  return rows[0]
}

/** The load, locked, in a state in which this may be done. */
export async function loadFor(tx: Tx, id: string, move: LoadMove): Promise<MeterLoad> {
  const load = (await findLoad(tx, id, true)) ?? refuse('meters.unknown_load', 404)
  if (load.ended || !mayMove(move, load.state)) refuse('meters.not_now', 409)
  return load
}

type Step = {
  readonly state: LoadState
  readonly by: string | undefined
  readonly at: Date
  readonly details?: object
}
/** Writes down what became of a load; the last step is its state. */
export async function addStep(tx: Tx, load: { readonly id: string; readonly unit: string }, step: Step): Promise<void> {
  await sql`insert into meters.load_steps (load_id, no, unit_id, state, by_staff, at, details)
    select ${load.id}, coalesce(max(no), 0) + 1, ${load.unit}, ${step.state}, ${step.by ?? null}, ${step.at},
      ${JSON.stringify(step.details ?? {})}::jsonb from meters.load_steps where load_id = ${load.id}`.execute(tx)
}

export async function endLoad(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`update meters.loads set ended_at = ${at} where id = ${id}`.execute(tx)
}
