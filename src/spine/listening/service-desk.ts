import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { fold } from '#kit/text'
import { type GivesOf, refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { listeningRoutes } from './routes.ts'
import { alikeFrom, likeness } from './rules.ts'
import { keepCase } from './service-keep.ts'
import { type Case, happen, lockCase, promisedOn, writeEvent } from './service-log.ts'
import {
  caseCode,
  caseColumns,
  casesWhere,
  commitmentsWhere,
  type ListeningVerbs,
  momentSql,
  openContact,
  shown,
  staffOf,
} from './service-parts.ts'

const page = 50
/** How far back, and among how many, a question is compared with others of its unit. */
const [alikeDays, mostCompared, mostAlike] = [30, 1500, 5]
type One = GivesOf<typeof listeningRoutes.one>

const isLate = (now: Date) => sql`k.closed_at is null and k.due_at < ${now}`

async function alikeTo(act: Act, id: string, text: string, unit: string): Promise<One['alike']> {
  const { rows } = await sql<{
    id: string
    text: string
    asker: string
    askedAt: string
  }>`select k.id, k.text, k.asker, ${momentSql(sql`k.asked_at`)} as "askedAt"
    from listening.cases k where k.unit_id = ${unit} and k.id <> ${id} and k.master_id is null
      and k.asked_at > ${act.now}::timestamptz - make_interval(days => ${alikeDays}) order by k.id desc limit ${mostCompared}`.execute(
    act.tx,
  )
  return rows
    .map(row => ({ ...row, likeness: likeness(text, row.text) }))
    .filter(row => row.likeness >= alikeFrom)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, mostAlike)
}

async function eventsOf(act: Act, id: string): Promise<One['events']> {
  const { rows } = await sql<
    One['events'][number]
  >`select e.id, e.kind, e.text, e.reason, ${nameOfStaff('e.by_staff')} as by, ${momentSql(sql`e.at`)} as at
    from listening.events e where e.case_id = ${id} order by e.at, e.id limit 500`.execute(act.tx)
  return rows
}

/** The case and whatever was merged into it: everybody who asked gets the answer, each once. */
async function withMerged(act: Act, id: string): Promise<Case[]> {
  const it = await lockCase(act, id)
  const { rows } = await sql<{
    id: string
  }>`select id from listening.cases where master_id = ${id} order by id`.execute(act.tx)
  const merged: Case[] = []
  for (const row of rows) merged.push(await lockCase(act, row.id))
  act.concerns({ record: id, unit: it.unit })
  return [it, ...merged]
}

async function close(
  act: Act,
  id: string,
  how: 'answer' | 'refuse',
  text: string,
  reason?: string,
): Promise<{ askers: number }> {
  const all = await withMerged(act, id)
  const entry = { kind: how === 'answer' ? 'answered' : 'refused', text, ...(reason ? { reason } : {}) } as const
  for (const [at, it] of all.entries()) {
    // What was merged comes out again to be answered in its own right, so that its asker is told and its clock ends.
    if (at > 0) await happen(act, it, 'unmerge', { kind: 'unmerged' })
    await happen(act, at > 0 ? { ...it, state: 'received' } : it, how, entry)
  }
  return { askers: all.length }
}

export const deskVerbs: ListeningVerbs<
  'queue' | 'one' | 'contact' | 'keep' | 'take' | 'wait' | 'resume' | 'answer' | 'refuse' | 'tell' | 'merge' | 'unmerge'
> = {
  queue: async (act, { show, topic, record, q, after }) => {
    const closed = show === 'closed' || show === 'untold'
    const which = {
      open: sql`k.closed_at is null`,
      late: isLate(act.now),
      mine: sql`k.closed_at is null and k.owner_id = ${staffOf(act)}`,
      untold: sql`k.state in ('answered', 'refused') and not k.told`,
      closed: sql`k.closed_at is not null`,
    }[show]
    const wanted = fold(q ?? '').replace(/[\\%_]/g, sign => `\\${sign}`)
    const place = sql`(to_char(${closed ? sql`k.closed_at` : sql`k.due_at`} at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || k.id)`
    const further = closed ? sql`(${after ?? ''} = '' or ${place} < ${after ?? ''})` : sql`${place} > ${after ?? ''}`
    const { rows } = await sql<
      Parameters<typeof shown>[1] & { sort: string }
    >`select ${caseColumns}, ${place} as sort from listening.cases k
      where ${which} and ${further} and (${topic ?? null}::text is null or k.topic = ${topic ?? null}) and (${record ?? null}::uuid is null or k.record = ${record ?? null}::uuid)
        and (${wanted} = '' or k.folded like '%' || ${wanted} || '%') order by sort ${closed ? sql`desc` : sql``} limit ${page + 1}`.execute(
      act.tx,
    )
    const late = await sql<{
      n: number
    }>`select count(*)::int as n from listening.cases k where ${isLate(act.now)}`.execute(act.tx)
    const cases = rows.slice(0, page).map(({ sort: _, ...row }) => shown(act, row))
    return { cases, late: late.rows[0]?.n ?? 0, next: rows.length > page ? (rows[page - 1]?.sort ?? null) : null }
  },

  one: async (act, { id }) => {
    const [it] = await casesWhere(act, sql`k.id = ${id}`, 1)
    if (!it) return refuse('listening.unknown_case', 404)
    const { rows } = await sql<{
      hasContact: boolean
      master: string | null
    }>`select contact_sealed is not null as "hasContact", master_id as master
      from listening.cases where id = ${id}`.execute(act.tx)
    const merged = await casesWhere(act, sql`k.master_id = ${id} order by k.id`, 50)
    const promised = await promisedOn(act, new Date(it.askedAt))
    return {
      ...it,
      code: caseCode(act, id),
      hasContact: rows[0]?.hasContact ?? false,
      master: rows[0]?.master ?? null,
      merged: merged.map(({ id: of, text, asker }) => ({ id: of, text, asker })),
      events: await eventsOf(act, id),
      commitments: await commitmentsWhere(act, sql`c.case_id = ${id}`),
      alike: it.closedAt ? [] : await alikeTo(act, id, it.text, it.unitId),
      promised: { hours: Math.round(promised.answerMinutes / 6) / 10, confirmed: promised.confirmed },
    }
  },

  contact: async (act, { id }) => {
    const { rows } = await sql<{
      sealed: string | null
      unit: string
    }>`select contact_sealed as sealed, unit_id as unit from listening.cases where id = ${id}`.execute(act.tx)
    const sealed = rows[0]?.sealed ?? refuse('listening.no_contact', 404)
    act.concerns({ record: id, unit: rows[0]?.unit })
    return { phone: openContact(act, id, sealed) }
  },

  keep: async (act, { unitId, askedAt, ...said }) => {
    if (!act.units.includes(unitId)) refuse('listening.unknown_unit', 422)
    return keepCase(act, { ...said, key: act.key, unit: unitId, ...(askedAt ? { askedAt: new Date(askedAt) } : {}) })
  },

  take: async (act, { id }) => {
    await happen(act, await lockCase(act, id), 'take', { kind: 'taken' }, { owner: staffOf(act) })
    return {}
  },

  wait: async (act, { id, text }) => {
    await happen(act, await lockCase(act, id), 'wait', { kind: 'waiting', text }, { owner: staffOf(act) })
    return {}
  },

  resume: async (act, { id, text }) => {
    await happen(act, await lockCase(act, id), 'resume', { kind: 'resumed', text })
    return {}
  },

  answer: (act, { id, text }) => close(act, id, 'answer', text),
  refuse: (act, { id, reason, text }) => close(act, id, 'refuse', text, reason),

  tell: async (act, { id, how }) => {
    const it = await lockCase(act, id)
    if (it.state !== 'answered' && it.state !== 'refused') refuse('listening.not_now', 409)
    await writeEvent(act, it, { kind: 'told', text: how })
    await sql`update listening.cases set told = true where id = ${id}`.execute(act.tx)
    return {}
  },

  merge: async (act, { id, into }) => {
    const [first, second] = [id, into].sort()
    // Always in the same order, so that A into B and B into A at once do not wait for each other.
    const locked = new Map<string, Case>()
    for (const one of [first, second]) if (one) locked.set(one, await lockCase(act, one))
    const [it, master] = [locked.get(id), locked.get(into)]
    if (!it || !master || id === into || master.unit !== it.unit) return refuse('listening.not_to_merge', 409)
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from listening.cases where master_id = ${id}`.execute(act.tx)
    const ended = master.state === 'merged' || master.state === 'answered' || master.state === 'refused'
    if (ended || (rows[0]?.n ?? 0) > 0) refuse('listening.not_to_merge', 409)
    await happen(act, it, 'merge', { kind: 'merged' }, { master: into })
    return {}
  },

  unmerge: async (act, { id }) => {
    await happen(act, await lockCase(act, id), 'unmerge', { kind: 'unmerged' })
    return {}
  },
}
