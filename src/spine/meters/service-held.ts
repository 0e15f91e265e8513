import { sql } from 'kysely'
import type { Act, Verb } from '#kit/serve'
import { addDays, dayOfNumber } from '#kit/time'
import { type GivesOf, refuse } from '#kit/wire'
import type { heldRoutes } from './routes-held.ts'
import { planStore, readStore } from './service-store.ts'
import { monthOf, nextMonth } from './service-store-build.ts'

const page = 30
type Month = GivesOf<typeof heldRoutes.spans>['months'][number]

/** The sums of marked slots over some rows of coverage, by bit. */
const markedSum = sql.raw(`array[${[1, 2, 3, 4, 5, 6, 7].map(bit => `sum(v.marked[${bit}])`).join(', ')}]::float8[]`)

export const months: Verb<typeof heldRoutes.months> = async act => {
  const { rows } = await sql<
    GivesOf<typeof heldRoutes.months>['months'][number]
  >`select v.month, count(distinct p.customer_id)::float8 as customers,
      sum(v.days)::float8 as days, sum(v.readings)::float8 as readings, sum(v.kwh) as kwh, ${markedSum} as marked
    from meters.coverage v join meters.metered m on m.no = v.no join customers.points p on p.id = m.point_id
    where v.days > 0 and m.erased_at is null group by v.month order by v.month`.execute(act.tx)
  return { months: rows }
}

type Held = GivesOf<typeof heldRoutes.held>['customers'][number]
export const held: Verb<typeof heldRoutes.held> = async (act, { q, after }) => {
  const { rows } = await sql<Held>`
    with own as (select p.customer_id, v.* from meters.coverage v join meters.metered m on m.no = v.no join customers.points p on p.id = m.point_id
      where v.days > 0 and m.erased_at is null),
    picked as (select c.id, c.code, c.name, c.unit_id from customers.customers c where c.id in (select customer_id from own)
        and (${after ?? null}::text is null or c.code > ${after ?? ''}) and (${q ?? ''} = '' or strpos(kit.fold(c.code || ' ' || c.name), kit.fold(${q ?? ''})) > 0)
      order by c.code limit ${page + 1}),
    monthly as (select v.customer_id, v.month, max(v.days)::float8 as days, ${markedSum} as marked from own v where v.customer_id in (select id from picked) group by 1, 2)
    select s.id, s.code, s.name, (select n.name from org.unit_names n where n.unit_id = s.unit_id order by n.from_day desc limit 1) as unit,
      (select min(first_day) from own where customer_id = s.id) as "firstDay", (select max(last_day) from own where customer_id = s.id) as "lastDay",
      (select sum(kwh) from own where customer_id = s.id) as kwh,
      (select jsonb_agg(jsonb_build_object('month', month, 'days', days, 'marked', marked) order by month) from monthly where customer_id = s.id) as months
    from picked s order by s.code`.execute(act.tx)
  const customers = rows.slice(0, page)
  return { customers, next: rows.length > page ? (customers.at(-1)?.code ?? null) : null }
}

type Span = GivesOf<typeof heldRoutes.spans>
async function spanOf(act: Act, customerId: string): Promise<Span> {
  const { rows: who } = await sql<{ code: string; name: string; unit: string }>`select code, name, unit_id as unit
    from customers.customers where id = ${customerId}`.execute(act.tx)
  const customer = who[0] ?? refuse('meters.unknown_customer', 404)
  act.concerns({ record: customerId, unit: customer.unit })
  const { rows } = await sql<
    Month & { firstDay: string; lastDay: string }
  >`select v.month, max(v.days)::float8 as days, sum(v.kwh) as kwh,
      min(v.first_day) as "firstDay", max(v.last_day) as "lastDay", ${markedSum} as marked
    from meters.coverage v join meters.metered m on m.no = v.no join customers.points p on p.id = m.point_id
    where p.customer_id = ${customerId} and v.days > 0 and m.erased_at is null group by v.month order by v.month`.execute(
    act.tx,
  )
  return {
    code: customer.code,
    name: customer.name,
    firstDay: rows[0]?.firstDay ?? null,
    lastDay: rows.at(-1)?.lastDay ?? null,
    months: rows.map(({ firstDay: _, lastDay: __, ...it }) => it),
  }
}

export const spans: Verb<typeof heldRoutes.spans> = async (act, { customerId }) => await spanOf(act, customerId)

/** A customer's readings of one month (the last one when none is said), as they are held now. */
export const curve: Verb<typeof heldRoutes.curve> = async (act, { customerId, month }) => {
  const span = await spanOf(act, customerId)
  const shown = month ? monthOf(month) : (span.months.at(-1)?.month ?? null)
  const nothing = { ...span, month: shown, slots: 48, from: null, kwh: [], marks: [] }
  if (shown === null) return nothing
  const wanted = { from: shown, until: addDays(nextMonth(shown), -1), customers: [customerId] }
  const readings = readStore(await planStore(act, wanted))
  try {
    for await (const [series] of readings.batches()) {
      if (!series || series.days === 0) continue
      return {
        ...span,
        month: shown,
        slots: series.slots,
        from: dayOfNumber(series.firstDay),
        kwh: Array.from(series.kwh, value => (Number.isNaN(value) ? null : Math.round(value * 1000) / 1000)),
        marks: [...series.marks],
      }
    }
    return nothing
  } finally {
    readings.close()
  }
}
