import { type RawBuilder, sql } from 'kysely'
import { type Copying, startCopy, type Tx } from '#kit/db'
import type { Intake, IntakeColumn, IntakeLoad, StageType } from '#kit/serve/intake.ts'
import type { NumberStyle } from './rules-cells.ts'

const typeOf = ({ kind }: IntakeColumn): StageType => {
  if (kind === 'day' || kind === 'month') return 'date'
  if (kind === 'moment') return 'timestamptz'
  if (kind === 'whole' || kind === 'vnd') return 'bigint'
  return kind === 'decimal' ? 'numeric' : 'text'
}

/** The rows of a load, or what their rule made beside them. */
export type Part = 'rows' | 'beside'
const nameOf = (load: string, part: Part): string => `${part === 'rows' ? 's' : 'b'}_${load.replaceAll('-', '')}`
export const stageOf = (load: string): RawBuilder<unknown> => sql`stages.${sql.ref(nameOf(load, 'rows'))}`
export const besideOf = (load: string): RawBuilder<unknown> => sql`stages.${sql.ref(nameOf(load, 'beside'))}`

/** Where a correcting load keeps which refused row each of its rows brings again. */
export const againColumn = 'brings_row'

/** The stage's columns, in the order in which rows are copied in. */
function columnsOf(intake: Intake, correcting: boolean): [name: string, type: StageType][] {
  return [
    ['row_no', 'int'],
    ...intake.columns.map((column): [string, StageType] => [column.name, typeOf(column)]),
    ...Object.entries(intake.derived ?? {}),
    ...(correcting ? [[againColumn, 'int'] satisfies [string, StageType]] : []),
  ]
}

/** Makes a part of a load's stage anew; answers what COPY calls it. */
async function openPart(tx: Tx, load: string, part: Part, columns: [name: string, type: StageType][]): Promise<string> {
  const names = columns.map(([name]) => name)
  const types = columns.map(([, type]) => type)
  await sql`select imports.open_stage(${load}, ${part}, ${names}::text[], ${types}::text[])`.execute(tx)
  return `stages.${nameOf(load, part)} (${names.map(name => `"${name}"`).join(', ')})`
}

/** Takes COPY text for a part of the stage. */
export type Put = (part: Part, text: Uint8Array) => Promise<void>

/** Makes a load's stage anew and fills it. A connection copies into one table at a time, so the parts take turns. */
export async function fillStage<T>(
  tx: Tx,
  load: string,
  intake: Intake,
  correcting: boolean,
  fill: (put: Put) => Promise<T>,
): Promise<T> {
  const targets = {
    rows: await openPart(tx, load, 'rows', columnsOf(intake, correcting)),
    beside: intake.beside ? await openPart(tx, load, 'beside', Object.entries(intake.beside)) : '',
  }
  let now: { readonly part: Part; readonly copying: Copying } | undefined
  try {
    const result = await fill(async (part, text) => {
      if (now?.part !== part) {
        await now?.copying.end()
        now = undefined
        now = { part, copying: await startCopy(tx, targets[part]) }
      }
      await now.copying.write(text)
    })
    await now?.copying.end()
    now = undefined
    await sql`select imports.settle_stage(${load})`.execute(tx)
    return result
  } catch (error) {
    await now?.copying.breakOff(error)
    throw error
  }
}

/** A staged value as it would stand in a file; a number so that it is read the same again. */
function cellText({ name, kind }: IntakeColumn, numbers: NumberStyle): RawBuilder<unknown> {
  const value = sql`s.${sql.ref(name)}::text`
  if (kind !== 'decimal') return sql`coalesce(${value}, '')`
  const clear = sql`regexp_replace(coalesce(${value}, ''), '^(-?[0-9]{1,3}[.][0-9]{3})$', '\\10')`
  return numbers === 'vi' ? sql`replace(${clear}, '.', ',')` : clear
}

type Where = {
  readonly check: string
  readonly load: IntakeLoad
  readonly numbers: NumberStyle
  readonly correcting: boolean
}
type Wrong = { readonly column: string; readonly code: string; readonly rows: RawBuilder<unknown> }

/** Takes rows of the stage out again, each with its reason. `rows` selects their numbers. */
async function refuseRows(
  tx: Tx,
  intake: Intake,
  { check, load, numbers, correcting }: Where,
  wrong: Wrong,
): Promise<number> {
  const stage = stageOf(load.id)
  const shown = intake.columns.find(({ name }) => name === wrong.column)
  const value = shown ? cellText(shown, numbers) : sql`''`
  const cells = sql.join(intake.columns.map(column => cellText(column, numbers)))
  const again = correcting ? sql`s.${sql.ref(againColumn)}::text` : sql`''`
  const { numAffectedRows } = await sql`
    with wrong as materialized (select s.* from ${stage} s where s.row_no in (${wrong.rows})),
    said as (insert into imports.findings (check_id, row_no, at, unit_id, load_id, column_name, reason, value, refused)
      select ${check}, s.row_no, coalesce((select max(f.at) + 1 from imports.findings f where f.check_id = ${check} and f.row_no = s.row_no), 0),
        ${load.unit}, ${load.id}, ${wrong.column}, ${wrong.code}, left(${value}, 200), true from wrong s),
    kept as (insert into imports.bad_rows (check_id, row_no, unit_id, load_id, cells)
      select ${check}, s.row_no, ${load.unit}, ${load.id}, array[${cells}, ${again}] from wrong s)
    delete from ${stage} t using wrong where t.row_no = wrong.row_no`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Two rows that name one thing: nobody can say which is meant, so both are refused. */
function sameKey(intake: Intake, load: string): RawBuilder<unknown> {
  const text = (of: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce(${of}::text, '') collate "C"`
  const keys = sql.join(intake.key.map(name => sql`${text(sql`k.${sql.ref(name)}`)} as ${sql.ref(name)}`))
  const places = sql.join(intake.key.map((_, index) => sql.lit(index + 1)))
  const alike = sql.join(
    intake.key.map(name => sql`d.${sql.ref(name)} = ${text(sql`k.${sql.ref(name)}`)}`),
    sql` and `,
  )
  return sql`select k.row_no from ${stageOf(load)} k join (
    select ${keys} from ${stageOf(load)} k group by ${places} having count(*) > 1) d on ${alike}`
}

/** Asks what can only be asked of all rows at once. Answers how many rows were taken out of the stage. */
export async function judgeStage(tx: Tx, intake: Intake, where: Where): Promise<number> {
  let refused = 0
  const [keyColumn = ''] = intake.key
  if (intake.key.length > 0)
    refused += await refuseRows(tx, intake, where, {
      column: keyColumn,
      code: 'key_twice',
      rows: sameKey(intake, where.load.id),
    })
  for (const { column, code, wrong } of intake.checks?.(where.load) ?? [])
    refused += await refuseRows(tx, intake, where, {
      column,
      code,
      rows: sql`select s.row_no from ${stageOf(where.load.id)} s where ${wrong}`,
    })
  return refused
}

/** How many rows a stage holds, and the sums of its control columns. */
export async function totalsOf(
  tx: Tx,
  intake: Intake,
  load: string,
): Promise<{ readonly rows: number; readonly sums: Readonly<Record<string, string>> }> {
  const summed = intake.columns.filter(({ sum }) => sum !== undefined)
  const pairs = summed.map(({ name }) => sql`${name}::text, coalesce(sum(s.${sql.ref(name)}), 0)::text`)
  const sums = pairs.length === 0 ? sql`'{}'::jsonb` : sql`jsonb_build_object(${sql.join(pairs)})`
  const { rows } = await sql<{
    rows: number
    sums: Record<string, string>
  }>`select count(*)::int as rows, ${sums} as sums from ${stageOf(load)} s`.execute(tx)
  return rows[0] ?? { rows: 0, sums: {} }
}

export const dropStage = (tx: Tx, load: string): Promise<unknown> => sql`select imports.drop_stage(${load})`.execute(tx)
