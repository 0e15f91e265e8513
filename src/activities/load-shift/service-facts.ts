import { sql } from 'kysely'
import type { Settles } from '#kit/serve/face.ts'
import { countMany } from '#spine/facts'
import { recognisedOf } from '#spine/recognition'
import { measures } from './report.ts'

type Line = { id: string; kw: number | null; kwh: number | null; shifted: number | null }

/** When a result is approved, what the thanked reduced and moved counts beside who they are. */
export const countResult: Settles = async (tx, { because, kind }) => {
  if (kind !== 'recognised' || because.activity !== 'load-shift') return
  const thanked = await recognisedOf(tx, because.record)
  const { rows } = await sql<Line & { at: Date; day: string }>`select l.id, (l.figures ->> 'reducedKw')::float8 as kw,
      (l.figures ->> 'reducedKwh')::float8 as kwh, (l.figures ->> 'shiftedKwh')::float8 as shifted,
      s.at, (s.at at time zone 'Asia/Ho_Chi_Minh')::date::text as day
    from recognition.lines l join recognition.run_steps s on s.run_id = l.run_id and s.step = 'approved'
    where l.run_id = ${because.record}`.execute(tx)
  const lines = new Map(rows.map(row => [row.id, row]))
  const [first] = rows
  if (!first) return
  const facts = thanked.flatMap(({ party, unit, grounds, record }) => {
    const of = lines.get(record)
    const measured = of && grounds.includes('measured')
    const quantities = {
      'customers-thanked': 1,
      ...(measured ? { 'kw-reduced': of.kw, 'kwh-reduced': of.kwh, 'kwh-shifted': of.shifted } : {}),
    }
    return Object.entries(quantities).flatMap(([measure, quantity]) =>
      quantity && quantity > 0
        ? [
            {
              edition: because.edition,
              activity: 'load-shift',
              measure,
              unit,
              day: first.day,
              quantity,
              record,
              grade: measured ? ('proven' as const) : ('recorded' as const),
              duty: measures[measure as keyof typeof measures].duty,
              subject: party.id,
            },
          ]
        : [],
    )
  })
  await countMany(tx, facts, first.at)
}
