import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Channel, smsGateway, smtp, zaloGateway } from '#kit/channels'
import { uuidv7 } from '#kit/wire'
import { customerRoutes } from '#spine/customers/routes.ts'
import { type Carrier, startCarrier } from '#test/carriers/process.ts'
import { type Desk, openDesk } from './messaging.world.ts'
import { messagingRoutes as routes } from './routes.ts'

let desk: Desk
let [simulator, mailbox]: Carrier[] = []
/** Only the silent mailbox waits so long: a machine that is busy with other stories is slow, not silent. */
const waitMs = 2000
beforeAll(async () => {
  desk = await openDesk()
  const origin = await desk.world.listen()
  const key = (carrier: string): string => desk.world.secret(`messaging.receipts.${carrier}`).toString('hex')
  simulator = await startCarrier('simulator', 'the-key', `${origin}/api/messaging/receipts`, key('sms'), key('zalo'))
  mailbox = await startCarrier('mailbox')
  const channels = desk.world.ports.channels as Record<'sms' | 'zalo' | 'email', Channel>
  const gateway = { url: `http://127.0.0.1:${simulator.port}`, key: 'the-key', waitMs }
  channels.sms = smsGateway(gateway, 'EVN')
  channels.zalo = zaloGateway(gateway)
  channels.email = smtp(`smtp://127.0.0.1:${mailbox.port}`, 'Điện lực <cskh@example.vn>', {
    waitMs,
    refuse: 'thoi@example.vn',
  })
}, 60_000)
afterAll(async () => {
  for (const one of [simulator, mailbox]) await one?.close()
  await desk.world.close()
})

const phone = (digit: number, at = 0): string => `0988000${at}${digit}${digit}`
const account = (wave: string) => desk.account(wave)

describe('carriers of their own process', () => {
  test('reports that come late, twice, in the wrong order or never leave an account that closes, and no number gets a text twice', async () => {
    for (let digit = 0; digit <= 6; digit++) await desk.customer({ phone: phone(digit) })
    const template = await desk.template('service', { zalo: 'Nhắc an toàn', zaloTemplate: '30121' })
    const wave = await desk.wave({ ladder: 'zalo-sms', template })
    await desk.planner.call(routes.startWave, { id: wave })
    await desk.world.runJobs()
    // 0 was refused by both, 3 fails at Zalo and then by SMS; 1 gave no answer, 2's report is lost; 5 reached neither,
    // which both say when they are asked.
    await vi.waitFor(async () => expect(await account(wave)).toMatchObject({ delivered: 3 }), {
      timeout: 10_000,
      interval: 50,
    })
    await vi.waitFor(
      async () => {
        await desk.world.runJob('messaging.watch')
        await desk.world.runJobs()
        expect(await account(wave)).toEqual({
          delivered: 3,
          submitted: 1,
          'failed:code 99': 1,
          'failed:not_delivered': 1,
          'failed:not_taken': 1,
        })
      },
      { timeout: 10_000, interval: 100 },
    )
    const took = (simulator?.took ?? []).map(({ carrier, phone: to }) => `${carrier} ${to}`)
    expect(new Set(took).size).toBe(took.length)
    const before = took.length
    desk.world.at('2026-12-10T09:00:00Z')
    await desk.world.runJob('messaging.watch')
    await desk.world.runJobs()
    expect(simulator?.took).toHaveLength(before)
    desk.world.at('2026-12-10T02:40:00Z')
  }, 40_000)

  test('a gateway that has a message already takes it once, and one that is not there has taken nothing', async () => {
    const sms = desk.world.ports.channels.sms
    const message = { id: uuidv7(), to: '+84977000006', body: 'Nhac an toan' }
    expect(await sms.send(message)).toMatchObject({ outcome: 'sent' })
    expect(await sms.send(message)).toMatchObject({ outcome: 'sent' })
    expect((simulator?.took ?? []).filter(({ id }) => id === message.id)).toHaveLength(1)
    const gone = smsGateway({ url: 'http://127.0.0.1:9', key: '', waitMs }, 'EVN')
    expect((await gone.send(message)).outcome).toMatch(/refused|unknown/)
    expect(await desk.world.ports.channels.zalo.send(message)).toEqual({ outcome: 'refused', reason: 'no template' })
  })

  test('an e-mail leaves by SMTP with its own Message-ID; a refused mailbox is refused, a silent server unknown', async () => {
    const email = desk.world.ports.channels.email
    const id = uuidv7()
    const mail = { id, subject: 'Dùng điện an toàn', body: 'Kính gửi quý khách\n\nNgắt cầu dao khi nước ngập.' }
    expect(await email.send({ ...mail, to: 'hoa@example.vn' })).toMatchObject({ outcome: 'sent' })
    expect(await email.send({ ...mail, to: 'nobody@example.vn' })).toMatchObject({ outcome: 'refused' })
    expect(await email.send({ ...mail, to: 'silent@example.vn' })).toMatchObject({ outcome: 'unknown' })
    const text = String((mailbox?.took ?? [])[0]?.text)
    expect(text).toContain(`Message-ID: <${id}@example.vn>`)
    expect(text).toContain('List-Unsubscribe: <mailto:thoi@example.vn>')
    expect(text).not.toMatch(/https?:/)
  })

  test('a wave by e-mail reaches the address that stands on the customer, and leaves out by name whoever has none', async () => {
    await desk.empty()
    const hoa = await desk.customer()
    await desk.customer()
    await desk.clerk.call(customerRoutes.addContact, { id: hoa, value: 'Hoa.Nguyen@example.vn' })
    const texts = { sms: null, emailSubject: 'Kính gửi {{name}}', email: 'Mã {{code}}: dùng điện an toàn.' }
    const template = await desk.template('service', { ...texts, variables: ['name', 'code'] })
    const wave = await desk.wave({ ladder: 'email', template })
    await desk.start(wave)
    await desk.world.runJobs()
    expect(await account(wave)).toEqual({ submitted: 1, 'excluded:no_contact': 1 })
    expect((mailbox?.took ?? []).at(-1)).toMatchObject({ to: ['Hoa.Nguyen@example.vn'] })
  })
})
