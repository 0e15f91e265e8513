import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type Person } from '#test/world.ts'
import { importRoutes } from './routes.ts'

const world = await newWorld({ max: 10 })
afterAll(() => world.close())
let administrator: Person
const head = 'Mã lần mất điện;Mất điện từ;Kế hoạch;Số khách hàng\n'
const rows = (prefix: string, many: number): string =>
  Array.from({ length: many }, (_, n) => `${prefix}${n};24/11/2026 08:00;đột xuất;5\n`).join('')
const folder = (...path: string[]): string => join(world.folders.imports.drop, 'dieu-do', ...path)
const names = (...path: string[]): string[] =>
  readdirSync(folder(...path))
    .map(name => name.replace(/^[0-9a-f-]{36}-/, ''))
    .sort()
const there = async (prefix: string) =>
  Number(
    (await world.owner.pool.query('select count(*) from meters.outages where number like $1', [`${prefix}%`])).rows[0]
      .count,
  )

/** Puts a file where another system would, as if it had rested for a while. */
function drop(name: string, text: string, restedSeconds = 10): void {
  mkdirSync(folder(), { recursive: true })
  writeFileSync(folder(name), text)
  const at = Date.now() / 1000 - restedSeconds
  utimesSync(folder(name), at, at)
}
async function watch(): Promise<void> {
  await world.runJob('imports.watch')
  await world.runJobs()
}
beforeAll(async () => {
  administrator = await world.staff('administrator', world.units.own)
  const opened = await administrator.call(importRoutes.openSource, {
    unitId: world.units.own,
    intake: 'outages',
    name: 'Trung tâm điều độ',
    decides: 'none',
    folder: 'dieu-do',
    numbered: true,
  })
  expect(opened.status).toBe(200)
})

describe('a folder into which other systems drop files', () => {
  test('is looked into: good deltas go in, in their order, and what became of them lies beside them', async () => {
    drop('mat-dien_2.csv', head + rows('B', 3))
    drop('mat-dien_1.csv', head + rows('A', 2))
    await watch()
    expect([await there('A'), await there('B')]).toEqual([2, 3])
    expect(names('done')).toEqual([
      'mat-dien_1.csv',
      'mat-dien_1.csv.result.csv',
      'mat-dien_2.csv',
      'mat-dien_2.csv.result.csv',
    ])
    const result = readdirSync(folder('done')).find(name => name.endsWith('mat-dien_2.csv.result.csv'))
    expect(readFileSync(folder('done', result ?? ''), 'utf8')).toBe(
      '\ufeffstate,applied\r\nrows,3\r\ngood,3\r\nbad,0\r\n',
    )
  })

  test('with wrong rows waits for somebody, and the rows come back with their reasons, none of them a formula', async () => {
    drop('mat-dien_3.csv', `${head}${rows('C', 2)}=1+1;hôm qua;đột xuất;5\n`)
    await watch()
    expect(await there('C')).toBe(0)
    const bad = readdirSync(folder('done')).find(name => name.endsWith('mat-dien_3.csv.bad.csv'))
    expect(readFileSync(folder('done', bad ?? ''), 'utf8')).toContain(
      "4,Mất điện từ: Không phải ngày giờ. Viết ví dụ 24/11/2026 08:30.,'=1+1,",
    )
    const { loads } = (await administrator.call(importRoutes.loads, { state: 'checked' })).body
    expect(loads).toMatchObject([{ name: 'mat-dien_3.csv', broughtBy: null, rows: 3, bad: 1 }])
    await administrator.call(importRoutes.decide, { id: loads[0]?.id ?? '', take: true })
    await world.runJobs()
    expect(await there('C')).toBe(2)
  })

  test.each([
    ['a delta that came before', 'mat-dien_2.csv', head + rows('B', 3), 'twice'],
    ['one whose turn has passed', 'mat-dien_1.csv', head + rows('X', 1), 'imports.number_taken'],
    ['one before its turn', 'mat-dien_9.csv', head + rows('Y', 1), 'imports.number_gap'],
    ['one without a number', 'mat-dien.csv', head + rows('Z', 1), 'imports.number_missing'],
    ['an empty file', 'mat-dien_4.csv', '', 'imports.file_empty'],
  ])('%s changes nothing and is put aside with its reason', async (_, name, text, reason) => {
    const before = await there('')
    drop(name, text)
    await watch()
    expect(await there('')).toBe(before)
    const results = readdirSync(folder('refused')).filter(one => one.endsWith(`${name}.result.csv`))
    expect(results.map(one => readFileSync(folder('refused', one), 'utf8')).join()).toContain(reason)
  })

  test('leaves alone what is still being written', async () => {
    drop('mat-dien_5.csv', head + rows('D', 1), 0)
    drop('.mat-dien_5.csv', head + rows('D', 1))
    drop('mat-dien_5.csv.part', head + rows('D', 1))
    await watch()
    expect(names().filter(name => name.includes('_5'))).toEqual([
      '.mat-dien_5.csv',
      'mat-dien_5.csv',
      'mat-dien_5.csv.part',
    ])
  })
})
