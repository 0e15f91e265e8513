import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Json } from '#kit/serve/recognise.ts'
import { refuse, uuidv7 } from '#kit/wire'
import { getKind } from './kinds.ts'
import { above, actor, reach } from './read.ts'

export type OpenRun = {
  readonly unit: string
  readonly criteria: string
  /** What it is measured on, so that it can be measured again: events, a period. Opaque ids and days, nothing personal. */
  readonly given: Json
  /** Asks for the activity's errand that measures the run and ends with `freezeRun`; its id, so that progress shows. */
  readonly ask?: (run: string) => Promise<string>
  /** On criteria that are not published yet: to try thresholds. It shows no names and can never be approved. */
  readonly trial?: boolean
}

type Under = { editionId: string; kind: string; unitId: string; published: boolean }

/**
 * Opens a run for a unit and all below it, in the transaction of the activity's verb, and asks for its errand. Refuses recognition.not_published (409) unless it is a trial, recognition.is_published (409) for a trial on
 * published criteria, recognition.unknown_criteria (404) for criteria of a unit that does not stand above this one.
 */
export async function openRun(
  act: Pick<Act, 'tx' | 'who' | 'units' | 'now' | 'today' | 'ports'>,
  { unit, criteria, given, ask, trial = false }: OpenRun,
): Promise<{ readonly run: string; readonly errand: string | undefined }> {
  reach(act, unit)
  const { rows } = await sql<Under>`with recursive ${above(unit, act.today)}
    select c.edition_id as "editionId", c.kind, c.unit_id as "unitId", c.published from (
      select criteria_id as id, edition_id, kind, unit_id, true as published from recognition.published
      union all select id, edition_id, kind, unit_id, false from recognition.criteria) c
    join above a on a.id = c.unit_id where c.id = ${criteria} order by c.published desc limit 1`.execute(act.tx)
  const under = rows[0] ?? refuse('recognition.unknown_criteria', 404)
  if (!trial && !under.published) refuse('recognition.not_published', 409)
  if (trial && under.published) refuse('recognition.is_published', 409)
  const kind = getKind(act.ports, under.kind)
  const run = uuidv7(act.now.getTime())
  await sql`insert into recognition.runs (id, edition_id, activity, kind, unit_id, criteria_id, published_id, given, opened_by, opened_at)
    values (${run}, ${under.editionId}, ${kind.activity}, ${under.kind}, ${unit}, ${criteria}, ${trial ? null : criteria},
      ${JSON.stringify(given)}::jsonb, ${actor(act)}, ${act.now})`.execute(act.tx)
  if (!ask) return { run, errand: undefined }
  const errand = await ask(run)
  await sql`update recognition.runs set errand = ${errand} where id = ${run}`.execute(act.tx)
  return { run, errand }
}
