import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Ports } from '#kit/serve'
import { findKind, judgeUnder } from './kinds.ts'
import type { Tally, Thanks } from './routes.ts'
import { type Alike, type Counts, tally } from './rules-tally.ts'
import type { RunHead } from './service-freeze.ts'

/** The last decision on each line of a run: `d` with line_id, kind, reason. */
export const lastDecisions = (
  run: string,
) => sql`(select distinct on (line_id) line_id, kind, reason from recognition.decisions
  where run_id = ${run} order by line_id, no desc)`

export const shownTally = ({ costVnd, ...counts }: Counts): Tally => ({ ...counts, costVnd: String(costVnd) })

/** Ground -> what it may cost a party, as the criteria hint. */
export const amountsOf = (thanks: readonly Thanks[]): Record<string, bigint> =>
  Object.fromEntries(thanks.map(({ ground, amountVnd }) => [ground, BigInt(amountVnd ?? 0)]))

/** The run as it stands: judged under its own criteria, with what people decided. */
export async function tallyOf(tx: Tx, ports: Ports, run: RunHead): Promise<Tally> {
  const energy = findKind(ports, run.kind)?.energy ?? ''
  const { rows } =
    await sql<Alike>`select l.verdict, l.grounds, cardinality(l.grounds) > 0 and d.kind is distinct from 'exclude' as included,
      count(*)::int as many, coalesce(sum((l.figures ->> ${energy})::float8), 0) as kwh
    from recognition.lines l left join ${lastDecisions(run.id)} d on d.line_id = l.id
    where l.run_id = ${run.id} group by 1, 2, 3`.execute(tx)
  return shownTally(tally(rows, amountsOf(run.thanks)))
}

type Kept = { figures: Record<string, number | null>; marks: string[]; out: boolean }

/** The same run under other thresholds and amounts. Grounds for which no amount is given count and cost nothing. */
export async function tryOn(
  tx: Tx,
  ports: Ports,
  run: RunHead,
  settings: Readonly<Record<string, number>>,
  amounts: Readonly<Record<string, bigint>>,
): Promise<Tally> {
  const kind = ports.recognition.kinds().get(run.kind)
  if (!kind) throw new Error(`nobody recognises ${run.kind}`)
  const { rows } = await sql<Kept>`select l.figures, l.marks, d.kind is not distinct from 'exclude' as out
    from recognition.lines l left join ${lastDecisions(run.id)} d on d.line_id = l.id where l.run_id = ${run.id}`.execute(
    tx,
  )
  const energy = kind.energy
  function* alike(): Generator<Alike> {
    for (const { figures, marks, out } of rows) {
      const { verdict, grounds } = judgeUnder(
        kind as NonNullable<typeof kind>,
        { figures, marks },
        settings,
        run.thanks,
      )
      const kwh = energy && Object.hasOwn(figures, energy) ? (figures[energy] ?? 0) : 0
      yield { verdict, grounds, included: grounds.length > 0 && !out, many: 1, kwh }
    }
  }
  return shownTally(tally(alike(), amounts))
}
