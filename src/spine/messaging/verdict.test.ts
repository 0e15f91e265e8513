import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { aTemplate, aWave, type Desk, nextPhone, openDesk } from './messaging.world.ts'
import { messagingRoutes as routes } from './routes.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.world.close())

describe('who is asked before anything leaves', () => {
  test('only whoever agreed gets care; whoever takes it back after planning gets none; safety still goes', async () => {
    await desk.empty()
    const [agreed, silent, leaves] = [
      await desk.customer({ agrees: ['care'] }),
      await desk.customer(),
      await desk.customer({ agrees: ['care'] }),
    ]
    const wave = await desk.wave({ class: 'care' })
    expect(await desk.account(wave)).toEqual({ due: 3 })
    await desk.consent(leaves, 'care', false)
    await desk.start(wave)
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ submitted: 1, 'excluded:no_consent': 1, 'excluded:withdrawn': 1 })
    const safety = await desk.wave({ class: 'safety' })
    await desk.start(safety)
    await desk.world.runJobs()
    expect(await desk.account(safety)).toEqual({ submitted: 3 })
    expect([agreed, silent].length).toBe(2)
  })

  test('an advert needs a young national list, leaves out whoever is on it, and goes three times a day at most, whoever sends', async () => {
    await desk.empty()
    const [barred] = [nextPhone()]
    await desk.customer({ phone: barred, agrees: ['offers'] })
    await desk.customer({ agrees: ['offers'] })
    const first = await desk.wave({ class: 'advert' })
    expect((await desk.start(first)).body.code).toBe('messaging.old_list')
    const list = { unitId: desk.world.units.own, fetchedOn: '2026-12-09', numbers: `${barred}\nkhông-phải-số` }
    expect((await desk.clerk.call(routes.takeList, list)).body).toEqual({ numbers: 1, bad: 1 })
    expect((await desk.clerk.call(routes.takeList, { ...list, numbers: '' })).body.code).toBe('messaging.list_shrank')
    await desk.start(first)
    const others = [await desk.wave({ class: 'advert' }), await desk.wave({ class: 'advert' })]
    for (const wave of others) await desk.start(wave)
    await desk.world.runJobs()
    for (const wave of [first, ...others])
      expect(await desk.account(wave)).toEqual({ submitted: 1, 'excluded:do_not_call': 1 })
    // The fourth waits until the first is a day old; a wave that ends before leaves it out by name.
    const [waits, ends] = [
      await desk.wave({ class: 'advert' }),
      await desk.wave({ class: 'advert', until: '2026-12-10T12:00:00Z' }),
    ]
    for (const wave of [waits, ends]) await desk.start(wave)
    await desk.world.runJobs()
    expect(await desk.account(waits)).toEqual({ due: 1, 'excluded:do_not_call': 1 })
    expect(await desk.account(ends)).toEqual({ 'excluded:cap': 1, 'excluded:do_not_call': 1 })
    desk.world.at('2026-12-11T02:40:01Z')
    await desk.world.runJobs()
    expect(await desk.account(waits)).toEqual({ submitted: 1, 'excluded:do_not_call': 1 })
    desk.world.at('2026-12-10T02:40:00Z')
  })

  test('16 waves with one place left under the cap: exactly one goes', async () => {
    await desk.empty()
    const phone = nextPhone()
    await desk.customer({ phone, agrees: ['survey'] })
    const [waves, template]: [string[], string] = [[], await desk.template('survey')]
    for (let i = 0; i < 16; i++) waves.push(await desk.wave({ template, until: '2026-12-11T00:00:00Z' }))
    for (const wave of waves) await desk.start(wave)
    await Promise.all(waves.map(wave => desk.world.runJob('messaging.send', { wave })))
    expect((await Promise.all(waves.map(desk.account))).filter(one => one.submitted === 1)).toHaveLength(1)
    // Whoever meets another at the same place looks again a minute later; one at least is done in each minute.
    const accounts = () => Promise.all(waves.map(desk.account))
    for (let minute = 41; minute < 57 && (await accounts()).some(one => one.due); minute++) {
      desk.world.at(`2026-12-10T02:${minute}:01Z`)
      await desk.world.runJobs()
    }
    desk.world.at('2026-12-10T02:40:00Z')
    expect((await accounts()).filter(one => one.submitted === 1)).toHaveLength(1)
    expect((await accounts()).filter(one => one['excluded:cap'] === 1)).toHaveLength(15)
  })

  test('at night nothing goes, and at the opening it does', async () => {
    await desk.empty()
    await desk.customer()
    const wave = await desk.wave()
    desk.world.at('2026-12-10T15:00:00Z') // 22:00 at home: the hour is over
    await desk.start(wave)
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ due: 1 })
    desk.world.at('2026-12-10T22:59:59Z')
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ due: 1 })
    desk.world.at('2026-12-10T23:00:00Z')
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ submitted: 1 })
    desk.world.at('2026-12-10T02:40:00Z')
  })
})

describe('paused, stopped, and by whom', () => {
  test('a paused wave keeps what is due, goes on where it was, and a stopped one sends nothing more', async () => {
    await desk.empty()
    for (let i = 0; i < 3; i++) await desk.customer()
    const wave = await desk.wave()
    await desk.start(wave)
    await desk.planner.call(routes.pauseWave, { id: wave })
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ due: 3 })
    await desk.start(wave)
    await desk.approver.call(routes.stopWave, { id: wave, reason: 'Bão số 9' })
    await desk.world.runJobs()
    expect(await desk.account(wave)).toEqual({ 'cancelled:stopped': 3 })
    expect(await desk.attempts(wave)).toEqual([])
    expect((await desk.start(wave)).body.code).toBe('messaging.wave_not_so')
  })

  test('nobody approves a wave or a text of their own, and nothing starts before it was approved', async () => {
    await desk.customer()
    const template = await desk.template()
    const input = {
      ...aWave,
      unitId: desk.world.units.own,
      templateId: template,
      ladder: 'sms',
      sendsFrom: '2026-12-10T02:00:00Z',
      sendsUntil: '2026-12-12T02:00:00Z',
    } as const
    const { body } = await desk.planner.call(routes.planWave, input)
    expect((await desk.approver.call(routes.approveWave, { id: body.id })).body.code).toBe('messaging.wave_not_so')
    await desk.world.runJobs()
    expect((await desk.start(body.id)).body.code).toBe('messaging.wave_not_so')
    await desk.world.owner.pool.query(
      `insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ($1, $2, 'approver', $3, '2020-01-01', now())`,
      [uuidv7(), desk.planner.id, desk.world.units.own],
    )
    expect((await desk.planner.call(routes.approveWave, { id: body.id })).body.code).toBe('messaging.own_wave')
    const draft = await desk.planner.call(routes.addTemplate, {
      ...aTemplate,
      unitId: desk.world.units.own,
      variables: [],
    })
    expect((await desk.planner.call(routes.approveTemplate, { id: draft.body.id })).body.code).toBe(
      'messaging.own_template',
    )
    await desk.world.owner.pool.query(`delete from people.roles where staff_id = $1 and role = 'approver'`, [
      desk.planner.id,
    ])
    for (const [change, code] of [
      [{ templateId: draft.body.id }, 'messaging.template_not_so'],
      [{ ladder: 'email' }, 'messaging.channel_without_text'],
      [{ audience: 'nobody-knows' }, 'messaging.unknown_audience'],
      [{ sendsUntil: '2026-12-10T01:00:00Z' }, 'messaging.ends_before_it_begins'],
      [{ unitId: desk.world.units.sibling }, 'messaging.unit_out_of_scope'],
    ] as const)
      expect((await desk.planner.call(routes.planWave, { ...input, ...change })).body.code).toBe(code)
  })

  test('a text with a link or a question for a code does not even wait for approval', async () => {
    const unitId = desk.world.units.own
    for (const [sms, code] of [
      ['Xem tai evn-tri-an.com/qua', 'messaging.link'],
      ['Quy khach gui ma OTP de nhan qua', 'messaging.asks_code'],
      ['Cho biet so tai khoan de nhan tien', 'messaging.asks_bank'],
      ['Kinh gui {{ten}}', 'messaging.unknown_value'],
      ['Kinh gui {{name}}', 'messaging.undeclared_value'],
    ] as const)
      expect((await desk.planner.call(routes.addTemplate, { ...aTemplate, unitId, sms })).body.code).toBe(code)
  })
})
