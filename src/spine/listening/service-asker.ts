import { sql } from 'kysely'
import { setContext } from '#kit/db'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { publicFigure } from '#spine/facts'
import type { Followed } from './routes-asker.ts'
import { keepCase } from './service-keep.ts'
import { happen, lockCase } from './service-log.ts'
import {
  caseCode,
  casesWhere,
  commitmentsWhere,
  foundBy,
  type ListeningVerbs,
  momentSql,
  unitSql,
} from './service-parts.ts'

/** How long an asker may say that it is not solved. */
const reopenDays = 15

/**
 * The case of a code. The rest of the act runs in the scope of its unit and touches nothing but this case: the code is
 * what admits its holder, whoever that is.
 */
async function caseOf(act: Act, code: string): Promise<string> {
  const found = foundBy(act, code) ?? refuse('listening.unknown_code', 404)
  const { rows } = await sql<{ unit: string | null }>`select listening.unit_of_code(${found}) as unit`.execute(act.tx)
  const unit = rows[0]?.unit ?? refuse('listening.unknown_code', 404)
  await setContext(act.tx, { units: [unit] })
  const { rows: ids } = await sql<{ id: string }>`select id from listening.cases where found = ${found}`.execute(act.tx)
  const id = ids[0]?.id ?? refuse('listening.unknown_code', 404)
  act.concerns({ record: id, unit })
  return id
}

const mayReopen = (act: Act, state: string, closedAt: string | null): boolean =>
  (state === 'answered' || state === 'refused') &&
  closedAt !== null &&
  act.now.getTime() - Date.parse(closedAt) < reopenDays * 86_400_000

async function isOpenUnit(act: Act, unit: string): Promise<boolean> {
  const { rows } = await sql<{
    there: boolean
  }>`select exists (select from org.units u where u.id = ${unit} and u.opened_on <= ${act.today}
    and (u.closed_on is null or u.closed_on > ${act.today})) as there`.execute(act.tx)
  return rows[0]?.there ?? false
}

export const askerVerbs: ListeningVerbs<'units' | 'ask' | 'askAsCustomer' | 'follow' | 'reopen' | 'mine' | 'figures'> =
  {
    units: async act => {
      const { rows } = await sql<{
        id: string
        name: string
      }>`select u.id, ${unitSql(sql`u.id`)} as name from org.units u
      where u.kind = 'company' and u.opened_on <= ${act.today} and (u.closed_on is null or u.closed_on > ${act.today}) order by name limit 200`.execute(
        act.tx,
      )
      return { units: rows }
    },

    ask: async (act, { key, unitId, name, ...said }) => {
      if (!(await isOpenUnit(act, unitId))) refuse('listening.unknown_unit', 422)
      // What anybody says is written into the unit that they name, and nothing is read there but this question.
      await setContext(act.tx, { units: [unitId] })
      return keepCase(act, { ...said, key, unit: unitId, channel: 'portal', asker: name })
    },

    askAsCustomer: async (act, { customer, ...said }) => {
      const { rows } = await sql<{
        unit: string | null
        name: string | null
      }>`select listening.unit_of_customer(${customer}) as unit,
      (select name from customers.customers where id = ${customer}) as name`.execute(act.tx)
      const unit = rows[0]?.unit ?? refuse('listening.unknown_unit', 422)
      await setContext(act.tx, { units: [unit] })
      return keepCase(act, { ...said, unit, channel: 'portal', asker: rows[0]?.name ?? '', phone: '', customer })
    },

    follow: async (act, { code }): Promise<Followed> => {
      const id = await caseOf(act, code)
      const [it] = await casesWhere(act, sql`k.id = ${id}`, 1)
      if (!it) return refuse('listening.unknown_code', 404)
      const { rows } = await sql<
        Followed['answers'][number]
      >`select e.text, e.reason, ${momentSql(sql`e.at`)} as at, e.kind = 'refused' as refused
      from listening.events e where e.case_id = ${id} and e.kind in ('answered', 'refused') order by e.at, e.id`.execute(
        act.tx,
      )
      const { text, topic, unit, state, askedAt, dueAt, late, closedAt } = it
      const commitments = await commitmentsWhere(act, sql`c.case_id = ${id}`)
      return {
        text,
        topic,
        unit,
        state,
        askedAt,
        dueAt,
        late,
        answers: rows,
        commitments,
        mayReopen: mayReopen(act, state, closedAt),
      }
    },

    reopen: async (act, { code, text }) => {
      const id = await caseOf(act, code)
      const it = await lockCase(act, id)
      const [now] = await casesWhere(act, sql`k.id = ${id}`, 1)
      if (!now || !mayReopen(act, it.state, now.closedAt)) refuse('listening.not_to_reopen', 409)
      await happen(act, it, 'reopen', { kind: 'reopened', text })
      return {}
    },

    mine: async act => {
      const cases = await casesWhere(act, sql`true order by k.asked_at desc`, 100)
      return {
        cases: cases.map(({ id, text, topic, state, askedAt }) => ({
          id,
          text,
          topic,
          state,
          askedAt,
          code: caseCode(act, id),
        })),
      }
    },

    figures: async act => {
      const edition = await findCurrentEdition(act.tx, act.today)
      const total = async (measure: string): Promise<number> => {
        if (!edition) return 0
        const { declared, recorded, proven } = await publicFigure(act.tx, {
          edition: edition.id,
          activity: 'listening',
          measure,
        })
        return Math.round(declared + recorded + proven)
      }
      return {
        edition: edition?.name ?? null,
        heard: await total('heard'),
        answered: await total('answered'),
        inTime: await total('answered-in-time'),
        kept: await total('commitments-kept'),
      }
    },
  }
