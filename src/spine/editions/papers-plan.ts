import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { isoDay } from '#kit/time'
import type { UnitKey } from '#kit/units'
import { refuse } from '#kit/wire'
import type { Said } from '#kit/words'
import type { About, UnitOnPaper } from './papers-wording.ts'
import { type blocks, type Gather, keyOf, type Role, type Source } from './rules.ts'

import { addUp } from './rules-papers.ts'
import { getEdition } from './service.ts'

/** One column of an approved plan: figures of the units right beneath, what is kept back, and what both add up to. */
export type Line = {
  readonly key: string
  readonly name: Said
  readonly unit: UnitKey
  readonly block: (typeof blocks)[number]
  readonly role: Role
  readonly source: Source | null
  readonly byUnit: ReadonlyMap<string, number>
  readonly reserve: number | null
  readonly total: number | null
}

export type Approved = {
  readonly version: string
  readonly n: number
  readonly hash: string
  readonly at: Date
  readonly replaces: string | null
  readonly reason: string | null
}
export type PlanOnPaper = About & {
  readonly editionEn: string
  readonly year: number
  readonly approved: Approved
  /** The units right beneath, in the order of their codes. */
  readonly units: readonly (UnitOnPaper & { readonly id: string })[]
  readonly lines: readonly Line[]
}

/** The approved versions of a unit's plan, newest first. */
export async function approvedPlans(act: Act, edition: string, unit: string): Promise<Approved[]> {
  const { rows } = await sql<Approved>`select v.id as version, v.n, m.hash, m.at, v.replaces, v.reason
    from editions.plan_versions v join editions.plan_moves m on m.version_id = v.id and m.kind = 'approved'
    where v.edition_id = ${edition} and v.unit_id = ${unit} order by v.n desc`.execute(act.tx)
  return rows
}

/** Units with the names that they had on a day, so that a paper drawn again says the same. */
async function unitsOn(act: Act, ids: readonly string[], day: string): Promise<(UnitOnPaper & { id: string })[]> {
  const { rows } = await sql<UnitOnPaper & { id: string }>`select u.id, u.code, u.kind,
      coalesce((select n.name from org.unit_names n where n.unit_id = u.id order by (n.from_day <= ${day}) desc,
        case when n.from_day <= ${day} then n.from_day end desc, n.from_day limit 1), u.code) as name
    from org.units u where u.id = any (${ids}::uuid[]) order by u.code`.execute(act.tx)
  return rows
}

/** The unit and the one above it in the edition's tree. Refuses a unit that is not in it. */
export async function getUnits(
  act: Act,
  edition: string,
  unit: string,
  day: string,
): Promise<{ readonly unit: UnitOnPaper; readonly above: UnitOnPaper | null }> {
  const { rows } = await sql<{ parent: string | null }>`select parent_id as parent from editions.tree(${edition})
    where unit_id = ${unit}`.execute(act.tx)
  const found = rows[0] ?? refuse('editions.unknown_unit', 404)
  const units = await unitsOn(act, [unit, ...(found.parent ? [found.parent] : [])], day)
  const one = (id: string | null): UnitOnPaper | undefined => units.find(it => it.id === id)
  return { unit: one(unit) ?? refuse('editions.unknown_unit', 404), above: one(found.parent) ?? null }
}

type Cell = {
  unitId: string
  measure: string
  month: string
  kind: 'target' | 'reserve'
  value: number
  vi: string
  en: string
  unit: UnitKey
  gather: Gather
  role: Role
  source: Source | null
  block: (typeof blocks)[number]
}

async function cellsOf(act: Act, version: string): Promise<Cell[]> {
  const { rows } = await sql<Cell>`select c.unit_id as "unitId", c.measure, c.month, c.kind, c.value::float8 as value,
      m.name_vi as vi, m.name_en as en, m.unit, m.gather, m.role, m.source, a.block
    from editions.plan_cells c join editions.measures m on m.code = c.measure join editions.activities a on a.code = m.activity
    where c.version_id = ${version} and c.kind <> 'wanted'
    order by a.position, m.position, m.code, c.month, c.unit_id`.execute(act.tx)
  return rows
}

const monthName = (name: Said, month: string): Said => {
  const shown = month.split('-').reverse().join('/')
  return month === '' ? name : { vi: `${name.vi} (tháng ${shown})`, en: `${name.en} (${shown})` }
}

function totalOf(
  gather: Gather,
  own: number | null,
  beneath: readonly number[],
  reserve: number | null,
): number | null {
  if (gather === 'rate') return own
  if (gather === 'max') return beneath.length > 0 ? Math.max(...beneath) : own
  return addUp([...beneath, reserve])
}

function linesOf(cells: readonly Cell[], unit: string): Line[] {
  const byKey = Map.groupBy(cells, cell => keyOf(cell.measure, cell.month === '' ? null : cell.month))
  return [...byKey].map(([key, all]): Line => {
    const [first] = all as [Cell, ...Cell[]]
    const byUnit = new Map(
      all.filter(cell => cell.kind === 'target' && cell.unitId !== unit).map(cell => [cell.unitId, cell.value]),
    )
    const own = all.find(cell => cell.kind === 'target' && cell.unitId === unit)?.value ?? null
    const reserve = all.find(cell => cell.kind === 'reserve')?.value ?? null
    return {
      key,
      name: monthName({ vi: first.vi, en: first.en }, first.month),
      unit: first.unit,
      block: first.block,
      role: first.role,
      source: first.source,
      byUnit,
      reserve,
      total: totalOf(first.gather, own, [...byUnit.values()], reserve),
    }
  })
}

/** Everything that a paper says of one approved version. Refuses a version that assigns nothing to anybody. */
export async function getPlanOnPaper(
  act: Act,
  edition: string,
  unit: string,
  approved: Approved,
): Promise<PlanOnPaper> {
  const day = isoDay(approved.at)
  const row = await getEdition(act.tx, edition)
  const { rows } = await sql<{ from: string; until: string }>`select from_day::text as "from", until_day::text as until
    from editions.unit_windows where edition_id = ${edition} and unit_id = ${unit} and at <= ${approved.at}`.execute(
    act.tx,
  )
  const lines = linesOf(await cellsOf(act, approved.version), unit)
  const beneath = [...new Set(lines.flatMap(line => [...line.byUnit.keys()]))]
  if (beneath.length === 0) refuse('editions.nothing_on_paper', 409)
  return {
    ...(await getUnits(act, edition, unit, day)),
    edition: row.nameVi,
    editionEn: row.nameEn,
    theme: row.themeVi,
    year: row.year,
    from: rows[0]?.from ?? row.from,
    until: rows[0]?.until ?? row.until,
    n: approved.n,
    reason: approved.reason,
    approved,
    units: await unitsOn(act, beneath, day),
    lines,
  }
}
