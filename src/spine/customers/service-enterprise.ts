import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse } from '#kit/wire'
import { columns, rowOf } from './read.ts'
import type { customerRoutes } from './routes.ts'
import { readTaxCode } from './rules.ts'

type Answer = GivesOf<typeof customerRoutes.enterprise>
type Site = Answer['sites'][number]
type Row = Parameters<typeof rowOf>[0] & { site: string | null }

const most = 300

/** An enterprise with its sites and their customers, as far as the caller's units reach. */
export async function enterprise(act: Act, { id }: { id: string }): Promise<Answer> {
  const { rows } = await sql<{
    id: string
    name: string
    taxCode: string
  }>`select id, name, tax_code as "taxCode" from customers.enterprises where id = ${id}`.execute(act.tx)
  const head = rows[0] ?? refuse('customers.unknown_enterprise', 404)
  const { rows: sites } = await sql<
    Omit<Site, 'customers'>
  >`select id, name, address from customers.sites where enterprise_id = ${id} order by name limit ${most}`.execute(
    act.tx,
  )
  const { rows: customers } = await sql<Row>`select ${columns}, c.site_id as site from customers.customers c
    where c.enterprise_id = ${id} order by c.code limit ${most + 1}`.execute(act.tx)
  const { rows: use } = await sql<{
    kwh: string | null
  }>`select sum(m.yearly_kwh)::text as kwh from customers.large_marks m
    join customers.customers c on c.id = m.customer_id where c.enterprise_id = ${id} and m.until_day is null`.execute(
    act.tx,
  )
  const atSite = (site: string | null) =>
    customers
      .slice(0, most)
      .filter(row => row.site === site)
      .map(({ site: _, ...row }) => rowOf(row))
  return {
    ...head,
    usual: readTaxCode(head.taxCode)?.usual ?? false,
    sites: sites.map(site => ({ ...site, customers: atSite(site.id) })).filter(site => site.customers.length > 0),
    more: customers.length > most,
    yearlyKwh: use[0]?.kwh ?? null,
  }
}
