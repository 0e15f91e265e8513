import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from './routes.ts'
import type { EditionRow } from './service.ts'

type Difference = GivesOf<typeof editionRoutes.changed>['changed'][number]

/** The parts of an edition as text that can be laid side by side; in the reader's language where it has two. */
function textsOf(row: EditionRow, lang: 'vi' | 'en'): Readonly<Record<string, string>> {
  const vi = lang === 'vi'
  return {
    number: String(row.number),
    name: vi ? row.nameVi : row.nameEn,
    theme: (vi ? row.themeVi : row.themeEn) ?? '',
    occasion: (vi ? row.occasionVi : row.occasionEn) ?? '',
    slogan: (vi ? row.sloganVi : row.sloganEn) ?? '',
    from: row.from,
    until: row.until,
    tetUntil: row.tetUntil ?? '',
    referenceDay: row.referenceDay,
    hotMonths: row.hotMonths.join(', '),
    priorityGroups: row.priorityGroups.join(', '),
    priorityAreas: row.priorityAreas.join(', '),
    labourDayVnd: String(row.labourDayVnd),
  }
}

/** What stands beside an edition, one text each: its measures, least figures, units with days of their own, its tree. */
async function listsOf(act: Act, id: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<Record<'measures' | 'least' | 'windows' | 'units', string[]>>`select
    array(select measure || case when by_month then ' ×' else '' end from editions.edition_measures where edition_id = ${id} order by measure) as measures,
    array(select measure || ' ' || kind || ' ' || trim_scale(least) from editions.least where edition_id = ${id} order by measure, kind) as least,
    array(select u.code || ' ' || w.from_day || ' ' || w.until_day from editions.unit_windows w join org.units u on u.id = w.unit_id
      where w.edition_id = ${id} order by u.code) as windows,
    array(select u.code from editions.tree(${id}) t join org.units u on u.id = t.unit_id order by u.code) as units`.execute(
    act.tx,
  )
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, list]) => [name, list.join('\n')]))
}

/** Of two lists, the lines that only one has: what was taken out, and what came in. */
function linesApart(before: string, after: string): { before: string; after: string } {
  const [old, young] = [before, after].map(text => new Set(text.split('\n').filter(line => line !== '')))
  const only = (lines: Set<string> | undefined, others: Set<string> | undefined): string =>
    [...(lines ?? [])].filter(line => !others?.has(line)).join(', ')
  return { before: only(old, young), after: only(young, old) }
}

/** Everything in which an edition differs from another, part by part. */
export async function differences(act: Act, from: EditionRow, to: EditionRow): Promise<Difference[]> {
  const [plain, then] = [textsOf(from, act.lang), textsOf(to, act.lang)]
  const [lists, nowLists] = [await listsOf(act, from.id), await listsOf(act, to.id)]
  const apart = [
    ...Object.keys(plain).map(what => ({ what, before: plain[what] ?? '', after: then[what] ?? '' })),
    ...Object.keys(lists).map(what => ({ what, ...linesApart(lists[what] ?? '', nowLists[what] ?? '') })),
  ]
  return apart.filter(one => one.before !== one.after) as Difference[]
}
