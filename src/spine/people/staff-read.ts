import { type RawBuilder, sql } from 'kysely'
import type { Act } from '#kit/serve'
import { fold } from '#kit/text'
import { refuse } from '#kit/wire'
import { type Held, unitName } from './held.ts'
import { type HeldRole, withNames } from './held-names.ts'
import type { Staff } from './routes.ts'
import type { Role } from './rules.ts'

export type StaffFilter = {
  readonly q?: string | undefined
  readonly role?: Role | undefined
  readonly unit?: string | undefined
  readonly state: 'open' | 'closed'
  readonly sort: 'name' | '-name' | 'code' | '-code'
  readonly after?: string | undefined
}

type Row = Omit<Staff, 'unit' | 'roles'> & { unitId: string; unit: string }

/** By given name first, as a Vietnamese list goes; the id makes the order total. */
const orders = {
  name: sql`(s.given_name collate "vi-x-icu", s.name collate "vi-x-icu", s.id)`,
  code: sql`(s.code collate "C", s.id)`,
}
const orderOf = (column: 'name' | 'code', down: boolean): RawBuilder<unknown> => {
  const way = down ? sql`desc` : sql`asc`
  return column === 'name'
    ? sql`s.given_name collate "vi-x-icu" ${way}, s.name collate "vi-x-icu" ${way}, s.id ${way}`
    : sql`s.code collate "C" ${way}, s.id ${way}`
}

const columns = (day: string): RawBuilder<unknown> => sql`s.id, s.code, s.name, s.email, s.unit_id as "unitId",
  ${unitName('s.unit_id', day)} as unit, s.opened_on::text as "openedOn", s.closed_on::text as "closedOn"`

/** A page of staff within the scope, with what they hold today. One more than asked tells that there is a next page. */
export async function listStaff(act: Act, filter: StaffFilter, most: number): Promise<Staff[]> {
  const day = act.today
  const down = filter.sort.startsWith('-')
  const column = filter.sort.replace('-', '') as 'name' | 'code'
  const after = orders[column]
  const wanted = [
    filter.state === 'open'
      ? sql`(s.closed_on is null or s.closed_on > ${day})`
      : sql`s.closed_on is not null and s.closed_on <= ${day}`,
    ...(filter.unit ? [sql`s.unit_id in (select org.reach(${filter.unit}, ${day}::date))`] : []),
    ...(filter.role ? [sql`exists (select from people.held(s.id, ${day}::date) h where h.role = ${filter.role})`] : []),
    ...(filter.q ? [sql`position(${fold(filter.q)} in s.found_by) > 0`] : []),
    ...(filter.after
      ? [
          sql`${after} ${down ? sql`<` : sql`>`} (select ${sql.raw(column === 'name' ? 's.given_name, s.name, s.id' : 's.code, s.id')} from people.staff s where s.id = ${filter.after})`,
        ]
      : []),
  ]
  const { rows } = await sql<Row>`select ${columns(day)} from people.staff s
    where ${sql.join(wanted, sql` and `)} order by ${orderOf(column, down)} limit ${most}`.execute(act.tx)
  return withRoles(act, rows)
}

async function withRoles(act: Act, rows: readonly Row[]): Promise<Staff[]> {
  const ids = rows.map(row => row.id)
  const found = await sql<Held & { staffId: string }>`select s.id as "staffId", h.id, h.role, h.unit_id as "unitId",
      h.from_day::text as from, h.until_day::text as until, h.lent_by as "lentBy"
    from unnest(${ids}::uuid[]) s (id) cross join lateral people.held(s.id, ${act.today}::date) h
    order by h.lent_by nulls first, h.from_day, h.id`.execute(act.tx)
  const named = await withNames(act, found.rows)
  const rolesOf = new Map<string, HeldRole[]>(ids.map(id => [id, []]))
  for (const [index, role] of named.entries()) rolesOf.get(found.rows[index]?.staffId ?? '')?.push(role)
  return rows.map(({ unitId, unit, ...rest }) => ({
    ...rest,
    unit: { id: unitId, name: unit },
    roles: rolesOf.get(rest.id) ?? [],
  }))
}

/** One member of staff within the scope. */
export async function getStaff(act: Act, id: string): Promise<Staff> {
  const { rows } = await sql<Row>`select ${columns(act.today)} from people.staff s where s.id = ${id}`.execute(act.tx)
  const [one] = await withRoles(act, rows)
  return one ?? refuse('people.unknown_staff', 404)
}

/** Roles of the past and of days to come, newest first. */
export async function otherRoles(act: Act, id: string): Promise<HeldRole[]> {
  const { rows } = await sql<Held>`select r.id, r.role, r.unit_id as "unitId", r.from_day::text as from,
      r.until_day::text as until, null as "lentBy" from people.roles r
    where r.staff_id = ${id} and r.from_day is distinct from r.until_day and (r.from_day > ${act.today} or r.until_day <= ${act.today})
    order by r.from_day desc, r.id desc limit 100`.execute(act.tx)
  return withNames(act, rows)
}
