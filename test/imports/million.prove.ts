import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Imported, importCustomers, openBenchWorld } from '#test/bench/import.ts'
import { newDatabase } from '#test/database.ts'

const db = await newDatabase(4)
const folder = mkdtempSync(join(tmpdir(), 'tri-an-million-'))
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const perRow = ({ cpuSeconds, rows }: Imported): number => cpuSeconds / rows

test('a million customers go in with no more memory than a tenth of them, and no more work a row', async () => {
  const world = await openBenchWorld(db.owner, db.app, db.appUrl, folder)
  const tenth = await importCustomers(world, 0, 100_000)
  const million = await importCustomers(world, 100_000, 1_100_000)
  console.log(JSON.stringify({ tenth, million }))
  expect(million.peakMb).toBeLessThan(300)
  expect(perRow(million)).toBeLessThan(1.5 * perRow(tenth))
})
