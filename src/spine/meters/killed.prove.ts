import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { newWorld } from '#test/world.ts'
import { plantPoints, readStore } from './meters.world.ts'
import { shardSize } from './service-store-files.ts'

const rounds = Number(process.env.TRI_AN_KILLS ?? 12)
const world = await newWorld({ max: 4 })
afterAll(() => world.close())
const { own } = world.units
const child = fileURLToPath(new URL('./killed-child.world.ts', import.meta.url))

/** Lets a process put loads until it is killed at a moment of chance; answers the last value that it said was in. */
async function putUntilKilled(from: number): Promise<number> {
  const process_ = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    child,
    world.appUrl,
    world.folders.meters.folder,
    own,
    String(from),
  ])
  let [last, wrong] = [from - 1, '']
  process_.stdout.on('data', text => {
    for (const line of String(text).trim().split('\n')) last = Number(line)
  })
  process_.stderr.on('data', text => {
    wrong += text
  })
  while (last < from && process_.exitCode === null) await setTimeout(20)
  expect(wrong).toBe('')
  await setTimeout(randomInt(0, 900))
  process_.kill('SIGKILL')
  await new Promise(ended => process_.on('exit', ended))
  return last
}

test(`killed ${rounds} times while it swaps, the store holds one load whole each time`, async () => {
  const [near] = await plantPoints(world, own, 'PA', [1])
  await world.owner.pool.query(`alter sequence meters.metered_no_seq restart with ${shardSize + 1}`)
  const [far] = await plantPoints(world, own, 'PB', [1])
  expect([near?.no, far?.no]).toEqual([1, shardSize + 1])
  let next = 1
  for (let round = 0; round < rounds; round++) {
    const said = await putUntilKilled(next)
    const read = await readStore(world, [own], { from: '2026-06-01', until: '2026-07-31' })
    const values = new Set([...read.values()].flatMap(one => [...one.kwh]))
    expect(read.size).toBe(2)
    expect([...read.values()].map(one => one.days)).toEqual([12, 12])
    // What was said to be in is in; of the one that was under way all or nothing.
    expect(values.size, [...values].join()).toBe(1)
    const [value = 0] = values
    expect([said, said + 1]).toContain(value)
    next = value + 1
  }
  const { rows } = await world.owner.pool.query<{ file: string }>(
    'select file from meters.parts where file is not null',
  )
  const there = new Set(readdirSync(join(world.folders.meters.folder, 'store')))
  for (const { file } of rows) expect(there.has(`${file}.parquet`)).toBe(true)
}, 240_000)
