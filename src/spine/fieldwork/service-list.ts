import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { fold } from '#kit/text'
import { refuse } from '#kit/wire'
import type { officeRoutes } from './routes-office.ts'
import { awayOf } from './service-away.ts'
import {
  type FlatRequest,
  momentSql,
  nameOfStaff,
  openPhone,
  requestColumns,
  requestFrom,
  shownRequest,
  staffOf,
} from './service-parts.ts'

const page = 50
type Full = Awaited<ReturnType<Verbs<typeof officeRoutes>['one']>>

/** How many of the caller's requests wait for somebody; the screen and its sidebar show them. */
async function countsOf(act: Act) {
  const { rows } = await sql<{ asked: number; open: number; late: number; done: number }>`select
      count(*) filter (where state = 'asked')::int as asked, count(*)::int as open,
      count(*) filter (where due_at < ${act.now} and state not in ('waiting', 'done'))::int as late, count(*) filter (where state = 'done')::int as done
    from fieldwork.requests where open`.execute(act.tx)
  return rows[0] ?? { asked: 0, open: 0, late: 0, done: 0 }
}

export async function permitOf(act: Act, id: string): Promise<Full['permit']> {
  const { rows } = await sql<
    NonNullable<Full['permit']>
  >`select number, isolation, ${momentSql('outage_from')} as "outageFrom",
      ${momentSql('outage_until')} as "outageUntil"
    from fieldwork.permits where request_id = ${id} order by agreed_at desc, id desc limit 1`.execute(act.tx)
  return rows[0] ?? null
}

export async function resultsOf(act: Act, id: string): Promise<Full['results']> {
  const { rows } = await sql<
    Full['results'][number]
  >`select checks, readings, signed, witness, note, ${momentSql('started_at')} as "startedAt",
      ${momentSql('finished_at')} as "finishedAt", ${nameOfStaff('by_staff')} as by
    from fieldwork.results where request_id = ${id} order by at desc`.execute(act.tx)
  return rows
}

type One = FlatRequest &
  Pick<Full, 'form' | 'customer' | 'note' | 'answers' | 'from' | 'until' | 'visitCode'> & {
    sealed: string | null
    worker: string | null
  }

export async function getOne(act: Act, id: string): Promise<One> {
  const { rows } = await sql<One>`select ${requestColumns}, r.form, r.note, r.answers, r.phone_sealed as sealed,
      (select jsonb_build_object('id', c.id, 'code', c.code) from customers.customers c where c.id = r.customer_id) as customer,
      to_char(o.from_time, 'HH24:MI') as "from", to_char(o.until_time, 'HH24:MI') as "until", o.visit_code as "visitCode",
      (select t.by_staff from fieldwork.results t where t.request_id = r.id order by t.at desc limit 1) as worker
    from ${requestFrom} where r.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('fieldwork.unknown', 404)
}

async function one(act: Act, id: string): Promise<Full> {
  const { sealed, worker, ...row } = await getOne(act, id)
  act.concerns({ record: id, unit: row.unitId })
  const { rows: steps } = await sql<Full['steps'][number]>`select move, reason, clock_suspect as "clockSuspect",
      case when by_staff is not null then ${nameOfStaff('by_staff')} end as by, ${momentSql('s.at')} as at, ${momentSql('happened_at')} as "happenedAt"
    from fieldwork.steps s where request_id = ${id} order by s.at, s.id limit 200`.execute(act.tx)
  const { form, customer, note, answers, from, until, visitCode, ...listed } = row
  return {
    ...shownRequest(listed, act.now),
    ...{ form, customer, note, answers, from, until, visitCode, steps },
    phone: openPhone(act.ports, id, sealed),
    permit: await permitOf(act, id),
    results: await resultsOf(act, id),
    away: await awayOf(act, sql`t.request_id = ${id}`),
    mine: worker === staffOf(act),
  }
}

export const listVerbs: Pick<Verbs<typeof officeRoutes>, 'kinds' | 'list' | 'one'> = {
  kinds: async act => ({
    kinds: [...act.ports.works()].map(([name, { kind }]) => ({ name, form: kind as Full['form'] })),
  }),

  list: async (act, { q = '', state, kind, only, because, after }) => {
    const late = sql`(r.open and r.due_at < ${act.now} and r.state not in ('waiting', 'done'))`
    const turn = sql`(not r.open, r.due_at, r.id)`
    const { rows } = await sql<FlatRequest>`select ${requestColumns} from ${requestFrom}
      where (${q} = '' or r.folded like '%' || ${fold(q)} || '%') and (${state ?? null}::text is null or r.state = ${state ?? null})
        and (${kind ?? null}::text is null or r.kind = ${kind ?? null}) and (${because ?? null}::uuid is null or r.because = ${because ?? null}::uuid)
        and (${only ?? ''} <> 'open' or r.open) and (${only ?? ''} <> 'late' or ${late})
        and (${after ?? null}::uuid is null or ${turn} > (select not a.open, a.due_at, a.id from fieldwork.requests a where a.id = ${after ?? null}::uuid))
      order by not r.open, r.due_at, r.id limit ${page + 1}`.execute(act.tx)
    const shown = rows.slice(0, page)
    return {
      requests: shown.map(row => shownRequest(row, act.now)),
      next: rows.length > page ? (shown.at(-1)?.id ?? null) : null,
      counts: await countsOf(act),
    }
  },

  one: (act, { id }) => one(act, id),
}
