import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BenchWorld, importerOf, openBenchWorld, sendCustomers, stateOf } from '#test/bench/import.ts'
import { newDatabase } from '#test/database.ts'

const db = await newDatabase(4)
const folder = mkdtempSync(join(tmpdir(), 'tri-an-killed-'))
let world: BenchWorld
beforeAll(async () => {
  world = await openBenchWorld(db.owner, db.app, db.appUrl, folder)
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const rows = 60_000
const seen = async (): Promise<number> =>
  Number((await db.owner.pool.query('select count(*) from customers.customers')).rows[0].count)
const ended = (child: ChildProcess): Promise<unknown> => new Promise(done => child.once('exit', done))
const run = (load: string): ChildProcess => spawn(process.execPath, importerOf(world, load), { stdio: 'ignore' })

/** Runs the importer until the load is in the state, then a little on, and kills it. */
async function killIn(state: string, load: string, moreMs: number): Promise<void> {
  const child = run(load)
  const gone = ended(child)
  while ((await stateOf(world, load)).state !== state && child.exitCode === null) await setTimeout(20)
  await setTimeout(moreMs)
  child.kill('SIGKILL')
  await gone
  // The server notices the lost connection, and rolls back.
  for (let waited = 0; waited < 100; waited++) {
    const { rows: left } = await db.owner.pool.query(
      `select from pg_stat_activity where datname = current_database() and usename = 'world_app' and state <> 'idle'`,
    )
    if (left.length === 0) return
    await setTimeout(100)
  }
}

test('an importer that is killed, whenever, has imported nothing or everything, and the next one ends the work', async () => {
  const load = await sendCustomers(world, 0, rows)
  for (const moreMs of [200, 900]) {
    await killIn('checking', load, moreMs)
    expect([await seen(), (await stateOf(world, load)).state]).toEqual([0, 'checking'])
  }
  for (const moreMs of [100, 600, 1200]) {
    await killIn('applying', load, moreMs)
    expect([0, rows]).toContain(await seen())
  }
  await ended(run(load))
  expect(await stateOf(world, load)).toEqual({ state: 'applied', added: rows })
  expect(await seen()).toBe(rows)
  const stages = await db.owner.pool.query(`select from pg_class where relnamespace = 'stages'::regnamespace`)
  expect(stages.rows).toHaveLength(0)
})
