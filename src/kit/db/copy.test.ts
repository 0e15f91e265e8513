import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'
import { copyInto, copyText } from './copy.ts'

const world = await newDatabase(4)
afterAll(() => world.close())
beforeAll(() =>
  world.owner.pool.query(
    'create table kit.trial_copied (no int, text text); grant select, insert on kit.trial_copied to tri_an_app',
  ),
)
const within = world.within
const kept = async () => (await world.owner.pool.query('select no, text from kit.trial_copied order by no')).rows

test('rows come in through the transaction, and what is hard to write comes in as it is', async () => {
  const texts = ['a', null, 'tab\tbreak\nback\\slash\r', '\\N', 'Nguyễn Thị Ánh', '']
  await within({}, tx =>
    copyInto(tx, 'kit.trial_copied (no, text)', async write => {
      for (const [no, text] of texts.entries()) await write(`${no}\t${copyText(text)}\n`)
    }),
  )
  expect(await kept()).toEqual(texts.map((text, no) => ({ no, text })))
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
