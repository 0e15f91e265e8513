import { type RawBuilder, sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { Refusal, refuse } from '#kit/wire'
import type { TurnedAway } from './routes.ts'
import type { officeRoutes } from './routes-office.ts'
import { momentSql, nameOfStaff, staffOf, unitNameSql } from './service-parts.ts'

/**
 * Does what a phone sent; when it is refused, what was typed is kept beside the request with the reason, in a
 * transaction of its own, so that the office sees it too and nothing typed is lost.
 */
export async function orKept<T>(
  act: Act,
  command: string,
  input: { readonly id: string },
  work: () => Promise<T>,
): Promise<T> {
  const { rows } = await sql<{
    unit: string
  }>`select unit_id as unit from fieldwork.requests where id = ${input.id}`.execute(act.tx)
  const unit = rows[0]?.unit ?? refuse('fieldwork.unknown', 404)
  const by = staffOf(act)
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal)
      act.keepThough(async tx => {
        await sql`insert into fieldwork.turned_away (id, request_id, unit_id, command, body, code, by_staff, at)
          values (${act.key}, ${input.id}, ${unit}, ${command}, ${JSON.stringify(input)}, ${error.code}, ${by}, ${act.now}) on conflict do nothing`.execute(
          tx,
        )
      })
    throw error
  }
}

/** What phones sent in vain and nobody has settled. */
export async function awayOf(act: Act, where: RawBuilder<unknown>): Promise<TurnedAway[]> {
  const { rows } = await sql<
    TurnedAway & { code_refused: string }
  >`select t.id, t.request_id as "requestId", r.code, r.form -> 'says' as says,
      ${unitNameSql('t.unit_id')} as unit, t.command, t.body::text as body, t.code as code_refused, ${nameOfStaff('t.by_staff')} as by, ${momentSql('t.at')} as at
    from fieldwork.turned_away t join fieldwork.requests r on r.id = t.request_id
    where t.settled_at is null and ${where} order by t.at limit 200`.execute(act.tx)
  return rows.map(({ code_refused, ...row }) => ({ ...row, why: act.ports.sentenceOf(code_refused, act.lang, {}) }))
}

export const awayVerbs: Pick<Verbs<typeof officeRoutes>, 'away' | 'settle'> = {
  away: async act => ({ away: await awayOf(act, sql`true`) }),

  settle: async (act, { id, note }) => {
    const { rows } = await sql<{
      unit: string
    }>`update fieldwork.turned_away set settled_by = ${staffOf(act)}, settled_at = ${act.now}, settled_note = ${note}
      where id = ${id} and settled_at is null returning unit_id as unit`.execute(act.tx)
    const row = rows[0] ?? refuse('fieldwork.unknown_away', 404)
    act.concerns({ record: id, unit: row.unit })
    return {}
  },
}
