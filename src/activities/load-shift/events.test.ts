import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { lastSentTo } from '#kit/channels'
import { newShiftWorld, nextNumber } from './load-shift.world.ts'
import { routes } from './routes.ts'

const world = await newShiftWorld()
afterAll(() => world.close())
const { who, enterprise, signed, call } = world
const { own, child, sibling } = world.units
beforeEach(() => world.at('2026-12-10T02:40:00Z'))

const signing = { signedOn: '2026-03-02', registeredKw: 800, standby: true, contactName: 'Trưởng ca' }
const sign = (customerIds: string[], more: object = {}) =>
  who('clerk').call(routes.sign, {
    customerIds,
    number: nextNumber(),
    channel: 'sms',
    contact: '0912345678',
    ...signing,
    ...more,
  })

describe('the register', () => {
  test('an enterprise signs once for all its contracts, and the contact is shown masked', async () => {
    const it = await enterprise('Công ty Thuỷ sản Sông Cửa Lớn', [own, child])
    const party = await who('clerk').call(routes.party, { customerId: it.customers[0]?.id ?? '' })
    expect(party.body).toMatchObject({ enterprise: { name: it.name }, customers: [{ taken: false }, { taken: false }] })
    const { body } = await sign(it.customers.map(one => one.id))
    const shown = await who('planner').call(routes.agreement, { id: body.id })
    expect(shown.body).toMatchObject({ name: it.name, registeredKw: 800, standby: true, customers: 2 })
    expect(shown.body.contact).not.toContain('2345')
    expect((await sign([it.customers[1]?.id ?? ''])).body.code).toBe('load-shift.has_agreement')
  })

  test('two enterprises, a stranger, a day ahead and a wrong number are refused by name', async () => {
    const [a, b] = [await enterprise('Công ty A', [own]), await enterprise('Công ty B', [own])]
    const far = await enterprise('Công ty xa', [sibling])
    const [idA, idB, idFar] = [a, b, far].map(one => one.customers[0]?.id ?? '') as [string, string, string]
    expect((await sign([idA, idB])).body.code).toBe('load-shift.several_enterprises')
    expect((await sign([idFar])).body.code).toBe('load-shift.unknown_customer')
    expect((await sign([idA], { signedOn: '2026-12-11' })).body.code).toBe('load-shift.signed_ahead')
    expect((await sign([idA], { contact: '12345' })).body.code).toBe('load-shift.bad_contact')
    expect((await sign([idA], { channel: 'email', contact: 'truc.ca@example.vn' })).status).toBe(200)
  })

  test('a withdrawn agreement stays with its reason, is called no more, and a new one may be signed', async () => {
    const it = await signed('Công ty Rút lui')
    const withdraw = (on: string) =>
      who('clerk').call(routes.withdraw, { id: it.agreement, on, reason: 'Ngừng sản xuất' })
    expect((await withdraw('2026-12-11')).body.code).toBe('load-shift.withdrawn_ahead')
    expect((await withdraw('2026-03-01')).body.code).toBe('load-shift.withdrawn_before_signed')
    expect((await withdraw('2026-12-10')).status).toBe(200)
    expect((await withdraw('2026-12-10')).body.code).toBe('load-shift.already_withdrawn')
    const again = await who('planner').call(routes.call, {
      unitId: own,
      agreementIds: [it.agreement],
      number: nextNumber(),
      startsAt: '2026-12-20T06:30:00Z',
      endsAt: '2026-12-20T08:30:00Z',
      reason: 'Nắng nóng',
    })
    expect(again.body.code).toBe('load-shift.nobody_called')
    expect((await sign(it.customers.map(one => one.id))).status).toBe(200)
  })

  test('a pasted register is looked at first, and written whole or not at all', async () => {
    const [a, b] = [await enterprise('Dán Một', [own]), await enterprise('Dán Hai', [child])]
    const head = 'Mã khách hàng\tSố thoả thuận\tNgày ký\tkW\tNgười liên hệ\tSố điện thoại'
    const row = (code: string | undefined, number: string) =>
      `${code}\t${number}\t02/03/2026\t1.200\tTrưởng ca\t0912345678`
    const paste = (text: string, write: boolean) => who('clerk').call(routes.importRegister, { text, write })
    const good = [head, row(a.customers[0]?.code, 'D1'), row(b.customers[0]?.code, 'D2')].join('\n')
    expect((await paste(good, false)).body).toEqual({ rows: 2, wrong: [], written: 0 })
    const bad = await paste([good, row('PB99999999999', 'D3')].join('\n'), true)
    expect(bad.body).toMatchObject({ written: 0, wrong: [{ line: 4, column: 'Mã khách hàng' }] })
    expect((await paste(good, true)).body.written).toBe(2)
    expect((await paste(good, true)).body).toMatchObject({ written: 0, wrong: [{ line: 2 }, { line: 3 }] })
  })
})

describe('from call to action', () => {
  test('everybody called is told once, in words without a link; they acknowledge in the portal, by phone and on paper', async () => {
    const phone = '0966000201'
    const a = await signed('Công ty Có cổng', phone)
    const [b, c] = [await signed('Công ty Gọi điện', undefined, 'call'), await signed('Công ty Trên giấy')]
    const id = await call([a.agreement, b.agreement, c.agreement])
    await world.runJobs()
    await world.runJob('load-shift.notify', { event: id })
    const { rows } = await world.owner.pool.query(
      'select count(*)::int as n from load_shift.notices where event_id = $1',
      [id],
    )
    expect(rows[0].n).toBe(3)
    const sms = await lastSentTo(world.owner, world.secret('kit.outgoing'), '+84912000111')
    expect(sms?.body).toContain('giảm phụ tải từ 13:30 đến 15:30 ngày 10/12/2026')
    expect(sms?.body).not.toMatch(/https?:|www\.|\.vn/)

    const customer = await world.customer(phone)
    expect((await customer.call(routes.mine, {})).body).toMatchObject({
      agreements: [{ name: a.name }],
      events: [{ id, acknowledgedAt: null }],
    })
    const mine = { id, agreementId: a.agreement }
    expect((await customer.call(routes.actMine, { ...mine, what: 'Dừng máy nén 2' })).body.code).toBe(
      'load-shift.not_begun',
    )
    expect((await customer.call(routes.acknowledgeMine, mine)).status).toBe(200)
    expect((await customer.call(routes.acknowledgeMine, { id, agreementId: b.agreement })).status).toBe(404)
    await who('clerk').call(routes.acknowledge, {
      id,
      agreementIds: [b.agreement],
      how: 'phone',
      note: 'Ca trưởng nhận',
    })
    const paper = { id, agreementIds: [a.agreement, c.agreement], how: 'paper' as const }
    expect((await who('clerk').call(routes.acknowledge, paper)).body).toEqual({ added: 1 })

    world.at('2026-12-10T07:00:00Z')
    expect((await customer.call(routes.actMine, { ...mine, what: 'Dừng máy nén 2' })).status).toBe(200)
    await who('clerk').call(routes.act, {
      id,
      agreementIds: [b.agreement],
      how: 'phone',
      what: 'Chuyển ca nghiền sang đêm',
    })
    const { body } = await who('planner').call(routes.event, { id })
    expect(body).toMatchObject({ state: 'under_way', called: 3, notified: 3, acknowledged: 3, acted: 2 })
    expect(body.calls.map(one => [one.name, one.notice, one.acknowledged?.how, one.actions.length])).toEqual([
      [a.name, 'sent', 'portal', 1],
      [b.name, 'told', 'phone', 1],
      [c.name, 'sent', 'paper', 0],
    ])
  })

  test('what was said after the end is kept, and told to be late', async () => {
    const it = await signed('Công ty Trễ')
    const id = await call([it.agreement])
    world.at('2026-12-10T09:00:00Z')
    await who('clerk').call(routes.acknowledge, { id, agreementIds: [it.agreement], how: 'phone' })
    const { body } = await who('clerk').call(routes.event, { id })
    expect(body.calls[0]?.acknowledged).toMatchObject({ late: true })
  })

  test('nobody is called to two events at one time, whoever calls; after one is cancelled they may be', async () => {
    const it = await signed('Công ty Hai sự kiện')
    const id = await call([it.agreement])
    const second = (name: string) =>
      who(name).call(routes.call, {
        unitId: name === 'above' ? world.units.parent : own,
        agreementIds: [it.agreement],
        number: nextNumber(),
        startsAt: '2026-12-10T15:00:00+07:00',
        endsAt: '2026-12-10T17:00:00+07:00',
        reason: 'Sự cố đường dây',
      })
    expect((await second('planner')).body.code).toBe('load-shift.overlaps')
    expect((await second('above')).body.code).toBe('load-shift.overlaps')
    expect((await who('stranger').call(routes.cancel, { id, reason: 'Thử' })).status).toBe(404)
    expect((await who('planner').call(routes.cancel, { id, reason: 'Lưới đã đủ nguồn' })).status).toBe(200)
    expect((await second('above')).status).toBe(200)
    await world.runJobs()
    const { rows } = await world.owner.pool.query(
      'select count(*)::int as n from load_shift.notices where event_id = $1',
      [id],
    )
    expect(rows[0].n).toBe(0)
  })

  test('sixteen calls of one enterprise at once are one event', async () => {
    const it = await signed('Công ty Tranh nhau')
    const asked = { unitId: own, agreementIds: [it.agreement], reason: 'Nắng nóng' }
    const times = { startsAt: '2026-12-15T06:30:00Z', endsAt: '2026-12-15T08:30:00Z' }
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => who('planner').call(routes.call, { ...asked, ...times, number: nextNumber() })),
    )
    expect(answers.filter(one => one.status === 200)).toHaveLength(1)
    expect(new Set(answers.filter(one => one.status !== 200).map(one => one.body.code))).toEqual(
      new Set(['load-shift.overlaps']),
    )
  })

  test('past events come in from a paste, named or for all, and count as told', async () => {
    const it = await signed('Công ty Sự kiện cũ')
    const text = `event,starts_at,ends_at,customer\nCU-1,2026-06-17 13:30,2026-06-17 15:30,${it.customers[0]?.code}\nCU-2,2026-06-18 13:30,2026-06-18 15:30,${it.customers[0]?.code}`
    const paste = (more: string, write: boolean) =>
      who('planner').call(routes.importEvents, { unitId: own, text: text + more, reason: 'Hè 2026', write })
    expect((await paste('', false)).body).toEqual({ rows: 2, wrong: [], written: 0 })
    const ahead = await paste(`\nMAI,2026-12-24 13:30,2026-12-24 15:30,${it.customers[0]?.code}`, true)
    expect(ahead.body).toMatchObject({ written: 0, wrong: [{ line: 4 }] })
    const twice = await paste(`\nCU-3,2026-06-18 14:30,2026-06-18 16:30,${it.customers[0]?.code}`, true)
    expect(twice.body.wrong).toEqual([expect.objectContaining({ line: 4, says: expect.stringContaining('cùng giờ') })])
    expect((await paste('', true)).body.written).toBe(2)
    const { body } = await who('planner').call(routes.events, {})
    expect(body.events.filter(one => one.number.startsWith('CU-'))).toMatchObject([
      { number: 'CU-2', past: true, called: 1, notified: 1, state: 'over' },
      { number: 'CU-1', past: true },
    ])
  })

  test('before a call one sees how many it reaches, how, and who is busy', async () => {
    const before = (await who('planner').call(routes.wouldCall, { unitId: own })).body
    await signed('Công ty Thêm')
    const after = await who('planner').call(routes.wouldCall, {
      unitId: own,
      startsAt: '2026-12-10T07:00:00Z',
      endsAt: '2026-12-10T07:30:00Z',
    })
    expect(after.body.agreements).toBe(before.agreements + 1)
    expect(after.body.kw).toBe(before.kw + 500)
    expect(after.body.busy).toBeGreaterThan(0)
    expect(after.body.says).toContain('14:00')
    expect((await who('planner').call(routes.wouldCall, { unitId: sibling })).status).toBe(403)
  })

  test('a stranger sees neither event nor agreement', async () => {
    const it = await signed('Công ty Kín')
    const id = await call([it.agreement], { startsAt: '2026-12-16T06:30:00Z', endsAt: '2026-12-16T08:30:00Z' })
    expect((await who('stranger').call(routes.event, { id })).status).toBe(404)
    expect((await who('stranger').call(routes.agreement, { id: it.agreement })).status).toBe(404)
    expect((await who('above').call(routes.event, { id })).body.called).toBe(1)
  })
})
