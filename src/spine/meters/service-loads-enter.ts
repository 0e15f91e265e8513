import { sql } from 'kysely'
import type { Verb } from '#kit/serve'
import { daysBetween } from '#kit/time'
import { refuse } from '#kit/wire'
import { enterLarge } from '#spine/customers'
import type { loadRoutes } from './routes-loads.ts'
import { loadFor } from './service-loads.ts'

type Row = { readonly code: string; readonly firstDay: string; readonly lastDay: string; readonly kwh: number }

/** Makes large customers of a unit out of those in a file who are nobody's; what they use in a year follows from the file. */
export const enter: Verb<typeof loadRoutes.enter> = async (act, { id, unitId }) => {
  const load = await loadFor(act.tx, id, 'enter')
  const { rows: below } = await sql<{ fits: boolean }>`select ${unitId}::uuid = any (kit.scope())
    and ${unitId}::uuid in (select org.subtree(${load.unit}, ${act.today}::date)) as fits`.execute(act.tx)
  if (!below[0]?.fits) refuse('meters.unit_out_of_scope', 403)
  const { rows } = await sql<Row>`select code, first_day as "firstDay", last_day as "lastDay", kwh from meters.strangers
    where load_id = ${id} and why = 'unknown' and char_length(code) <= 60 order by code`.execute(act.tx)
  if (rows.length === 0) refuse('meters.no_strangers', 409)
  const entries = rows.map(row => ({
    code: row.code,
    since: row.firstDay,
    yearlyKwh: Math.max(0, (row.kwh / (1 + daysBetween(row.firstDay, row.lastDay))) * 365),
  }))
  const name = (code: string): string => `Khách hàng theo số đo ${code}`
  const entered = await enterLarge(
    act.tx,
    { load: id, unit: unitId, today: act.today, name, site: 'Địa điểm đo' },
    entries,
  )
  const done = new Set(entered)
  act.concerns({ record: id, unit: unitId, values: { entered: entered.length } })
  return { entered: entered.length, taken: rows.map(row => row.code).filter(code => !done.has(code)) }
}
