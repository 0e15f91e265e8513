import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Column } from './routes-plan.ts'
import { keyOf, monthsOf } from './rules.ts'
import type { EditionRow } from './service.ts'
import { readMeasures } from './service-catalogue.ts'

/** A column with which kinds of unit take part in it. */
export type Lane = Column & { readonly kinds: readonly string[] }

/**
 * The columns of an edition's plan, in order: a measure, or a measure in each month that the edition touches. Of one
 * block, or of some measures with what pays for them and what they pay for.
 */
export async function readColumns(
  act: Act,
  edition: EditionRow,
  only: { readonly block?: string | undefined; readonly measures?: readonly string[] } = {},
): Promise<Lane[]> {
  const { rows } = await sql<{ measure: string; byMonth: boolean; block: Column['block']; kinds: string[] }>`
    select em.measure, em.by_month as "byMonth", a.block, a.kinds
    from editions.edition_measures em join editions.measures m on m.code = em.measure join editions.activities a on a.code = m.activity
    where em.edition_id = ${edition.id} and (${only.block ?? null}::text is null or a.block = ${only.block ?? null})
      and (${only.measures ?? null}::text[] is null or m.code = any (${only.measures ?? null}) or m.of_measure = any (${only.measures ?? null})
        or m.code in (select of_measure from editions.measures where code = any (${only.measures ?? null}))) order by em.position`.execute(
    act.tx,
  )
  const measures = new Map(
    (
      await readMeasures(
        act,
        rows.map(row => row.measure),
      )
    ).map(one => [one.code, one]),
  )
  return rows.flatMap(row => {
    const measure = measures.get(row.measure)
    if (!measure) return []
    const { code, usual, ended, shipped, of, ...rest } = measure
    const months = row.byMonth ? monthsOf(edition.from, edition.tetUntil ?? edition.until) : [null]
    return months.map(month => ({
      ...rest,
      key: keyOf(code, month),
      measure: code,
      month,
      block: row.block,
      kinds: row.kinds,
      of: of === null ? null : keyOf(of, month),
      usual: usual && { low: usual.low, high: usual.high, unsourced: usual.unsourced },
    }))
  })
}
