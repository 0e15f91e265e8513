import { type RawBuilder, sql } from 'kysely'
import { collected, mimeOf } from '#kit/files'
import type { Act } from '#kit/serve'
import { type CellOut, writeCsv, writeXlsx } from '#kit/sheets'
import { isoDay, showDay, showTime } from '#kit/time'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import type { outageRoutes } from './routes-outages.ts'
import { meterWords } from './words.ts'

type Takes<K extends keyof typeof outageRoutes> = TakesOf<(typeof outageRoutes)[K]>
type Gives<K extends keyof typeof outageRoutes> = GivesOf<(typeof outageRoutes)[K]>
type Filters = Omit<Takes<'outages'>, 'after'>
type Outage = Gives<'outages'>['outages'][number]
type Row = Omit<Outage, 'fromAt' | 'untilAt'> & { readonly fromAt: Date; readonly untilAt: Date | null }

const page = 50
/** A sheet that one answer can hold; more is asked for by narrower days. */
const mostTakenOut = 20_000

const startOf = (day: string | undefined, later: number) =>
  sql`(${day ?? null}::date + ${later}::int)::timestamp at time zone 'Asia/Ho_Chi_Minh'`

function where(act: Act, { unitId, from, until, planned }: Filters): RawBuilder<unknown> {
  const below = sql`o.unit_id in (select r from org.reach(${unitId ?? null}, ${act.today}::date) r)`
  return sql`${unitId ? below : sql`true`}
    and ${from ? sql`o.from_at >= ${startOf(from, 0)}` : sql`true`} and ${until ? sql`o.from_at < ${startOf(until, 1)}` : sql`true`}
    and ${planned ? sql`o.planned = ${planned === 'yes'}` : sql`true`}`
}

const columns = sql`o.id, o.number, o.from_at as "fromAt", o.until_at as "untilAt", o.planned, o.cause, o.area, o.customers,
  o.load_id as load, (select n.name from org.unit_names n where n.unit_id = o.unit_id order by n.from_day desc limit 1) as unit`

/** The newest interruptions first, a page at a time. */
export async function outages(act: Act, { after, ...asked }: Takes<'outages'>): Promise<Gives<'outages'>> {
  const kept = where(act, asked)
  const { rows } = await sql<Row>`select ${columns} from meters.outages o where ${kept}
      and ${after ? sql`(o.from_at, o.id) < (select a.from_at, a.id from meters.outages a where a.id = ${after})` : sql`true`}
    order by o.from_at desc, o.id desc limit ${page + 1}`.execute(act.tx)
  const { rows: sums } = await sql<{ found: number; customers: string }>`
    select count(*)::int as found, coalesce(sum(o.customers), 0)::text as customers from meters.outages o where ${kept}`.execute(
    act.tx,
  )
  const shown = rows.slice(0, page).map(({ fromAt, untilAt, ...row }) => ({
    ...row,
    fromAt: fromAt.toISOString(),
    untilAt: untilAt?.toISOString() ?? null,
  }))
  const { found = 0, customers = '0' } = sums[0] ?? {}
  return { outages: shown, found, customers, next: rows.length > page ? (shown.at(-1)?.id ?? null) : null }
}

/** What the filters leave, as a sheet: all of it, or a refusal. */
export async function outagesSheet(act: Act, { as, ...asked }: Takes<'outagesSheet'>): Promise<Gives<'outagesSheet'>> {
  const { rows } = await sql<Row>`select ${columns} from meters.outages o where ${where(act, asked)}
    order by o.from_at desc, o.id desc limit ${mostTakenOut + 1}`.execute(act.tx)
  if (rows.length > mostTakenOut) refuse('meters.too_many_outages', 409, { most: mostTakenOut })
  act.concerns({ values: { rows: rows.length, as }, ...(asked.unitId ? { unit: asked.unitId } : {}) })
  const { outagesFile, columns: says, causes, plans } = meterWords[act.lang]
  // As the import of outages reads them, so that a list can be mended and brought again.
  const moment = (at: Date | null): string | null => at && `${showDay(isoDay(at))} ${showTime(at)}`
  const cells = rows.map((row): CellOut[] => [
    row.number,
    row.unit,
    moment(row.fromAt),
    moment(row.untilAt),
    row.planned ? plans.yes : plans.no,
    causes[row.cause],
    row.area,
    row.customers,
  ])
  const heads = [
    says.number,
    says.unitName,
    says.outFrom,
    says.outUntil,
    says.planned,
    says.cause,
    says.area,
    says.customers,
  ]
  const name = `${outagesFile}-${act.today}.${as}`
  if (as === 'csv') {
    let text = ''
    for await (const line of writeCsv([heads, ...cells])) text += line
    return { name, type: mimeOf(as), bytes: Buffer.from(text).toString('base64') }
  }
  const sheet = { name: meterWords[act.lang].outages, columns: heads.map(title => ({ title })), rows: cells }
  return { name, type: mimeOf(as), bytes: (await collected(writeXlsx([sheet]))).toString('base64') }
}
