import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import { refuse } from '#kit/wire'
import type { CustomerRow } from './routes-shapes.ts'
import type { Kind } from './rules.ts'

type Flat = Omit<CustomerRow, 'unit'> & { unitId: string; unit: string; folded: string }

/** The name of a unit today, or the last it had. */
export const unitName = (unit: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select n.name from org.unit_names n where n.unit_id = ${unit} order by n.from_day desc limit 1)`

export const columns = sql`c.id, c.code, c.name, c.kind, c.unit_id as "unitId", coalesce(${unitName(sql`c.unit_id`)}, '') as unit, c.address,
  (select n.name from org.commune_names n where n.code = c.commune_code order by n.from_day desc limit 1) as commune,
  (select p.name from org.commune_names n join org.province_names p on p.code = n.province_code where n.code = c.commune_code
    order by n.from_day desc, p.from_day desc limit 1) as province,
  c.phone_shown as phone, c.folded like '%@large%' as large, c.until_day as until`

export function rowOf({ unitId, unit, folded: _, ...rest }: Flat): CustomerRow {
  return { ...rest, kind: rest.kind as Kind, unit: { id: unitId, name: unit } }
}

/** Customers by their ids, in the order of the ids; what the caller's scope does not hold is left out. */
export async function customersByIds(tx: Tx, ids: readonly string[]): Promise<CustomerRow[]> {
  const { rows } = await sql<Flat>`select ${columns} from unnest(${ids}::uuid[]) with ordinality as w (id, place)
    join customers.customers c on c.id = w.id order by w.place`.execute(tx)
  return rows.map(rowOf)
}

/** Refuses a customer that is not in the caller's scope, or not there at all: both look the same. */
export async function getCustomer(tx: Tx, id: string): Promise<{ code: string; unit: string }> {
  const { rows } = await sql<{
    code: string
    unit: string
  }>`select code, unit_id as unit from customers.customers where id = ${id}`.execute(tx)
  return rows[0] ?? refuse('customers.unknown', 404)
}
