import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { customerRoutes } from '#spine/customers/routes.ts'
import { head, newLoads, rowsOf } from './loads.world.ts'
import { heldRoutes } from './routes-held.ts'
import { loadRoutes } from './routes-loads.ts'
import { openDuck } from './service-store-files.ts'

const { world, clerk, points, bring, undo, read } = await newLoads()
afterAll(() => world.close())
const { folder } = world.folders.meters

/** How often a customer's number in the store stands in any file that is kept. */
async function standsIn(no: number): Promise<number> {
  const duck = await openDuck({ meters: { folder } })
  const files = ['store', 'loads'].flatMap(place =>
    readdirSync(join(folder, place)).map(name => join(folder, place, name)),
  )
  let found = 0
  for (const file of files) {
    const rows = await duck.connection.runAndReadAll(
      `select count(*)::int from read_parquet('${file}') where customer::int = ${no}`,
    )
    found += Number(rows.getRows()[0]?.[0])
  }
  duck.close()
  return found
}

test('whoever asks to be forgotten is written out of every file, at once unread, and no roll-back brings them back', async () => {
  const [mine, other] = points
  const first = await bring(head + rowsOf('PA001-1', 24, 5, () => 1) + rowsOf('PA002-1', 24, 5, () => 2))
  const second = await bring(head + rowsOf('PA001-1', 24, 2, () => 3), 'delta.csv')
  const before = readdirSync(join(folder, 'store'))
  const { body } = await clerk.call(customerRoutes.ask, {
    id: mine?.customer ?? '',
    kind: 'deletion',
    through: 'counter',
    text: 'Xin xoá dữ liệu',
    thirdParties: false,
  })
  const answered = await clerk.call(customerRoutes.answer, { id: body.id, outcome: 'done', text: 'Đã xoá' })
  expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  // Unread from the answer on, before any file is written anew.
  expect(await read()).toBeUndefined()
  expect((await clerk.call(heldRoutes.spans, { customerId: mine?.customer ?? '' })).body.months).toEqual([])
  await world.runJobs()
  expect(await standsIn(mine?.no ?? 0)).toBe(0)
  expect(await standsIn(other?.no ?? 0)).toBeGreaterThan(0)
  expect((await read(1))?.kwh[0]).toBe(2)
  expect(readdirSync(join(folder, 'store')).filter(name => before.includes(name))).toEqual([])
  expect(existsSync(join(folder, 'incoming', first.id))).toBe(false)
  expect(await undo(second.id)).toBe('undone')
  expect(await read()).toBeUndefined()
  expect((await read(1))?.days).toBe(5)
  // Read anew, the point has another number.
  const again = await bring(head + rowsOf('PA001-1', 24, 1, () => 9), 'again.csv')
  expect(again.load.state).toBe('taken')
  expect((await read())?.days).toBe(1)
  expect((await clerk.call(loadRoutes.follow, { id: first.id })).body.code).toBe('meters.no_strangers')
})
