import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'
import { type Copying, startCopy } from './copy.ts'
import { CopyLines } from './copy-lines.ts'
import type { Tx } from './transaction.ts'

const world = await newDatabase(4)
afterAll(() => world.close())
beforeAll(() =>
  world.owner.pool.query(
    'create table kit.trial_copied (no int, text text); grant select, insert on kit.trial_copied to tri_an_app',
  ),
)
const within = world.within

async function copyInto(tx: Tx, target: string, fill: (write: Copying['write']) => Promise<void>): Promise<void> {
  const copying = await startCopy(tx, target)
  try {
    await fill(copying.write)
    await copying.end()
  } catch (error) {
    await copying.breakOff(error)
    throw error
  }
}
const kept = async () => (await world.owner.pool.query('select no, text from kit.trial_copied order by no')).rows

test('rows come in through the transaction, and what is hard to write comes in as it is', async () => {
  const hard = ['a', null, 'tab\tbreak\nback\\slash\r', '\\N', 'Nguyễn Thị Ánh', '', '😀\\\t😀', '\u0800\uffff']
  const written = fc.string({ unit: 'binary' }).map(text => text.replaceAll('\0', '').toWellFormed())
  const texts = [...hard, 'x'.repeat(300_000), ...fc.sample(written, 300)]
  const lines = new CopyLines()
  for (const [no, text] of texts.entries()) {
    lines.number(no)
    lines.value(text)
    lines.endRow()
  }
  await within({}, tx => copyInto(tx, 'kit.trial_copied (no, text)', write => write(lines.take())))
  expect(lines.take()).toHaveLength(0)
  expect(await kept()).toEqual(texts.map((text, no) => ({ no, text })))
})

test('numbers come in as they are, alone and in lists', async () => {
  await world.owner.pool.query('create table kit.trial_numbers (no bigint, list int[])')
  await world.owner.pool.query('grant select, insert on kit.trial_numbers to tri_an_app')
  const numbers = [0, 9, 10, 16_383, 99_999, 100_000, 2 ** 31 - 1]
  const lines = new CopyLines()
  for (const [many, number] of numbers.entries()) {
    lines.number(number)
    lines.numbers(numbers, many)
    lines.endRow()
  }
  await within({}, tx => copyInto(tx, 'kit.trial_numbers (no, list)', write => write(lines.take())))
  const { rows } = await world.owner.pool.query('select no::text, list from kit.trial_numbers t order by t.no')
  expect(rows).toEqual(numbers.map((number, many) => ({ no: String(number), list: numbers.slice(0, many) })))
})

test('what throws in the middle leaves nothing, and the connection can be used again', async () => {
  const before = await kept()
  const broken = within({}, tx =>
    copyInto(tx, 'kit.trial_copied (no, text)', async write => {
      await write('100\tx\n')
      throw new Error('stop')
    }),
  )
  await expect(broken).rejects.toThrow('stop')
  expect(await kept()).toEqual(before)
  for (let turn = 0; turn < 8; turn++) await within({}, tx => sql`select 1`.execute(tx))
})

test('what the table does not take is told', async () => {
  const wrong = within({}, tx =>
    copyInto(tx, 'kit.trial_copied (no, text)', async write => {
      for (let piece = 0; piece < 50; piece++) await write(`x\t${'y'.repeat(65_536)}\n`)
    }),
  )
  await expect(wrong).rejects.toThrow(/invalid input syntax/)
  const unknown = within({}, tx => copyInto(tx, 'kit.nowhere', async write => write('1\n')))
  await expect(unknown).rejects.toThrow(/does not exist/)
})
