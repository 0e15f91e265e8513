import { sql } from 'kysely'
import { type Errand, errand } from '#kit/errands'
import type { Ports } from '#kit/serve'
import type { FrozenRun, Json, MeasuredAgain, MeasuredLine, Recognises, RunInput } from '#kit/serve/recognise.ts'
import { refuse } from '#kit/wire'
import { openStore, ruleNamed } from '#spine/meters'
import { freezeRun } from '#spine/recognition'
import { measureParty, type PartyFacts } from './rules-measure.ts'
import { measureBy, partyReadings, spanOf } from './service-readings.ts'
import { type Given, type Snapshot, snapshotOf } from './service-snapshot.ts'
import { newSpool, type Spool } from './service-spool.ts'
import { words } from './words.ts'

type Readings = Awaited<ReturnType<typeof openStore>>
type In = { readonly tx: Errand['tx']; readonly ports: Ports }

/** How many parties are measured before the progress is written down. */
const batch = 25
const methodVersion = '1'

export const methodOf = ({ rule }: Given): FrozenRun['method'] => ({
  name: rule,
  version: methodVersion,
  settings: ruleNamed(rule) as unknown as Json,
})

const lineOf = (party: PartyFacts, of: ReturnType<typeof measureParty>): MeasuredLine => ({
  party: { kind: party.kind, id: party.id },
  unit: party.unit,
  figures: of.figures,
  marks: of.marks,
  why: of.why as unknown as Json,
})

async function openFor({ tx, ports }: In, snapshot: Snapshot, given: Given): Promise<Readings & { span: string }> {
  const { from, until } = spanOf(given, snapshot.parties)
  const customers = [...new Set(snapshot.parties.flatMap(party => party.members))]
  const readings = await tx(inTx => openStore({ tx: inTx, ports }, { from, until, customers }))
  return { ...readings, span: `${from}..${until}` }
}

/**
 * Measures every party into the spool; answers what was read. `each` is told of so many parties done at a time, and
 * throws to stop. The loop gives way to others now and then: a party takes a few milliseconds of arithmetic.
 */
async function measureInto(
  spool: Spool,
  { parties }: Snapshot,
  given: Given,
  readings: Readings & { span: string },
  each: (done: number) => Promise<void>,
): Promise<RunInput> {
  const by = measureBy(given)
  const source = partyReadings(readings, parties, readings.span)
  let done = 0
  for await (const { party, series } of source.parties()) {
    await spool.put(lineOf(party, measureParty(series, party, by)))
    done++
    if (done % batch === 0) {
      await each(batch)
      await new Promise(setImmediate)
    }
  }
  if (done % batch > 0) await each(done % batch)
  return source.input()
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
  const readings = await openFor(work, snapshot, given)
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
    const read = await measureInto(spool, snapshot, given, readings, each)
    await work.step(1, async tx => {
      const at = { tx, ports: work.ports, now: work.now(), actor: work.actor }
      const measurement = { method: methodOf(given), inputs: [snapshot.input, read], lines: spool.lines() }
      await freezeRun(at, run, measurement)
    })
    return { run, parties: snapshot.parties.length }
  } finally {
    readings.close()
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
  const inTx: Errand['tx'] = work => work(tx)
  const readings = await openFor({ tx: inTx, ports }, snapshot, given)
  const spool = await newSpool()
  try {
    const read = await measureInto(spool, snapshot, given, readings, async () => undefined)
    const inputs = [snapshot.input, read]
    const gone = run.inputs.filter(was => !inputs.some(now => now.name === was.name && now.sha256 === was.sha256))
    if (gone.length > 0) return { gone: gone.map(({ name }) => name) }
    const lines: MeasuredLine[] = []
    for await (const line of spool.lines()) lines.push(line)
    return { inputs, lines }
  } finally {
    readings.close()
    await spool.remove()
  }
}
