import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Face } from './service-loads-sql.ts'
import { totalsSql } from './service-loads-sql.ts'
import { type Duck, nameOfNo, quoted } from './service-store-files.ts'

/** What a file holds under one name. */
export type InFile = {
  readonly code: string
  readonly firstDay: string
  readonly lastDay: string
  readonly readings: number
  readonly sum: number
}
export type Known = InFile & { readonly point: string }
export type Why = 'unknown' | 'elsewhere' | 'several' | 'no_point'
export type Stranger = InFile & { readonly why: Why }
export type Sorted = { readonly known: readonly Known[]; readonly strangers: readonly Stranger[] }

export async function totalsOf({ connection }: Duck, face: Face): Promise<InFile[]> {
  const rows = await connection.runAndReadAll(totalsSql(face))
  return rows.getRows().map(([code, first, last, readings, sum]) => ({
    code: String(code),
    firstDay: String(first),
    lastDay: String(last),
    readings: Number(readings),
    sum: Number(sum),
  }))
}

type Found = {
  readonly code: string
  readonly point: string | null
  readonly many: number
  readonly there: boolean
  readonly elsewhere: boolean
}

function whyOf(found: Found | undefined): Why {
  if (found?.there) return found.many > 1 ? 'several' : 'no_point'
  return found?.elsewhere ? 'elsewhere' : 'unknown'
}

/**
 * Whose names those are, of the points that the caller reaches below the load's unit: a point by its code, else the
 * only point of a contract, else the only point of a customer. The others are strangers, each with its reason.
 */
export async function sortCodes(tx: Tx, unit: string, today: string, all: readonly InFile[]): Promise<Sorted> {
  const { rows } = await sql<Found>`
    with units as materialized (select id from org.subtree(${unit}, ${today}::date) as id where id = any (kit.scope())),
    mine as materialized (select c.id, c.code from customers.customers c where c.unit_id in (select id from units)),
    named as (
      select w.code, p.id as point, 1 as rank from unnest(${all.map(it => it.code)}::text[]) w (code) join customers.points p on p.code = w.code
        join mine on mine.id = p.customer_id
      union all select w.code, p.id, 2 from unnest(${all.map(it => it.code)}::text[]) w (code) join customers.contracts k on k.number = w.code
        join mine on mine.id = k.customer_id left join customers.points p on p.contract_id = k.id and p.until_day is null
      union all select w.code, p.id, 3 from unnest(${all.map(it => it.code)}::text[]) w (code) join mine on mine.code = w.code
        left join customers.points p on p.customer_id = mine.id and p.until_day is null
    ), first as (select code, min(rank) as rank from named group by code)
    select w.code, count(n.point)::int as many, min(n.point::text) as point, count(f.code) > 0 as there,
      count(f.code) = 0 and (meters.is_elsewhere(w.code, w.code) or meters.is_point_elsewhere(w.code)) as elsewhere
    from unnest(${all.map(it => it.code)}::text[]) w (code) left join first f on f.code = w.code left join named n on n.code = f.code and n.rank = f.rank
    group by w.code`.execute(tx)
  const by = new Map(rows.map(row => [row.code, row]))
  const known: Known[] = []
  const strangers: Stranger[] = []
  for (const it of all) {
    const found = by.get(it.code)
    if (found?.many === 1 && found.point) known.push({ ...it, point: found.point })
    else strangers.push({ ...it, why: whyOf(found) })
  }
  return { known, strangers }
}

/** Writes down who is nobody's in a load; what was written before is replaced. */
export async function writeStrangers(
  tx: Tx,
  load: { readonly id: string; readonly unit: string },
  strangers: readonly Stranger[],
  kwhOf: (sum: number) => number,
): Promise<void> {
  await sql`delete from meters.strangers where load_id = ${load.id}`.execute(tx)
  await sql`insert into meters.strangers (load_id, unit_id, code, why, readings, first_day, last_day, kwh)
    select ${load.id}, ${load.unit}, s.* from unnest(${strangers.map(it => it.code)}::text[], ${strangers.map(it => it.why)}::text[],
      ${strangers.map(it => it.readings)}::bigint[], ${strangers.map(it => it.firstDay)}::date[], ${strangers.map(it => it.lastDay)}::date[],
      ${strangers.map(it => kwhOf(it.sum))}::float8[]) s on conflict do nothing`.execute(tx)
}

/** Gives each known point its number in the store, and tells DuckDB which name each code of the file has there. */
export async function numberKnown(tx: Tx, duck: Duck, known: readonly Known[]): Promise<Map<number, Known>> {
  const points = [...new Set(known.map(it => it.point))]
  // A customer's points get numbers side by side, so that they are read together.
  await sql`insert into meters.metered (point_id) select p.id from customers.points p where p.id = any (${points}::uuid[])
    and not exists (select from meters.metered m where m.point_id = p.id and m.erased_at is null) order by p.customer_id, p.code
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ no: number; point: string }>`select no, point_id as point from meters.metered
    where point_id = any (${points}::uuid[]) and erased_at is null`.execute(tx)
  const by = new Map(rows.map(row => [row.point, row.no]))
  const numbered = new Map<number, Known>()
  await duck.connection.run('create or replace temp table known (code varchar, name varchar)')
  const piece = 1000
  for (let at = 0; at < known.length; at += piece) {
    const values = known.slice(at, at + piece).flatMap(it => {
      const no = by.get(it.point)
      if (no === undefined) return []
      numbered.set(no, it)
      return [`(${quoted(it.code)}, '${nameOfNo(no)}')`]
    })
    if (values.length > 0) await duck.connection.run(`insert into known values ${values.join(', ')}`)
  }
  return numbered
}
