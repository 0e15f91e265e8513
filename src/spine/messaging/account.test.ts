import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Channel, Sent } from '#kit/channels'
import { type Desk, openDesk } from './messaging.world.ts'
import { messagingRoutes as routes } from './routes.ts'
import { signatureOf } from './service.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.world.close())

/** What may happen to a wave, and to its messages after they left. */
type Event =
  | { readonly do: 'send' | 'watch' | 'pause' | 'start' | 'stop' | 'withdraw' }
  | { readonly do: 'later'; readonly minutes: number }
  | { readonly do: 'report'; readonly which: number; readonly status: 'delivered' | 'failed'; readonly second: number }

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('send', 'watch').map(it => ({ do: it }) as const) },
  { weight: 2, arbitrary: fc.constantFrom('pause', 'start', 'withdraw').map(it => ({ do: it }) as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'stop' } as const) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 70 }).map(minutes => ({ do: 'later', minutes }) as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      which: fc.nat(50),
      status: fc.constantFrom('delivered', 'failed'),
      second: fc.nat(3),
    }),
  },
)

/** Carriers that answer whatever is drawn, and remember what they were given. */
function drawn(outcomes: readonly Sent['outcome'][], given: string[]): Channel['send'] {
  return async ({ id }) => {
    given.push(id)
    return { outcome: outcomes[given.length % outcomes.length] ?? 'sent' }
  }
}

async function report(it: Extract<Event, { do: 'report' }>, given: readonly string[]): Promise<void> {
  const message = given[it.which % Math.max(1, given.length)]
  if (!message) return
  const carrier = it.which % 2 === 0 ? 'sms' : 'zalo'
  const said = { carrier, message, status: it.status, at: `2026-12-10T03:00:0${it.second}Z` } as const
  await desk.world.nobody.call(routes.receipt, {
    ...said,
    signature: signatureOf(desk.world.secret(`messaging.receipts.${carrier}`), said),
  })
}

async function happen(it: Event, wave: string, customers: readonly string[], given: readonly string[]): Promise<void> {
  const { world, planner } = desk
  if (it.do === 'report') return report(it, given)
  if (it.do === 'later') return world.at(new Date(world.now().getTime() + it.minutes * 60_000).toISOString())
  if (it.do === 'send') return world.runJob('messaging.send', { wave })
  if (it.do === 'watch') return world.runJob('messaging.watch')
  if (it.do === 'withdraw') return desk.consent(customers[given.length % customers.length] ?? '', 'care', false)
  if (it.do === 'pause') return void (await planner.call(routes.pauseWave, { id: wave }))
  if (it.do === 'start') return void (await planner.call(routes.startWave, { id: wave }))
  return void (await planner.call(routes.stopWave, { id: wave, reason: 'thử' }))
}

/** How many rows a wave has, how many were planned, and how many of them were delivered. */
async function stand(wave: string): Promise<{ all: number; planned: number; now: number }> {
  const { rows } = await desk.world.owner.pool.query(
    `select count(*)::int as all, count(*) filter (where state = 'delivered')::int as now,
      (select rows from messaging.wave_steps where wave_id = $1 and kind = 'planned') as planned from messaging.recipients where wave_id = $1`,
    [wave],
  )
  return rows[0]
}

test('whatever happens in whatever order, planned is the sum of the outcomes, no number is given a text twice by one channel, and what was delivered stays so', async () => {
  const channels = desk.world.ports.channels as { sms: Channel; zalo: Channel }
  const template = await desk.template('care', { zalo: 'Nhắc an toàn', zaloTemplate: '7' })
  let sent = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 6, maxLength: 18 }),
      fc.array(fc.constantFrom('sent', 'sent', 'refused', 'unknown'), { minLength: 1, maxLength: 5 }),
      async (events, outcomes) => {
        await desk.empty()
        desk.world.at('2026-12-10T02:40:00Z')
        const given: { sms: string[]; zalo: string[] } = { sms: [], zalo: [] }
        channels.sms = { name: 'sms', send: drawn(outcomes, given.sms) }
        channels.zalo = { name: 'zalo', send: drawn(outcomes, given.zalo) }
        const customers: string[] = []
        for (let i = 0; i < 4; i++) customers.push(await desk.customer({ agrees: ['care'] }))
        for (const one of customers) await desk.consent(one, 'care', true, 'zalo')
        const wave = await desk.wave({ ladder: 'zalo-sms', template })
        await desk.planner.call(routes.startWave, { id: wave })
        let delivered = 0
        for (const one of events) {
          await happen(one, wave, customers, [...given.sms, ...given.zalo])
          const { all, planned, now } = await stand(wave)
          expect([all, planned]).toEqual([4, 4])
          expect(now).toBeGreaterThanOrEqual(delivered)
          delivered = now
        }
        const { rows } = await desk.world.owner.pool.query(
          'select max(n)::int as most from (select count(*) as n from messaging.attempts where wave_id = $1 group by party, channel) a',
          [wave],
        )
        expect(rows[0].most ?? 1).toBe(1)
        for (const ids of Object.values(given)) expect(new Set(ids).size).toBe(ids.length)
        sent += given.sms.length + given.zalo.length
      },
    ),
    { numRuns: process.env.TRI_AN_RACES ? 100 : 4 }, // the many in `npm run prove`
  )
  expect(sent).toBeGreaterThan(0)
}, 60_000)
