import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Ports } from '#kit/serve'
import type { FrozenRun, Json, MeasuredLine, RunInput } from '#kit/serve/recognise.ts'
import { refuse, uuidv7 } from '#kit/wire'
import { sha256 } from './canon.ts'
import { getKind } from './kinds.ts'
import { headText, judgeAll, type Line, linesText } from './lines.ts'
import { hold } from './read.ts'
import type { Thanks } from './routes.ts'
import type { RunState } from './rules.ts'

/** A run as its row and its criteria stand. */
export type RunHead = {
  readonly id: string
  readonly edition: string
  readonly activity: string
  readonly kind: string
  readonly unit: string
  readonly criteria: string
  readonly trial: boolean
  readonly given: Json
  readonly openedBy: string
  readonly settings: Readonly<Record<string, number>>
  readonly thanks: readonly Thanks[]
  readonly objectDays: number
  readonly answerDays: number
  readonly state: RunState
}

/** A run that the caller's units reach. Published criteria are read as they were published. */
export async function getRun(tx: Tx, id: string): Promise<RunHead> {
  const { rows } =
    await sql<RunHead>`select r.id, r.edition_id as edition, r.activity, r.kind, r.unit_id as unit, r.criteria_id as criteria,
      r.published_id is null as trial, r.given, r.opened_by as "openedBy", c.settings, c.thanks, c.object_days as "objectDays",
      c.answer_days as "answerDays", coalesce((select s.step from recognition.run_steps s where s.run_id = r.id order by s.no desc limit 1), 'computing') as state
    from recognition.runs r cross join lateral (
      select p.settings, p.thanks, p.object_days, p.answer_days from recognition.published p where p.criteria_id = r.criteria_id
      union all select k.settings, k.thanks, k.object_days, k.answer_days from recognition.criteria k where k.id = r.criteria_id limit 1) c
    where r.id = ${id}`.execute(tx)
  return rows[0] ?? refuse('recognition.unknown_run', 404)
}

type At = { readonly tx: Tx; readonly ports: Ports; readonly now: Date; readonly actor: string }
export type Measurement = {
  readonly method: FrozenRun['method']
  readonly inputs: readonly RunInput[]
  readonly lines: AsyncIterable<MeasuredLine> | Iterable<MeasuredLine>
}

const mostBytes = 4 * 1024 ** 3
const chunk = 1000

async function keep(ports: Ports, text: string): Promise<string> {
  const name = sha256(text)
  if (text) await ports.files.put(Readable.from([Buffer.from(text)]), { mostBytes, accepts: ['text'], sha256: name })
  return name
}

const inChunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / chunk) }, (_, at) => all.slice(at * chunk, (at + 1) * chunk))

async function insertLines(
  tx: Tx,
  run: string,
  lines: readonly Line[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  for (const part of inChunks(lines)) {
    const rows = part.map(line => ({
      ...line,
      id: ids.get(line.party.id),
      party_kind: line.party.kind,
      party_id: line.party.id,
    }))
    await sql`insert into recognition.lines (id, run_id, party_kind, party_id, unit_id, verdict, grounds, reasons, marks, figures, rank, why_sha256)
      select x.id, ${run}::uuid, x.party_kind, x.party_id, x.unit, x.verdict, x.grounds, x.reasons, x.marks, x.figures, x.rank, x."whySha256"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, party_kind text, party_id uuid, unit uuid, verdict text,
        grounds text[], reasons text[], marks text[], figures jsonb, rank int, "whySha256" text)`.execute(tx)
  }
}

/** Takes the lines' reasons as they come, so that they need not lie in memory all at once; a trial keeps none. */
function whyWriter(
  tx: Tx,
  trial: boolean,
): { each: (line: MeasuredLine, why: string) => Promise<void>; ids: Map<string, string>; rest: () => Promise<void> } {
  const ids = new Map<string, string>()
  let waiting: { id: string; party: string; unit: string; why: string }[] = []
  const rest = async (): Promise<void> => {
    const rows = waiting
    waiting = []
    if (rows.length > 0)
      await sql`insert into recognition.whys (line_id, party_id, unit_id, why)
        select x.id, x.party, x.unit, x.why::jsonb from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as x (id uuid, party uuid, unit uuid, why text)`.execute(tx)
  }
  const each = async ({ party, unit }: MeasuredLine, why: string): Promise<void> => {
    const id = uuidv7()
    ids.set(party.id, id)
    if (trial) return
    waiting.push({ id, party: party.id, unit, why })
    if (waiting.length >= chunk) await rest()
  }
  return { each, ids, rest }
}

/**
 * Freezes what an activity measured, in one transaction (a step of its errand): every line is judged by the kind's rule
 * under the run's criteria, written in canonical bytes, and all of it named by one SHA-256, the root. From then on
 * neither code nor the app's role can change a line. The files lie durable before the rows say so.
 * Refuses recognition.run_moved_on (409) for a run that is frozen or discarded. A party that stands twice, a number that
 * is none, or an unknown verdict is a bug of the activity and throws.
 */
export async function freezeRun(
  { tx, ports, now, actor }: At,
  id: string,
  { method, inputs, lines }: Measurement,
): Promise<{ readonly root: string; readonly rows: number }> {
  await hold(tx, id)
  const run = await getRun(tx, id)
  if (run.state !== 'computing') refuse('recognition.run_moved_on', 409)
  const writer = whyWriter(tx, run.trial)
  const judged = await judgeAll(getKind(ports, run.kind), run, lines, writer.each)
  await writer.rest()
  const lines_ = { rows: judged.length, sha256: await keep(ports, linesText(judged)) }
  const root = await keep(ports, headText({ ...aboutRun(run), method: method as Json, inputs, lines: lines_ }))
  await insertLines(tx, id, judged, writer.ids)
  const units = [...new Set(judged.map(line => line.unit))]
  await sql`update recognition.runs set reach = ${units}::uuid[] where id = ${id}`.execute(tx)
  await sql`insert into recognition.frozen (run_id, root, lines_sha256, rows, method, settings, inputs, at)
    values (${id}, ${root}, ${lines_.sha256}, ${lines_.rows}, ${JSON.stringify(method)}::jsonb, ${JSON.stringify(run.settings)}::jsonb,
      ${JSON.stringify(inputs)}::jsonb, ${now})`.execute(tx)
  await sql`insert into recognition.run_steps (run_id, step, by_id, at) values (${id}, 'computed', ${actor}, ${now})`.execute(
    tx,
  )
  return { root, rows: lines_.rows }
}

/** What the head of a run says about it, beside method, inputs and lines. */
export const aboutRun = (run: RunHead) => ({
  edition: run.edition,
  activity: run.activity,
  kind: run.kind,
  unit: run.unit,
  criteria: { id: run.criteria, settings: run.settings as Json, thanks: run.thanks as unknown as Json },
  given: run.given,
})
