import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Json, Measured, Party } from '#kit/serve/recognise.ts'
import type { RunRow } from './routes.ts'
import { runColumns, runsFrom } from './service-runs.ts'
import { lastDecisions } from './service-tally.ts'

/** Why a party is thanked or not, as it was frozen; `why` is null once it was erased. */
type Why = Measured & {
  readonly line: string
  readonly verdict: string
  readonly grounds: readonly string[]
  readonly reasons: readonly string[]
  readonly rank: number | null
  readonly why: Json
}

/** The reason for one party of a run, in the caller's scope; undefined when it does not stand there. */
export async function findWhy(tx: Tx, of: { readonly run: string; readonly party: string }): Promise<Why | undefined> {
  const { rows } =
    await sql<Why>`select l.id as line, l.verdict, l.grounds, l.reasons, l.marks, l.figures, l.rank, w.why
    from recognition.lines l left join recognition.whys w on w.line_id = l.id join recognition.runs r on r.id = l.run_id
    where l.run_id = ${of.run} and l.party_id = ${of.party} and r.published_id is not null`.execute(tx)
  return rows[0]
}

/** The runs of a kind in an edition that the caller's units reach, newest first. */
export async function runsOf(
  tx: Tx,
  of: { readonly edition: string; readonly kind: string },
): Promise<readonly RunRow[]> {
  const { rows } = await sql<RunRow>`select ${runColumns} from ${runsFrom}
    where r.edition_id = ${of.edition} and r.kind = ${of.kind} order by r.id desc limit 200`.execute(tx)
  return rows
}

/** A party that an approved run thanks. `record` is the line, or the correction that added these grounds later. */
type Recognised = {
  readonly party: Party
  readonly unit: string
  readonly grounds: readonly string[]
  readonly record: string
}

/** Whom an approved run thanks, in the caller's scope; nobody while it is not approved. Rewards are given from this. */
export async function recognisedOf(tx: Tx, run: string): Promise<readonly Recognised[]> {
  const { rows } =
    await sql<Recognised>`select jsonb_build_object('kind', l.party_kind, 'id', l.party_id) as party, l.unit_id as unit, l.grounds, l.id as record
    from recognition.lines l left join ${lastDecisions(run)} d on d.line_id = l.id
    where l.run_id = ${run} and cardinality(l.grounds) > 0 and d.kind is distinct from 'exclude'
      and exists (select from recognition.run_steps s where s.run_id = ${run} and s.step = 'approved')
    union all select jsonb_build_object('kind', l.party_kind, 'id', l.party_id), l.unit_id, c.grounds, c.id
    from recognition.corrections c join recognition.lines l on l.id = c.line_id where c.run_id = ${run}
    order by 4`.execute(tx)
  return rows
}
