import { sql } from 'kysely'
import type { Verbs } from '#kit/serve'
import { type GivesOf, refuse } from '#kit/wire'
import type { reportRoutes } from './routes.ts'
import type { Grade } from './rules.ts'
import { keyOf, measureOf } from './service-measures.ts'
import { getEdition } from './service-tree.ts'

const moment = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
const unitName = sql`coalesce((select n.name from org.unit_names n where n.unit_id = f.unit_id order by n.from_day desc limit 1), '')`

type Version = GivesOf<typeof reportRoutes.record>['versions'][number]
type Found = {
  readonly edition: string
  readonly activity: string
  readonly measure: string
  readonly unit: string
  readonly unitName: string
  readonly place: string | null
  readonly duty: 'statutory' | 'extra'
  readonly joint: boolean
  readonly record: string
}

export const record: Verbs<Pick<typeof reportRoutes, 'record'>>['record'] = async (act, { id }) => {
  const { rows } =
    await sql<Found>`select f.edition_id as edition, f.activity, f.measure, f.unit_id as unit, ${unitName} as "unitName",
      (select c.name from org.commune_names c where c.code = f.commune order by c.from_day desc limit 1) as place, f.duty, f.joint, f.record
    from facts.facts f where f.id = ${id}`.execute(act.tx)
  const found = rows[0] ?? refuse('reports.unknown_record', 404)
  // All versions of one count: what it corrects, and what corrects it.
  const { rows: versions } = await sql<Version>`with recursive older as (
      select id, corrects from facts.facts where id = ${id}
      union all select f.id, f.corrects from facts.facts f join older o on f.id = o.corrects
    ), newer as (
      select id from facts.facts where id = ${id} union all select f.id from facts.facts f join newer n on f.corrects = n.id
    ) select f.id, f.day::text as day, f.quantity::float8 as quantity, f.grade, ${moment('f.counted_at')} as "countedAt"
    from facts.facts f where f.id in (select id from older union select id from newer) order by f.counted_at desc, f.id desc`.execute(
    act.tx,
  )
  const { rows: evidence } = await sql<{ id: string; kind: string; at: string }>`
    select e.id, e.kind, ${moment('e.added_at')} as at from evidence.items e where e.record = ${found.record} order by e.id limit 50`.execute(
    act.tx,
  )
  const edition = await getEdition(act, found.edition)
  const opens = await act.ports.reports.opens(act, found.activity, found.measure, found.record)
  return {
    id,
    edition: { id: edition.id, name: edition.name },
    measure: await measureOf(act, edition.id, keyOf(found.activity, found.measure)),
    unit: { id: found.unit, name: found.unitName },
    place: found.place,
    duty: found.duty,
    joint: found.joint,
    versions,
    evidence,
    opens: opens ?? null,
  }
}

const page = 50
type Side<P extends string> = Record<`${P}Quantity`, number> & Record<`${P}Grade`, Grade> & Record<`${P}Day`, string>
type Corrected = Side<'before'> &
  Side<'after'> & { id: string; activity: string; measure: string; unit: string; at: string }

export const corrections: Verbs<Pick<typeof reportRoutes, 'corrections'>>['corrections'] = async (act, asked) => {
  const edition = await getEdition(act, asked.edition)
  const { rows } = await sql<Corrected>`
    select f.id, f.activity, f.measure, ${unitName} as unit, ${moment('f.counted_at')} as at,
      b.quantity::float8 as "beforeQuantity", b.grade as "beforeGrade", b.day::text as "beforeDay",
      f.quantity::float8 as "afterQuantity", f.grade as "afterGrade", f.day::text as "afterDay"
    from facts.facts f join facts.facts b on b.id = f.corrects
    where f.edition_id = ${edition.id} and f.corrects is not null and (${asked.after ?? null}::uuid is null or f.id < ${asked.after ?? null}::uuid)
    order by f.id desc limit ${page + 1}`.execute(act.tx)
  const shown = rows.slice(0, page)
  const measures = new Map(
    await Promise.all(
      [...new Set(shown.map(row => keyOf(row.activity, row.measure)))].map(
        async key => [key, await measureOf(act, edition.id, key)] as const,
      ),
    ),
  )
  return {
    corrections: shown.flatMap(row => {
      const measure = measures.get(keyOf(row.activity, row.measure))
      if (!measure) return []
      return [
        {
          id: row.id,
          measure,
          unit: row.unit,
          at: row.at,
          before: { quantity: row.beforeQuantity, grade: row.beforeGrade, day: row.beforeDay },
          after: { quantity: row.afterQuantity, grade: row.afterGrade, day: row.afterDay },
        },
      ]
    }),
    next: rows.length > page ? (rows[page - 1]?.id ?? null) : null,
  }
}
