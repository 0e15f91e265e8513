import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusedRecipient, unknownRecipient } from '#kit/channels'
import { uuidv7 } from '#kit/wire'
import { type Desk, nextPhone, openDesk } from './messaging.world.ts'
import { messagingRoutes as routes } from './routes.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.world.close())

const national = (e164: string): string => e164.replace('+84', '0')
const sentTexts = async (): Promise<number> =>
  (await desk.world.owner.pool.query('select count(*)::int as n from kit.outgoing')).rows[0].n
describe('from a text to an account that closes', () => {
  test('two contracts behind one number are one party, a hub and whoever has no number are left out by name', async () => {
    await desk.empty()
    const shared = nextPhone()
    await desk.customer({ phone: shared })
    await desk.customer({ phone: shared })
    await desk.customer()
    for (let i = 0; i < 21; i++) await desk.customer({ phone: '0900000000' })
    await desk.world.owner.pool.query(`update customers.customers set phone_found = null where id = $1`, [
      await desk.customer(),
    ])
    const size = await desk.planner.call(routes.preview, { unitId: desk.world.units.own, audience: 'customers' })
    expect(size.body).toMatchObject({ people: 25, withNumber: 24 })

    const wave = await desk.wave()
    expect(await desk.account(wave)).toEqual({ due: 2, 'excluded:no_contact': 1, 'excluded:shared_number': 1 })
    const before = await sentTexts()
    await desk.start(wave)
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ submitted: 2, 'excluded:no_contact': 1, 'excluded:shared_number': 1 })
    expect(await sentTexts()).toBe(before + 2)
    const { body } = await desk.planner.call(routes.wave, { id: wave })
    expect(body).toMatchObject({
      state: 'finished',
      planned: 4,
      byChannel: [{ channel: 'sms', submitted: 2, delivered: 0 }],
    })
    const { body: who } = await desk.planner.call(routes.recipients, { id: wave, state: 'submitted' })
    expect(who.recipients.map(({ codes }) => codes.length).sort()).toEqual([1, 2])

    const [one] = await desk.attempts(wave)
    for (const status of ['delivered', 'delivered', 'failed'] as const)
      expect((await desk.receipt(one?.id ?? '', status)).status).toBe(200)
    expect(await desk.account(wave)).toMatchObject({ submitted: 1, delivered: 1 })
  })

  test('a report that is forged, of another carrier or of no message changes nothing', async () => {
    const wave = await desk.wave()
    await desk.start(wave)
    await desk.world.runJobs()
    const before = await desk.account(wave)
    const [one] = await desk.attempts(wave)
    const message = one?.id ?? ''
    const forged = {
      carrier: 'sms',
      message,
      status: 'failed',
      at: '2026-12-10T03:00:00Z',
      signature: '0'.repeat(64),
    } as const
    expect((await desk.world.nobody.call(routes.receipt, forged)).body.code).toBe('messaging.forged_receipt')
    expect((await desk.receipt(message, 'failed', 'zalo')).body.code).toBe('messaging.unknown_message')
    expect((await desk.receipt(uuidv7(), 'delivered')).body.code).toBe('messaging.unknown_message')
    expect(await desk.account(wave)).toEqual(before)
  })

  test('silence is unknown and never sent again; it is settled by a late receipt, or gives up after six hours', async () => {
    await desk.empty()
    await desk.customer({ phone: national(unknownRecipient) })
    await desk.customer({ phone: national(refusedRecipient) })
    const [first, second] = [await desk.wave(), await desk.wave()]
    for (const wave of [first, second]) await desk.start(wave)
    await desk.world.runJobs()
    expect(await desk.account(first)).toEqual({ unknown: 1, 'failed:sandbox: no such subscriber': 1 })
    const before = await sentTexts()
    await desk.world.runJob('messaging.watch')
    await desk.world.runJob('messaging.send', { wave: first })
    expect([await sentTexts(), await desk.account(first)]).toEqual([before, await desk.account(second)])
    const [late] = (await desk.attempts(first)).filter(one => one.state === 'unknown')
    await desk.receipt(late?.id ?? '', 'delivered')
    expect(await desk.account(first)).toMatchObject({ delivered: 1 })
    desk.world.at('2026-12-10T08:41:00Z')
    await desk.world.runJob('messaging.watch')
    expect(await desk.account(second)).toMatchObject({ 'failed:unresolved': 1 })
    desk.world.at('2026-12-10T02:40:00Z')
  })

  test('a sender that dies after claiming leaves what it held unknown, and sends none of it again', async () => {
    await desk.empty()
    await desk.customer()
    await desk.customer()
    const wave = await desk.wave()
    await desk.start(wave)
    const { rows } = await desk.world.within({ units: [desk.world.units.own] }, tx =>
      import('kysely').then(({ sql }) =>
        sql<{
          id: string
        }>`select c as id from messaging.claim(${wave}, ${uuidv7()}, 1, ${desk.world.now()}, interval '5 minutes') c`.execute(
          tx,
        ),
      ),
    )
    expect(rows).toHaveLength(1)
    const before = await sentTexts()
    desk.world.at('2026-12-10T02:50:00Z')
    await desk.world.runJobs()
    await desk.world.runJob('messaging.watch')
    expect(await desk.account(wave)).toEqual({ submitted: 1, unknown: 1 })
    expect(await sentTexts()).toBe(before + 1)
    desk.world.at('2026-12-10T02:40:00Z')
  })
})

describe('Zalo first, and an SMS to whoever it does not reach', () => {
  test('a failure is the next channel’s turn; a late delivery takes it back, and two deliveries are counted as such', async () => {
    await desk.empty()
    const [a, b, c] = [await desk.customer(), await desk.customer(), await desk.customer()]
    const template = await desk.template('service', {
      zalo: 'Nhắc quý khách dùng điện an toàn.',
      zaloTemplate: '30121',
    })
    const wave = await desk.wave({ ladder: 'zalo-sms', template })
    await desk.start(wave)
    await desk.world.runJobs()
    const zalo = await desk.attempts(wave)
    expect(zalo.map(one => one.channel)).toEqual(['zalo', 'zalo', 'zalo'])
    for (const one of zalo) await desk.receipt(one.id, 'failed', 'zalo')
    expect(await desk.account(wave)).toEqual({ due: 3 })
    await desk.receipt(zalo[0]?.id ?? '', 'delivered', 'zalo')
    await desk.world.runJob('messaging.watch')
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ delivered: 1, submitted: 2 })
    await desk.receipt(zalo[1]?.id ?? '', 'delivered', 'zalo')
    const sms = (await desk.attempts(wave)).find(one => one.channel === 'sms' && one.party === zalo[1]?.party)
    await desk.receipt(sms?.id ?? '', 'delivered')
    expect(await desk.account(wave)).toEqual({ delivered: 1, 'delivered:twice': 1, submitted: 1 })
    expect(new Set([a, b, c]).size).toBe(3)
  })
})
