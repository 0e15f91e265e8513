import { sql } from 'kysely'
import { open, seal } from '#kit/db/seal.ts'
import { moved } from '#kit/flow'
import type { Act } from '#kit/serve'
import type { Ports } from '#kit/serve/face.ts'
import { showPhone } from '#kit/text'
import { refuse, uuidv7 } from '#kit/wire'
import type { WorkKind } from '#kit/wire/work.ts'
import { nameOfStaff } from '#spine/people'
import type { WorkRequest } from './routes-parts.ts'
import { clockOf, type WorkMove, type WorkState, workFlow } from './rules.ts'

export const staffOf = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))
export const unitNameSql = (unit: string) =>
  sql`coalesce((select n.name from org.unit_names n where n.unit_id = ${sql.raw(unit)} order by n.from_day desc limit 1), '')`
export const momentSql = (at: string) => sql`to_char(${sql.raw(at)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** A request as its moves need it. */
export type Case = {
  readonly id: string
  readonly activity: string
  readonly kind: string
  readonly form: WorkKind
  readonly edition: string
  readonly unit: string
  readonly commune: string | null
  readonly state: WorkState
  readonly askedAt: Date
  readonly because: string | null
}

/** Takes a request for the rest of the act, so that two moves at once happen one after the other. */
export async function getCase(act: Act, id: string): Promise<Case> {
  const { rows } = await sql<Case>`select id, activity, kind, form, edition_id as edition, unit_id as unit,
      commune_code as commune, state, asked_at as "askedAt", because
    from fieldwork.requests where id = ${id} for update`.execute(act.tx)
  const row = rows[0] ?? refuse('fieldwork.unknown', 404)
  act.concerns({ record: id, unit: row.unit })
  return row
}

type Stepped = { readonly reason?: string | undefined; readonly happenedAt?: Date; readonly suspect?: boolean }

/** One move: legal from here or refused; its row, the new state, and where the promise stands after it. */
export async function step(act: Act, it: Case, move: WorkMove, more: Stepped = {}): Promise<Case> {
  const state = moved(workFlow, it.state, move, 'fieldwork.not_now')
  const happenedAt = more.happenedAt ?? act.now
  const by = act.who.kind === 'staff' ? act.who.id : null
  await sql`insert into fieldwork.steps (id, request_id, unit_id, move, to_state, reason, by_staff, at, happened_at, clock_suspect)
    values (${uuidv7(act.now.getTime())}, ${it.id}, ${it.unit}, ${move}, ${state}, ${more.reason?.trim() || null}, ${by}, ${act.now}, ${happenedAt}, ${more.suspect ?? false})`.execute(
    act.tx,
  )
  const { dueAt } = clockOf(it.askedAt, await stepsOf(act, it.id), it.form.promise, act.now)
  const doneAt = move === 'finish' || move === 'refuse' || move === 'cancel' ? happenedAt : null
  await sql`update fieldwork.requests set state = ${state}, due_at = ${dueAt},
      done_at = case when ${state} in ('rework', 'planned') then null else coalesce(${doneAt}, done_at) end
    where id = ${it.id}`.execute(act.tx)
  return { ...it, state }
}

export async function stepsOf(act: Act, id: string): Promise<{ move: string; at: Date }[]> {
  const { rows } = await sql<{
    move: string
    at: Date
  }>`select move, happened_at as at from fieldwork.steps where request_id = ${id} order by at, id`.execute(act.tx)
  return rows
}

const phonePlace = (id: string): string => `fieldwork.requests:${id}`
export const sealPhone = (ports: Ports, id: string, national: string): string =>
  seal(ports.secrets.key('fieldwork.contact'), phonePlace(id), national)
export const openPhone = (ports: Ports, id: string, sealed: string | null): string | null =>
  sealed && showPhone(open(ports.secrets.key('fieldwork.contact'), phonePlace(id), sealed))

export const requestColumns = sql`r.id, r.code, r.kind, r.form -> 'says' as says, r.unit_id as "unitId", ${unitNameSql('r.unit_id')} as unit, r.name, r.address,
  r.state, r.channel, ${momentSql('r.asked_at')} as "askedAt", ${momentSql('r.due_at')} as "dueAt", r.due_at as due, r.done_at as done,
  (select c.name from fieldwork.crews c where c.id = o.crew_id) as crew, o.day::text as day`
export const requestFrom = sql`fieldwork.requests r left join fieldwork.orders o on o.request_id = r.id and o.ended_at is null`

export type FlatRequest = Omit<WorkRequest, 'clock'> & { readonly due: Date; readonly done: Date | null }

/** How the promise of a listed request stands; what rests is told from the state, since its end moves with the clock. */
export function clockNow(it: { state: WorkState; due: Date; done: Date | null }, now: Date): WorkRequest['clock'] {
  if (it.done) return it.done <= it.due ? 'kept' : 'broken'
  if (it.state === 'waiting') return 'paused'
  return now <= it.due ? 'running' : 'broken'
}

export function shownRequest({ due, done, ...row }: FlatRequest, now: Date): WorkRequest {
  return { ...row, clock: clockNow({ state: row.state, due, done }, now) }
}

export { nameOfStaff }
