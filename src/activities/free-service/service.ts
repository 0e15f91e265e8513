import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { fold } from '#kit/text'
import { refuse, type TakesOf } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { publicFigure } from '#spine/facts'
import { askForWork } from '#spine/fieldwork'
import { measures } from './report.ts'
import type { routes } from './routes.ts'

type Where = {
  readonly unit: string
  readonly name: string
  readonly address: string
  readonly commune?: string | undefined
}
type Asked = TakesOf<typeof routes.ask>

const mostPlaces = 20

/** One of the customer's own contracts: row policies let in no others. */
async function ownPlace(act: Act, customer: string): Promise<Where> {
  const { rows } =
    await sql<Where>`select unit_id as unit, name, commune_code as commune, coalesce(nullif(address, ''), name) as address
    from customers.customers where id = ${customer} and until_day is null`.execute(act.tx)
  return rows[0] ?? refuse('free-service.unknown_contract', 404)
}

/** An address in a commune: the lowest open unit that serves it takes the request. */
async function newPlace(act: Act, { commune, name, address }: Asked): Promise<Where> {
  if (!commune || !name || !address) return refuse('free-service.where_needed', 422)
  const { rows } = await sql<{
    unit: string
  }>`select a.unit_id as unit from org.unit_areas a join org.units u on u.id = a.unit_id
    where a.commune_code = ${commune} and a.from_day <= ${act.today} and (a.until_day is null or a.until_day > ${act.today}) and u.closed_on is null
    order by u.kind = 'team' desc, u.code limit 1`.execute(act.tx)
  const unit = rows[0]?.unit ?? refuse('free-service.not_served', 404)
  return { unit, name, address, commune }
}

export const verbs: Verbs<typeof routes> = {
  places: async (act, { q }) => {
    const { rows } = await sql<{
      code: string
      name: string
      unit: string
    }>`select distinct on (n.code) n.code, n.name || ', ' || p.name as name,
        (select m.name from org.unit_names m where m.unit_id = a.unit_id order by m.from_day desc limit 1) as unit
      from org.communes_on(${act.today}) n join org.provinces_on(${act.today}) p on p.code = n.province_code join org.unit_areas a on a.commune_code = n.code and a.until_day is null
      where kit.fold(n.name) like '%' || ${fold(q)} || '%' order by n.code limit ${mostPlaces}`.execute(act.tx)
    return { places: rows }
  },

  ask: async (act, asked) => {
    const { kind, customerId, phone, note, answers } = asked
    const where = customerId ? await ownPlace(act, customerId) : await newPlace(act, asked)
    const { code, already } = await askForWork(act, {
      kind: `free-service.${kind}`,
      ...where,
      ...{ customer: customerId, phone, note, answers, channel: 'portal' },
    })
    return { code, already }
  },

  mine: async act => {
    const { rows } = await sql<{
      code: string
      says: { vi: string; en: string }
      state: string
      askedOn: string
    }>`select code, form -> 'says' as says, state,
        (asked_at at time zone 'Asia/Ho_Chi_Minh')::date::text as "askedOn"
      from fieldwork.requests where activity = 'free-service' order by asked_at desc limit 50`.execute(act.tx)
    return { requests: rows }
  },

  figures: async act => {
    const edition = await findCurrentEdition(act.tx, act.today)
    if (!edition) return { edition: null, figures: [] }
    const figures = []
    for (const measure of Object.keys(measures)) {
      const byGrade = await publicFigure(act.tx, { edition: edition.id, activity: 'free-service', measure })
      figures.push({ measure, byGrade, total: byGrade.declared + byGrade.recorded + byGrade.proven })
    }
    return { edition: edition.name, figures }
  },
}
