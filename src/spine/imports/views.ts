import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act, Verb } from '#kit/serve'
import type { Intake } from '#kit/serve/intake.ts'
import { type GivesOf, type RefusalValues, refuse } from '#kit/wire'
import type { Lang } from '#kit/words'
import { findLoad, intakeOf, type Load } from './loads.ts'
import type { importRoutes } from './routes.ts'
import { controlLines, type Found, rowColumn, type State, type Stated } from './rules.ts'
import { importWords } from './words.ts'

type LoadRow = GivesOf<typeof importRoutes.loads>['loads'][number]
type Row = Omit<LoadRow, 'kind' | 'broughtAt'> & { readonly broughtAt: Date }
const page = 50

const columns = sql`l.id, l.intake, l.name, l.corrects, s.name as source, l.brought_at as "broughtAt",
  (select n.name from org.unit_names n where n.unit_id = l.unit_id order by n.from_day desc limit 1) as unit,
  people.name_of(l.brought_by) as "broughtBy", p.state, (f.found -> 'rows')::int as rows, (f.found -> 'bad')::int as bad`
const from = sql`imports.loads l left join imports.sources s on s.id = l.source_id
  cross join lateral (select p.state from imports.steps p where p.load_id = l.id order by p.no desc limit 1) p
  left join lateral (select p.details -> 'found' as found from imports.steps p where p.load_id = l.id and p.details ? 'found'
    order by p.no desc limit 1) f on true`

const kindOf = (act: Act, name: string): string => act.ports.imports.intakes().get(name)?.says[act.lang] ?? name
const shown = (act: Act, { broughtAt, ...row }: Row): LoadRow => ({
  ...row,
  kind: kindOf(act, row.intake),
  broughtAt: broughtAt.toISOString(),
})

export const loads: Verb<typeof importRoutes.loads> = async (act, { state, intake, source, q, after }) => {
  const { rows } = await sql<Row>`select ${columns} from ${from}
    where (${state ?? null}::text is null or p.state = ${state ?? null}) and (${intake ?? null}::text is null or l.intake = ${intake ?? null})
      and (${source ?? null}::uuid is null or l.source_id = ${source ?? null}::uuid)
      and (${q ?? ''} = '' or strpos(kit.fold(l.name), kit.fold(${q ?? ''})) > 0)
      and (${after ?? null}::uuid is null or (l.brought_at, l.id) < (select a.brought_at, a.id from imports.loads a where a.id = ${after ?? null}::uuid))
    order by l.brought_at desc, l.id desc limit ${page + 1}`.execute(act.tx)
  const found = rows.slice(0, page).map(row => shown(act, row))
  return { loads: found, next: rows.length > page ? (found.at(-1)?.id ?? null) : null }
}

/** The sentence of a reason: the kind's own, or one that every file can have. */
export function reasonOf(intake: Intake, reason: string, lang: Lang): string {
  const own: Readonly<Record<string, string>> = importWords[lang].reasons
  return intake.reasons[reason]?.[lang] ?? own[reason] ?? reason
}

export function columnSays(intake: Intake, name: string, lang: Lang): string {
  if (name === rowColumn) return importWords[lang].row
  return intake.columns.find(column => column.name === name)?.says[lang] ?? ''
}

async function foundOf(act: Act, load: Load, intake: Intake, stated: Stated) {
  const { found } = load
  if (!found) return null
  const { rows } = await sql<{ reason: string; column: string; refused: boolean; rows: number }>`
    select reason, column_name as "column", refused, count(distinct row_no)::int as rows from imports.findings
    where check_id = ${found.check} group by 1, 2, 3 order by 3 desc, 4 desc limit 50`.execute(act.tx)
  const mended = await sql<{ many: number }>`select count(*)::int as many from imports.mended m
    join imports.loads l on l.id = m.by_load where m.load_id = ${load.id} and l.ended_at is null`.execute(act.tx)
  return {
    ...countsOf(found),
    mended: mended.rows[0]?.many ?? 0,
    lines: controlLines(stated, found).map(line => ({
      ...line,
      says: line.what === 'rows' ? importWords[act.lang].rows : columnSays(intake, line.what, act.lang),
      unit: intake.columns.find(({ name }) => name === line.what)?.sum ?? null,
    })),
    reasons: rows.map(row => ({
      ...row,
      column: columnSays(intake, row.column, act.lang),
      says: reasonOf(intake, row.reason, act.lang),
    })),
  }
}

const countsOf = ({ rows, good, bad, noted }: Found) => ({ rows, good, bad, noted })

type StepRow = {
  readonly state: State
  readonly by: string | null
  readonly at: Date
  readonly reason: string | null
  readonly details: {
    readonly values?: RefusalValues
    readonly why?: string
    readonly applied?: Record<string, number>
    readonly restored?: number
  }
}

async function stepsOf(tx: Tx, load: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select p.state, people.name_of(p.by_staff) as by, p.at, p.reason, p.details
    from imports.steps p where p.load_id = ${load} order by p.no`.execute(tx)
  return rows
}

const numbersOf = ({ details }: StepRow): Record<string, number> => ({
  ...details.applied,
  ...(details.restored === undefined ? {} : { restored: details.restored }),
})

export const load: Verb<typeof importRoutes.load> = async (act, { id }) => {
  const found = (await findLoad(act.tx, id)) ?? refuse('imports.unknown', 404)
  const intake = intakeOf(act.ports, found.intake)
  const { rows } = await sql<
    Row & { stated: Stated }
  >`select ${columns}, l.stated from ${from} where l.id = ${id}`.execute(act.tx)
  const [row] = rows
  if (!row) return refuse('imports.unknown', 404)
  const corrections =
    await sql<Row>`select ${columns} from ${from} where l.corrects = ${id} order by l.brought_at`.execute(act.tx)
  const progress = await sql<{
    bytes: bigint
    rows: bigint
    bad: bigint
  }>`select bytes_done as bytes, rows_done as rows, bad_rows as bad
    from imports.progress where load_id = ${id}`.execute(act.tx)
  const steps = await stepsOf(act.tx, id)
  const last = steps.at(-1)
  const { stated, ...plain } = row
  const [far] = progress.rows
  return {
    ...shown(act, plain),
    unitId: found.unit,
    bytes: Number(found.bytes),
    asOf: found.asOf,
    number: found.number,
    decides: found.decides,
    mine: act.who.kind === 'staff' && act.who.id === found.broughtBy,
    found: await foundOf(act, found, intake, stated),
    progress:
      far && found.state === 'checking'
        ? { bytes: Number(far.bytes), rows: Number(far.rows), bad: Number(far.bad) }
        : null,
    problem: last?.reason
      ? { code: last.reason, title: act.ports.sentenceOf(last.reason, act.lang, last.details.values ?? {}) }
      : null,
    steps: steps.map(step => ({
      state: step.state,
      by: step.by,
      at: step.at.toISOString(),
      reason:
        step.details.why ??
        (step.reason ? act.ports.sentenceOf(step.reason, act.lang, step.details.values ?? {}) : null),
      numbers: numbersOf(step),
    })),
    corrections: corrections.rows.map(one => shown(act, one)),
  }
}

export const findings: Verb<typeof importRoutes.findings> = async (act, { id, reason, after }) => {
  const found = (await findLoad(act.tx, id)) ?? refuse('imports.unknown', 404)
  const intake = intakeOf(act.ports, found.intake)
  act.concerns({ record: id, unit: found.unit })
  if (!found.found) return { findings: [], next: null }
  const [row = '0', at = '0'] = (after ?? '0.0').split('.')
  const { rows } = await sql<{
    row: number
    at: number
    column: string
    value: string
    reason: string
    refused: boolean
  }>`
    select row_no as row, at, column_name as "column", value, reason, refused from imports.findings
    where check_id = ${found.found.check} and (row_no, at) > (${row}::bigint, ${at}::bigint)
      and (${reason ?? ''} = '' or reason = ${reason ?? ''}) order by row_no, at limit ${page + 1}`.execute(act.tx)
  const last = rows.length > page ? rows[page - 1] : undefined
  return {
    findings: rows.slice(0, page).map(({ at: _, ...one }) => ({
      ...one,
      column: columnSays(intake, one.column, act.lang),
      says: reasonOf(intake, one.reason, act.lang),
    })),
    next: last ? `${last.row}.${last.at}` : null,
  }
}

export const kinds: Verb<typeof importRoutes.kinds> = async act => ({
  kinds: [...act.ports.imports.intakes().values()].map(({ name, says, columns: of }) => ({
    name,
    says: says[act.lang],
    columns: of.map(column => ({
      name: column.name,
      says: column.says[act.lang],
      kind: column.kind,
      required: column.required ?? false,
      unit: column.sum ?? null,
      choices: Object.values(column.choices ?? {}).map(ways => ways[0] ?? ''),
    })),
  })),
})
