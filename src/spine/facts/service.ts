import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Verbs } from '#kit/serve'
import { type GivesOf, refuse, uuidv7 } from '#kit/wire'
import type { factRoutes, Grade } from './routes.ts'

export type Counted = {
  readonly edition: string
  readonly activity: string
  readonly measure: string
  readonly unit: string
  /** Official commune code, where the act has a place. */
  readonly commune?: string | undefined
  /** ISO day in Asia/Ho_Chi_Minh. */
  readonly day: string
  /** In the measure's unit, at most three decimals. */
  readonly quantity: number
  readonly record: string
  readonly grade: Grade
  readonly duty: 'statutory' | 'extra'
  /** What is counted once only, as an opaque name: a household, a contract. The first unit owns it; others are joint. */
  readonly subject?: string | undefined
}

async function insert(
  tx: Tx,
  fact: Counted,
  now: Date,
  more: { corrects: string | null; joint: boolean },
): Promise<string> {
  const id = uuidv7(now.getTime())
  await sql`insert into facts.facts (id, edition_id, activity, measure, unit_id, commune, day, quantity, grade, duty, record, subject, joint, corrects, counted_at)
    values (${id}, ${fact.edition}, ${fact.activity}, ${fact.measure}, ${fact.unit}, ${fact.commune ?? null}, ${fact.day}, ${fact.quantity},
      ${fact.grade}, ${fact.duty}, ${fact.record}, ${fact.subject ?? null}, ${more.joint}, ${more.corrects}, ${now})`.execute(
    tx,
  )
  return id
}

/** Counts an act, in its transaction. Answers the fact's id and whether another unit had this subject before. */
export async function count(
  tx: Tx,
  fact: Counted,
  now: Date,
): Promise<{ readonly id: string; readonly joint: boolean }> {
  let joint = false
  if (fact.subject !== undefined) {
    const { rows } = await sql<{
      first: boolean
    }>`select facts.first_with(${fact.edition}, ${fact.activity}, ${fact.measure}, ${fact.subject}, ${fact.unit}) as first`.execute(
      tx,
    )
    joint = !rows[0]?.first
  }
  return { id: await insert(tx, fact, now, { corrects: null, joint }), joint }
}

/**
 * Counts many acts of one transaction in one trip; each as `count` would. Each subject of a measure stands in the list
 * once.
 */
export async function countMany(tx: Tx, facts: readonly Counted[], now: Date): Promise<void> {
  const rows = facts.map(fact => ({ ...fact, id: uuidv7(now.getTime()) }))
  await sql`insert into facts.facts (id, edition_id, activity, measure, unit_id, commune, day, quantity, grade, duty, record, subject, joint, counted_at)
    select f.id, f.edition, f.activity, f.measure, f.unit, f.commune, f.day, f.quantity, f.grade, f.duty, f.record, f.subject,
      f.subject is not null and not facts.first_with(f.edition, f.activity, f.measure, f.subject, f.unit), ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (id uuid, edition uuid, activity text, measure text, unit uuid,
      commune text, day date, quantity numeric, grade text, duty text, record uuid, subject text)`.execute(tx)
}

/**
 * Counts what a query gives, a fact for each of its rows (`unit`, `record`, `quantity`), without a row leaving the
 * database; what all have in common is said once. For what has no subject.
 */
export async function countRows(
  tx: Tx,
  of: Pick<Counted, 'edition' | 'activity' | 'measure' | 'day' | 'grade' | 'duty'>,
  rows: RawBuilder<unknown>,
  now: Date,
): Promise<void> {
  await sql`insert into facts.facts (id, edition_id, activity, measure, unit_id, day, quantity, grade, duty, record, counted_at)
    select kit.key_at(${now}), ${of.edition}, ${of.activity}, ${of.measure}, f.unit, ${of.day}, f.quantity, ${of.grade}, ${of.duty},
      f.record, ${now} from (${rows}) f`.execute(tx)
}

/** Replaces a fact by a new one; the old one stays readable. A fact is corrected once; then the correction is. */
export async function correct(
  tx: Tx,
  factId: string,
  change: Partial<Pick<Counted, 'quantity' | 'grade' | 'day'>>,
  now: Date,
): Promise<string> {
  const { rows } = await sql<
    Counted & { joint: boolean; corrected: boolean }
  >`select edition_id as edition, activity, measure, unit_id as unit, commune, day::text as day,
      quantity::float8 as quantity, record, grade, duty, subject, joint, exists (select from facts.facts l where l.corrects = f.id) as corrected
    from facts.facts f where id = ${factId}`.execute(tx)
  const before = rows[0]
  if (!before) return refuse('facts.unknown_fact', 404)
  if (before.corrected) refuse('facts.already_corrected', 409)
  return insert(tx, { ...before, ...change }, now, { corrects: factId, joint: before.joint })
}

const live = sql`not exists (select from facts.facts later where later.corrects = f.id)`

/**
 * Lets the fact of a record stand at a quantity, in the record's own measure: counts it, corrects it, or leaves it as it
 * is. For what can be undone and done again: somebody was there, a question is answered.
 */
export async function tally(tx: Tx, fact: Counted, now: Date): Promise<void> {
  const { rows } = await sql<{
    id: string
    quantity: number
    grade: Grade
  }>`select f.id, f.quantity::float8 as quantity, f.grade
    from facts.facts f where f.edition_id = ${fact.edition} and f.activity = ${fact.activity} and f.measure = ${fact.measure}
      and f.record = ${fact.record} and f.unit_id = ${fact.unit} and ${live}`.execute(tx)
  const before = rows[0]
  if (!before && fact.quantity !== 0) await count(tx, fact, now)
  if (before && (before.quantity !== fact.quantity || before.grade !== fact.grade))
    await correct(tx, before.id, { quantity: fact.quantity, grade: fact.grade }, now)
}

/** A measure's total over all units by grade, as anybody may read it. */
export async function publicFigure(
  tx: Tx,
  of: Pick<Counted, 'edition' | 'activity' | 'measure'>,
): Promise<Readonly<Record<Grade, number>>> {
  const total = (grade: Grade) =>
    sql<number>`facts.public_total(${of.edition}, ${of.activity}, ${of.measure}, ${grade})::float8`
  const { rows } = await sql<
    Record<Grade, number>
  >`select ${total('declared')} as declared, ${total('recorded')} as recorded, ${total('proven')} as proven`.execute(tx)
  return rows[0] ?? { declared: 0, recorded: 0, proven: 0 }
}

export const verbs: Verbs<typeof factRoutes> = {
  progress: async (act, { edition, by = 'edition' }) => {
    const month = by === 'month' ? sql`to_char(f.day, 'YYYY-MM')` : sql`null::text`
    const { rows: measures } = await sql<GivesOf<typeof factRoutes.progress>['measures'][number]>`
      select activity, measure, month, array_agg(unit_id order by unit_id)::text[] as units,
        array_agg(quantity order by unit_id) as quantity
      from (select f.activity, f.measure, ${month} as month, f.unit_id, sum(f.quantity)::float8 as quantity
        from facts.facts f where f.edition_id = ${edition} and not f.joint and ${live} group by 1, 2, 3, 4) sums
      group by activity, measure, month order by activity, measure, month`.execute(act.tx)
    return { measures }
  },

  figure: async (act, { edition, activity, measure, after }) => {
    const of = sql`f.edition_id = ${edition} and f.activity = ${activity} and f.measure = ${measure} and ${live}`
    const { rows: sums } = await sql<{
      grade: Grade
      total: number
    }>`select grade, sum(quantity)::float8 as total from facts.facts f where ${of} and not joint group by grade`.execute(
      act.tx,
    )
    const byGrade = {
      declared: 0,
      recorded: 0,
      proven: 0,
      ...Object.fromEntries(sums.map(row => [row.grade, row.total])),
    }
    const { rows } = await sql<{
      id: string
      unit: string
      day: string
      quantity: number
      grade: Grade
      record: string
      joint: boolean
    }>`select f.id, coalesce((select n.name from org.unit_names n
        where n.unit_id = f.unit_id order by n.from_day desc limit 1), '') as unit, f.day::text as day, f.quantity::float8 as quantity, f.grade, f.record, f.joint
      from facts.facts f where ${of} and (${after ?? null}::uuid is null or f.id < ${after ?? null}::uuid) order by f.id desc limit 51`.execute(
      act.tx,
    )
    return {
      total: byGrade.declared + byGrade.recorded + byGrade.proven,
      byGrade,
      records: rows.slice(0, 50),
      next: rows.length > 50 ? (rows[49]?.id ?? null) : null,
    }
  },
}
