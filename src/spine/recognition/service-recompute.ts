import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Ports } from '#kit/serve'
import type { FrozenRun, Json } from '#kit/serve/recognise.ts'
import { refuse } from '#kit/wire'
import { sha256 } from './canon.ts'
import { getKind } from './kinds.ts'
import { headText, judgeAll, linesText } from './lines.ts'
import { aboutRun, getRun } from './service-freeze.ts'

type Recomputed = {
  /** The root as it was frozen, and as it came out now (undefined when inputs are gone). */
  readonly frozen: string
  readonly root: string | undefined
  readonly equal: boolean | undefined
  /** Names of inputs that are gone or are no longer the same. */
  readonly gone: readonly string[]
  readonly rows: number
  /** Whether the kept files still say what was frozen. */
  readonly filesKept: boolean
}

type Frozen = { root: string; lines: string; rows: number; method: FrozenRun['method']; inputs: FrozenRun['inputs'] }

async function frozenOf(tx: Tx, run: string): Promise<Frozen> {
  const { rows } = await sql<Frozen>`select root, lines_sha256 as lines, rows, method, inputs from recognition.frozen
    where run_id = ${run}`.execute(tx)
  return rows[0] ?? refuse('recognition.not_computed', 409)
}

/** A stored file read to its end: the store throws when its bytes are not those of its name. */
async function isKept(ports: Ports, name: string): Promise<boolean> {
  const file = await ports.files.find(name)
  if (!file) return false
  try {
    for await (const _ of file);
    return true
  } catch {
    return false
  }
}

/**
 * Measures a frozen run again from what is kept, as the owner of the tables, and says whether the same bytes come out.
 * Written down beside the run. Refuses recognition.unknown_run (404), recognition.not_computed (409).
 */
export async function recompute(tx: Tx, ports: Ports, id: string, now: Date): Promise<Recomputed> {
  const run = await getRun(tx, id)
  const frozen = await frozenOf(tx, id)
  const kind = getKind(ports, run.kind)
  const { edition, unit, given } = run
  const again = await kind.recompute({
    tx,
    ports,
    run: { id, edition, unit, given, method: frozen.method, inputs: frozen.inputs },
  })
  let root: string | undefined
  const gone = 'gone' in again ? again.gone : []
  if ('lines' in again) {
    const text = linesText(await judgeAll(kind, run, again.lines))
    const lines = { rows: text.split('\n').length - 1, sha256: sha256(text) }
    root = sha256(headText({ ...aboutRun(run), method: frozen.method as Json, inputs: again.inputs, lines }))
  }
  const equal = root === undefined ? undefined : root === frozen.root
  await sql`insert into recognition.recomputed (run_id, equal, gone, root, at)
    values (${id}, ${equal ?? null}, ${[...gone]}::text[], ${root ?? null}, ${now})`.execute(tx)
  const filesKept = (await isKept(ports, frozen.root)) && (frozen.rows === 0 || (await isKept(ports, frozen.lines)))
  return { frozen: frozen.root, root, equal, gone, rows: frozen.rows, filesKept }
}
