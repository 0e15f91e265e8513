import { sql } from 'kysely'
import type { Verb } from '#kit/serve'
import { type GivesOf, refuse } from '#kit/wire'
import { intakeOf } from './loads.ts'
import type { importRoutes } from './routes.ts'
import { rowColumn } from './rules.ts'
import { staffOf } from './uploads.ts'
import { columnSays } from './views.ts'

type Source = GivesOf<typeof importRoutes.sources>['sources'][number]
type Row = Omit<Source, 'kind' | 'columns' | 'lastAt'> & {
  readonly lastAt: Date | null
  readonly columns: Record<string, number> | null
}

export const sources: Verb<typeof importRoutes.sources> = async act => {
  const { rows } = await sql<Row>`select s.id, s.name, s.unit_id as "unitId", s.intake, s.decides, s.folder, s.numbered,
      s.closed_at is null as open, count(l.id)::int as loads, max(l.brought_at) as "lastAt",
      (max(l.number) filter (where l.ended_at is null and imports.state_of(l.id) = 'applied'))::int as "lastNumber",
      (select n.name from org.unit_names n where n.unit_id = s.unit_id order by n.from_day desc limit 1) as unit,
      (select h.reading -> 'columns' from imports.habits h where h.source_id = s.id order by h.kept_at desc limit 1) as columns
    from imports.sources s left join imports.loads l on l.source_id = s.id
    group by s.id order by s.closed_at is not null, s.name, s.id limit 500`.execute(act.tx)
  return {
    sources: rows.map(({ columns, lastAt, ...row }) => {
      const intake = act.ports.imports.intakes().get(row.intake)
      const names = Object.entries(columns ?? {}).sort((a, b) => a[1] - b[1])
      return {
        ...row,
        kind: intake?.says[act.lang] ?? row.intake,
        lastAt: lastAt?.toISOString() ?? null,
        columns: names.flatMap(([name]) => (intake && name !== rowColumn ? [columnSays(intake, name, act.lang)] : [])),
      }
    }),
  }
}

export const openSource: Verb<typeof importRoutes.openSource> = async (act, input) => {
  const { unitId, intake, name, decides, folder, numbered } = input
  if (!act.units.includes(unitId)) refuse('imports.unit_out_of_scope', 403)
  intakeOf(act.ports, intake)
  const { numAffectedRows } =
    await sql`insert into imports.sources (id, unit_id, intake, name, decides, folder, numbered, opened_by, opened_at)
    values (${act.key}, ${unitId}, ${intake}, ${name}, ${decides}, ${folder}, ${numbered}, ${staffOf(act) ?? null}, ${act.now})
    on conflict do nothing`.execute(act.tx)
  if (numAffectedRows !== 1n) refuse('imports.folder_taken', 409)
  act.concerns({ record: act.key, unit: unitId })
  return { id: act.key }
}

export const changeSource: Verb<typeof importRoutes.changeSource> = async (
  act,
  { id, name, decides, folder, numbered },
) => {
  const { rows } = await sql<{
    unit: string
    taken: boolean
  }>`select s.unit_id as unit, imports.folder_taken(${folder}, s.id) as taken from imports.sources s
    where s.id = ${id} and s.closed_at is null for update`.execute(act.tx)
  if (!rows[0]) refuse('imports.unknown_source', 404)
  if (rows[0].taken) refuse('imports.folder_taken', 409)
  await sql`update imports.sources set name = ${name}, decides = ${decides}, folder = ${folder}, numbered = ${numbered} where id = ${id}`.execute(
    act.tx,
  )
  act.concerns({ record: id, unit: rows[0].unit })
  return {}
}

export const closeSource: Verb<typeof importRoutes.closeSource> = async (act, { id }) => {
  const { rows } = await sql<{
    unit: string
  }>`update imports.sources set closed_by = ${staffOf(act) ?? null}, closed_at = ${act.now}
    where id = ${id} and closed_at is null returning unit_id as unit`.execute(act.tx)
  if (!rows[0]) refuse('imports.unknown_source', 404)
  act.concerns({ record: id, unit: rows[0].unit })
  return {}
}
