import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Column } from './routes-plan.ts'
import { keyOf, monthsOf } from './rules.ts'
import type { EditionRow } from './service.ts'
import { readMeasures } from './service-catalogue.ts'

/** A column with which kinds of unit take part in it. */
export type Lane = Column & { readonly kinds: readonly string[] }

/** The columns of an edition's plan, in order: a measure, or a measure in each month that the edition touches. */
export async function readColumns(act: Act, edition: EditionRow, block?: string): Promise<Lane[]> {
  const { rows } = await sql<{ measure: string; byMonth: boolean; block: Column['block']; kinds: string[] }>`
    select em.measure, em.by_month as "byMonth", a.block, a.kinds
    from editions.edition_measures em join editions.measures m on m.code = em.measure join editions.activities a on a.code = m.activity
    where em.edition_id = ${edition.id} and (${block ?? null}::text is null or a.block = ${block ?? null}) order by em.position`.execute(
    act.tx,
  )
  const measures = new Map((await readMeasures(act)).map(one => [one.code, one]))
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
