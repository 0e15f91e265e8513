import fc from 'fast-check'
import { uuidv7 } from '#kit/wire'
import type { World } from '#test/world.ts'
import type { Guest, Scan } from './rules.ts'

/** A scan of guest `a` by phone `p1`; its id is `s` and its time. */
export function scanOf(atMs: number, more: Partial<Scan> = {}): Scan {
  return { id: `s${atMs}`, guest: 'a', kind: 'enter', undoes: null, device: 'p1', atMs, receivedAtMs: atMs, ...more }
}

/** Guests, and what several phones saw of them: entries, and some taken back. */
export const histories = fc
  .record({
    guests: fc.array(
      fc.record({
        over: fc.boolean(),
        cancelledAtMs: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
        counted: fc.option(fc.boolean(), { freq: 5 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    seen: fc.array(
      fc.record({
        guest: fc.nat(5),
        device: fc.constantFrom('p1', 'p2', 'p3'),
        atMs: fc.integer({ min: 0, max: 1_000_000 }),
        takesBack: fc.option(fc.nat(20), { freq: 3 }),
      }),
      { maxLength: 20 },
    ),
  })
  .map(({ guests, seen }): { guests: Guest[]; scans: Scan[] } => ({
    guests: guests.map((one, at) => ({ ...one, id: `g${at}` })),
    scans: seen.map(({ guest, device, atMs, takesBack }, at): Scan => {
      const undoes = takesBack === null ? null : `s${takesBack % seen.length}`
      const kind = undoes === null ? 'enter' : 'undo'
      return { id: `s${at}`, guest: `g${guest % guests.length}`, device, atMs, receivedAtMs: atMs + 1, kind, undoes }
    }),
  }))

/** The same things in another order, some of them more than once. */
export function shuffledAndRepeated<T>(things: readonly T[], luck: Iterator<number>): T[] {
  const next = (): number => Number(luck.next().value)
  const all = [...things, ...things.filter(() => next() % 3 === 0)]
  return all
    .map(thing => ({ thing, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing)
}

export async function anEdition(world: World): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Appreciation Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [id],
  )
  return id
}

/** A session of today at ten, as an activity would have opened it; the world's clock stands at 2026-12-10 09:40. */
export async function aSession(
  world: World,
  edition: string,
  unit: string,
  more: { capacity?: number; startsAt?: string; endsAt?: string } = {},
): Promise<string> {
  const id = uuidv7()
  const { capacity = 40, startsAt = '2026-12-10T03:00:00Z', endsAt = '2026-12-10T07:00:00Z' } = more
  await world.owner.pool.query(
    `insert into gatherings.sessions (id, edition_id, unit_id, activity, record, title, place, starts_at, ends_at, closes_at, capacity, made_by, made_at)
     values ($1, $2, $3, 'blueprint', $4, 'Hội nghị khách hàng', 'Hội trường A', $5, $6, $5, $7, $4, $8)`,
    [id, edition, unit, uuidv7(), startsAt, endsAt, capacity, world.now()],
  )
  return id
}
