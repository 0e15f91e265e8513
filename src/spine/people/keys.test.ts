import { afterAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#kit/db'
import type { Act, Who } from '#kit/serve'
import { Refusal } from '#kit/wire'
import { getPartner } from './partner-keys.ts'
import { newPeopleWorld, password } from './people.world.ts'
import { peopleRoutes as routes } from './routes.ts'

const world = await newPeopleWorld()
afterAll(() => world.close())
const { units } = world
const callerWith = (bearer: string): Promise<Who> =>
  world.gate.identify(world.app, { bearer, kind: 'staff' }, world.now())

describe("a crew's phone", () => {
  const phoneOf = async () => {
    const member = await world.member('crew', units.own)
    const browser = await world.signedIn(member.login)
    const { status, body } = await browser.call(routes.registerDevice, { label: 'Samsung của Đức' })
    expect(status).toBe(200)
    return { ...member, browser, device: body.id, headers: { authorization: `Bearer ${body.key}` } }
  }

  test('speaks for its owner after the session has ended, for work of a crew only', async () => {
    const { id, headers } = await phoneOf()
    const admin = await world.signedIn((await world.member('administrator', units.own)).login)
    await admin.call(routes.grant, { id, role: 'planner', unitId: units.own })
    world.later({ hours: 13 })
    const { status, body } = await world.browser().call(routes.me, {}, headers)
    expect(status).toBe(200)
    expect(body.id).toBe(id)
    expect(body.permissions).toContain('blueprint.plant')
    expect(body.permissions).not.toContain('blueprint.plan')
  })

  test("cannot change its owner's account, lend their roles or register another", async () => {
    const { headers, login } = await phoneOf()
    const browser = world.browser()
    const { body } = await browser.call(routes.me, {}, headers)
    const answers = [
      await browser.call(routes.changePassword, { before: password, after: 'một mật khẩu khác hẳn' }, headers),
      await browser.call(routes.enrol, { password }, headers),
      await browser.call(routes.registerDevice, { label: 'Máy nữa' }, headers),
      await browser.call(
        routes.lend,
        { roleId: body.roles[0]?.id ?? '', to: login, unitId: units.own, until: '2027-01-01' },
        headers,
      ),
    ]
    expect(answers.map(answer => answer.body.code)).toEqual(Array(4).fill('people.not_from_phone'))
  })

  test('is worth nothing once it is revoked, by its owner or by an administrator of the branch', async () => {
    const own = await phoneOf()
    expect((await own.browser.call(routes.revokeOwnDevice, { id: own.device })).status).toBe(200)
    expect((await world.browser().call(routes.me, {}, own.headers)).status).toBe(401)
    const lost = await phoneOf()
    const stranger = await world.signedIn((await world.member('administrator', units.sibling)).login)
    const admin = await world.signedIn((await world.member('administrator', units.own)).login)
    const sent = { id: lost.id, device: lost.device }
    expect((await stranger.call(routes.revokeDevice, sent)).status).toBe(404)
    expect((await world.browser().call(routes.me, {}, lost.headers)).status).toBe(200)
    expect((await admin.call(routes.revokeDevice, sent)).status).toBe(200)
    expect((await world.browser().call(routes.me, {}, lost.headers)).status).toBe(401)
    expect((await admin.call(routes.one, { id: lost.id })).body.devices[0]?.revokedAt).not.toBeNull()
  })

  test('of a closed account, or with a wrong key, stands for nobody; a session beside it does not help', async () => {
    const { id, headers, browser } = await phoneOf()
    expect((await browser.call(routes.me, {}, { authorization: 'Bearer tri_an_phone_wrong' })).status).toBe(401)
    const admin = await world.signedIn((await world.member('administrator', units.own)).login)
    await admin.call(routes.close, { id })
    expect((await world.browser().call(routes.me, {}, headers)).status).toBe(401)
  })

  test('is registered only by a crew', async () => {
    const clerk = await world.signedIn((await world.member('clerk', units.own)).login)
    expect((await clerk.call(routes.registerDevice, { label: 'Máy' })).body.code).toBe('people.not_crew')
  })
})

describe("a partner's key", () => {
  const wanted = {
    name: 'Ngân hàng Một',
    unitId: units.own,
    kind: 'live' as const,
    scopes: ['partner-offer.redeem'],
    until: '2027-06-30',
  }
  const keeper = async () => world.signedIn((await world.member('administrator', units.own)).login)
  const use = (who: Who, scope: string) =>
    inTransaction(world.app, { actor: who.kind === 'nobody' ? undefined : who.id }, tx =>
      getPartner({ tx, who } as unknown as Act, scope),
    )

  test('is shown once, kept as a hash, and lets its partner do what it was issued for', async () => {
    const admin = await keeper()
    const { body } = await admin.call(routes.issueKey, wanted)
    expect(body.key).toMatch(/^tri-an_live_[0-9a-f]{8}_[\w-]{43}$/)
    const listed = (await admin.call(routes.partnerKeys, {})).body.keys.find(one => one.id === body.id)
    expect(listed).toMatchObject({ name: 'Ngân hàng Một', kind: 'live', revokedAt: null })
    expect(body.key.startsWith(listed?.prefix ?? '?')).toBe(true)
    const { rows } = await world.owner.pool.query('select k::text as line from people.partner_keys k')
    expect(JSON.stringify(rows)).not.toContain(body.key.split('_').at(-1))
    const who = await callerWith(body.key)
    expect(who).toEqual({ kind: 'partner', id: body.id })
    expect(await use(who, 'partner-offer.redeem')).toMatchObject({ partnerId: body.partnerId, kind: 'live' })
    await expect(use(who, 'partner-offer.settle')).rejects.toThrow(Refusal)
  })

  test('opens no door of the staff', async () => {
    const { body } = await (await keeper()).call(routes.issueKey, wanted)
    const headers = { authorization: `Bearer ${body.key}` }
    expect((await world.browser().call(routes.me, {}, headers)).status).toBe(403)
    expect((await world.browser().call(routes.list, {}, headers)).status).toBe(403)
  })

  test('is worth nothing once revoked, or after the last day of it in Vietnam', async () => {
    const admin = await keeper()
    const [one, another] = [
      (await admin.call(routes.issueKey, wanted)).body,
      (await admin.call(routes.issueKey, { ...wanted, until: '2026-12-31' })).body,
    ]
    expect((await admin.call(routes.revokeKey, { id: one.id })).status).toBe(200)
    expect(await callerWith(one.key)).toEqual({ kind: 'nobody' })
    expect((await admin.call(routes.revokeKey, { id: one.id })).body.code).toBe('people.unknown_key')
    const ask = (at: string) => world.gate.identify(world.app, { bearer: another.key, kind: 'staff' }, new Date(at))
    expect((await ask('2026-12-31T16:59:59Z')).kind).toBe('partner')
    expect((await ask('2026-12-31T17:00:00Z')).kind).toBe('nobody')
  })

  test('replaces another of the same partner; a partner of another branch is unknown', async () => {
    const admin = await keeper()
    const first = (await admin.call(routes.issueKey, wanted)).body
    const second = await admin.call(routes.issueKey, { ...wanted, partnerId: first.partnerId })
    expect(second.body.partnerId).toBe(first.partnerId)
    const far = await world.signedIn((await world.member('administrator', units.other)).login)
    const stolen = await far.call(routes.issueKey, { ...wanted, unitId: units.other, partnerId: first.partnerId })
    expect(stolen.body.code).toBe('people.unknown_partner')
    expect((await far.call(routes.partnerKeys, {})).body.keys).toEqual([])
  })

  test.each([
    ['2026-12-10', 'people.key_too_long'],
    ['2030-01-01', 'people.key_too_long'],
  ])('until %s is refused', async (until, code) => {
    const { status, body } = await (await keeper()).call(routes.issueKey, { ...wanted, until })
    expect([status, body.code]).toEqual([422, code])
  })
})
