import { sql } from 'kysely'
import { inTransaction, openDatabase, type Tx } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { type Length, loadPath, nameOfNo, openDuck, shardSize } from './service-store-files.ts'
import { putLoad } from './service-store-loads.ts'
import { newWriter } from './service-store-write.ts'

/*
 * A process that puts one load after the other, each of one value over two months and two shards, until it is killed.
 * Its arguments: the database, the folder, the unit, the first value.
 */
const [url = '', folder = '', unit = '', from = '1'] = process.argv.slice(2)
const database = await openDatabase(url, 2)
const store = { meters: { folder } }
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(database, { units: [unit] }, work)
const firstDay = Math.round(Date.parse('2026-06-25T00:00:00Z') / 86_400_000)
const days = 12
const nos = [1, shardSize + 1]
const slots: Length = 24

for (let value = Number(from); ; value++) {
  const id = uuidv7()
  await run(tx =>
    sql`insert into meters.loads (id, unit_id, name, brought_by, brought_at) values (${id}, ${unit}, 'x', ${unit}, now())`.execute(
      tx,
    ),
  )
  const duck = await openDuck(store)
  const writer = await newWriter(duck, store)
  for (const no of nos)
    writer.add({
      customer: nameOfNo(no),
      slots,
      firstDay,
      days,
      kwh: new Float64Array(days * slots).fill(value),
      marks: new Uint8Array(days * slots),
    })
  const lengths = await writer.save(length => loadPath(store, id, length))
  duck.close()
  await putLoad({ run, store, load: { id, unit }, lengths, nos: new Set(nos), also: async () => undefined })
  process.stdout.write(`${value}\n`)
}
