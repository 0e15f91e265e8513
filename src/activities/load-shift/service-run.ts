import { sql } from 'kysely'
import { type Errand, errand } from '#kit/errands'
import type { Ports } from '#kit/serve'
import type { FrozenRun, Json, MeasuredAgain, MeasuredLine, Recognises, RunInput } from '#kit/serve/recognise.ts'
import { inThreads } from '#kit/threads'
import { refuse } from '#kit/wire'
import { planStore, ruleNamed } from '#spine/meters'
import { freezeRun } from '#spine/recognition'
import { type MeasuredPiece, measurePiece } from './service-piece.ts'
import { type Piece, piecesOf, readInput, type StorePlan, spanOf } from './service-readings.ts'
import { type Given, type Snapshot, snapshotOf } from './service-snapshot.ts'
import { newSpool, type Spool } from './service-spool.ts'
import { words } from './words.ts'

/** Parties of one piece: enough to be worth a thread's while, few enough to show progress. */
const pieceSize = 300
/** How many parties are measured before the progress is written down. */
const batch = 25
const methodVersion = '1'
const measuring = new URL('./service-piece.ts', import.meta.url)

export const methodOf = ({ rule }: Given): FrozenRun['method'] => ({
  name: rule,
  version: methodVersion,
  settings: ruleNamed(rule) as unknown as Json,
})

type Run = { readonly snapshot: Snapshot; readonly given: Given; readonly plan: StorePlan; readonly span: string }

async function openFor(tx: Errand['tx'], ports: Ports, snapshot: Snapshot, given: Given): Promise<Run> {
  const { from, until } = spanOf(given, snapshot.parties)
  const customers = [...new Set(snapshot.parties.flatMap(party => party.members))]
  const plan = await tx(inTx => planStore({ tx: inTx, ports }, { from, until, customers }))
  return { snapshot, given, plan, span: `${from}..${until}` }
}

/** One piece in this thread, a few parties at a time; the loop gives way to others now and then. */
async function* measureHere(given: Given, piece: Piece): AsyncGenerator<MeasuredPiece> {
  const hashes: string[] = []
  let lines: string[] = []
  for await (const line of measurePiece(given, piece, hashes)) {
    if (lines.push(line) < batch) continue
    yield { lines, hashes: hashes.splice(0) }
    lines = []
    await new Promise(setImmediate)
  }
  yield { lines, hashes }
}

/**
 * Measures every party into the spool, in threads when there are many; answers what was read. `each` is told of so many
 * parties done at a time, and throws to stop.
 */
async function measureInto(spool: Spool, run: Run, each: (done: number) => Promise<void>): Promise<RunInput> {
  const { given, plan, span } = run
  const hashes: string[] = []
  const pieces = piecesOf(plan, run.snapshot.parties, pieceSize)
  const [only] = pieces
  if (!only) return readInput(span, [])
  const measured =
    pieces.length > 1 ? inThreads<Given, Piece, MeasuredPiece>(measuring, given, pieces) : measureHere(given, only)
  for await (const done of measured) {
    for (const line of done.lines) await spool.put(line)
    for (const hash of done.hashes) hashes.push(hash)
    await each(done.lines.length)
  }
  return readInput(span, hashes)
}

type Opened = { unit: string; given: Given }
async function openedRun(tx: Errand['tx'], run: string): Promise<Opened> {
  const { rows } = await tx(inTx =>
    sql<Opened>`select unit_id as unit, given from recognition.runs where id = ${run}`.execute(inTx),
  )
  return rows[0] ?? refuse('load-shift.unknown_run', 404)
}

async function measureRun(work: Errand, run: string): Promise<{ run: string; parties: number }> {
  const { unit, given } = await openedRun(work.tx, run)
  const snapshot = await work.tx(tx => snapshotOf(tx, unit, given))
  const opened = await openFor(work.tx, work.ports, snapshot, given)
  const spool = await newSpool()
  try {
    await work.expect(snapshot.parties.length + 1)
    // What an earlier try had counted is measured again, without being counted twice.
    let before = work.done
    const each = async (done: number): Promise<void> => {
      const fresh = Math.max(0, done - before)
      before = Math.max(0, before - done)
      if (fresh > 0) await work.step(fresh, async () => undefined)
    }
    const read = await measureInto(spool, opened, each)
    await work.step(1, async tx => {
      const at = { tx, ports: work.ports, now: work.now(), actor: work.actor }
      const measurement = { method: methodOf(given), inputs: [snapshot.input, read], lines: spool.lines() }
      await freezeRun(at, run, measurement)
    })
    return { run, parties: snapshot.parties.length }
  } finally {
    await spool.remove()
  }
}

/** Measures everybody under agreement, in the background, and freezes what came out. */
export const measure = errand<{ run: string }>({
  does: { vi: words.vi.does.measureRun, en: words.en.does.measureRun },
  may: 'load-shift.measure',
  run: (work, { run }) => measureRun(work, run),
})

/** The same run again from what is kept; says which inputs are gone or are no longer the same. */
export const measureAgain: Recognises['recompute'] = async ({ tx, ports, run }): Promise<MeasuredAgain> => {
  const given = run.given as unknown as Given
  const snapshot = await snapshotOf(tx, run.unit, given)
  const opened = await openFor(work => work(tx), ports, snapshot, given)
  const spool = await newSpool()
  try {
    const read = await measureInto(spool, opened, async () => undefined)
    const inputs = [snapshot.input, read]
    const gone = run.inputs.filter(was => !inputs.some(now => now.name === was.name && now.sha256 === was.sha256))
    if (gone.length > 0) return { gone: gone.map(({ name }) => name) }
    const lines: MeasuredLine[] = []
    for await (const line of spool.lines()) lines.push(line)
    return { inputs, lines }
  } finally {
    await spool.remove()
  }
}
