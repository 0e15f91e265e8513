import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type AnyRoute, type SendsOf, uuidv7 } from '#kit/wire'
import { newWorld } from '#test/world.ts'
import { anEdition, aSession, shuffledAndRepeated } from './gatherings.world.ts'
import { gatheringRoutes as routes } from './routes.ts'
import { attendance, type Scan } from './rules.ts'

/** Evenings that are played on the database: two in every run, 200 in `npm run prove`. */
const evenings = Number(process.env.TRI_AN_EVENINGS ?? 2)
const world = await newWorld({ max: 16 })
afterAll(() => world.close())
const people = {
  planner: await world.staff('planner', world.units.own),
  crew: await world.staff('crew', world.units.own),
}

const [phones, invited, capacity] = [50, 10, 14]
const doorsOpenMs = Date.parse('2026-12-10T02:00:00Z')
const iso = (ms: number): string => new Date(ms).toISOString()
/** What one phone does: reads a ticket, takes its last reading back, or lets somebody in who has no invitation. */
const act = fc.record({
  what: fc.constantFrom('scan', 'scan', 'scan', 'undo', 'walkIn'),
  guest: fc.nat(invited - 1),
  atMs: fc.nat(30 * 60_000),
})
const evening = fc.record({
  acts: fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { minLength: phones, maxLength: phones }),
  luck: fc.infiniteStream(fc.nat(1_000_000)),
})

type Doing = { readonly what: string; readonly guest: number; readonly atMs: number }
type Sent = { readonly scans: Scan[]; readonly walkIns: string[]; readonly sends: (() => Promise<number>)[] }

/** What every phone puts into its outbox, under keys of its own, and what it saw by that. */
function sentBy(acts: readonly (readonly Doing[])[], guests: readonly string[], session: string): Sent {
  const all: Sent = { scans: [], walkIns: [], sends: [] }
  const crew = people.crew
  const send = <R extends AnyRoute>(row: R, input: SendsOf<R>, key: string): void => {
    all.sends.push(async () => (await crew.call(row, input, { key })).status)
  }
  const one = (device: string, doing: Doing, last: Scan | undefined): Scan | undefined => {
    const key = uuidv7()
    const atMs = doorsOpenMs + doing.atMs
    const [at, guest] = [iso(atMs), guests[doing.guest] ?? '']
    const scan: Scan = { id: key, guest, kind: 'enter', undoes: null, device, atMs, receivedAtMs: atMs }
    if (doing.what === 'walkIn') {
      all.walkIns.push(key)
      all.scans.push({ ...scan, guest: key })
      send(routes.walkIn, { session, guest: `Đến thẳng ${key}`, device, at }, key)
      return last
    }
    if (doing.what === 'undo' && last) {
      all.scans.push({ ...scan, guest: last.guest, kind: 'undo', undoes: last.id })
      send(routes.undo, { session, guest: last.guest, scan: last.id, device, at }, key)
      return undefined
    }
    all.scans.push(scan)
    send(routes.scan, { session, guest, device, at }, key)
    return scan
  }
  for (const [number, doings] of acts.entries()) {
    let last: Scan | undefined
    for (const doing of doings) last = one(`p${number}`, doing, last)
  }
  return all
}

test('50 phones whose syncs are lost, repeated and reordered agree on who was there, and lose nothing', async () => {
  const edition = await anEdition(world)
  await fc.assert(
    fc.asyncProperty(evening, async ({ acts, luck }) => {
      const session = await aSession(world, edition, world.units.own, { capacity })
      const names = Array.from({ length: invited }, (_, at) => `Khách ${at}`)
      await people.planner.call(routes.invite, { id: session, guests: names.map(name => ({ name })) })
      const { codes } = (await people.planner.call(routes.codes, { id: session })).body
      const guests: string[] = []
      for (const { code, guest } of codes)
        guests.push((await world.nobody.call(routes.register, { code, guest })).body.id)

      const { scans, walkIns, sends } = sentBy(acts, guests, session)
      const queue = shuffledAndRepeated(sends, luck).values()
      const line = async (): Promise<void> => {
        for (const send of queue) expect(await send()).toBe(200)
      }
      await Promise.all(Array.from({ length: 16 }, line))

      const { session: now, registrations } = (await people.planner.call(routes.session, { id: session })).body
      const everybody = [...guests, ...walkIns].map(id => ({ id, over: false, cancelledAtMs: null, counted: null }))
      expect(
        registrations
          .filter(one => one.present)
          .map(one => one.id)
          .sort(),
      ).toEqual([...attendance(everybody, scans).present].sort())
      expect(registrations).toHaveLength(invited + walkIns.length)
      const over = registrations.filter(one => one.state === 'over').length
      expect([now.confirmed, over]).toEqual([
        Math.min(capacity, invited + walkIns.length),
        Math.max(0, invited + walkIns.length - capacity),
      ])
    }),
    { numRuns: evenings },
  )
}, 600_000)
