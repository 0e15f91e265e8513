import { afterAll, describe, expect, test } from 'vitest'
import { newPeopleWorld, password, secret } from './people.world.ts'
import { peopleRoutes as routes } from './routes.ts'

const world = await newPeopleWorld({ secondFactor: 'always' })
afterAll(() => world.close())
const other = 'núi cao biển rộng sông dài'

describe('a session', () => {
  test('lives as long as something is done every half hour, and ends after one of silence', async () => {
    const browser = await world.signedIn((await world.member('crew', world.units.own)).login)
    for (let turn = 0; turn < 4; turn++) {
      world.later({ minutes: 29 })
      expect((await browser.call(routes.me, {})).status).toBe(200)
    }
    world.later({ minutes: 30 })
    expect((await browser.call(routes.me, {})).status).toBe(401)
  })

  test('ends after twelve hours, however busy', async () => {
    const browser = await world.signedIn((await world.member('crew', world.units.own)).login)
    for (let turn = 0; turn < 28; turn++) {
      world.later({ minutes: 25 })
      await browser.call(routes.me, {})
    }
    const { body } = await browser.call(routes.me, {})
    expect(Date.parse(body.sessionEndsAt) - world.now().getTime()).toBe(20 * 60_000)
    world.later({ minutes: 20 })
    expect((await browser.call(routes.me, {})).status).toBe(401)
  })

  test('is listed with where it came from, and can be ended at once from another', async () => {
    const { login } = await world.member('crew', world.units.own)
    const [here, lost] = [await world.signedIn(login), world.browser()]
    await lost.call(routes.signIn, { login, password, label: 'Điện thoại cũ' })
    const { sessions } = (await here.call(routes.sessions, {})).body
    expect(sessions.map(one => [one.label, one.current])).toEqual(
      expect.arrayContaining([
        ['Điện thoại cũ', false],
        [null, true],
      ]),
    )
    const id = sessions.find(one => one.label === 'Điện thoại cũ')?.id ?? ''
    expect((await here.call(routes.endSession, { id })).status).toBe(200)
    expect((await lost.call(routes.me, {})).status).toBe(401)
    expect((await here.call(routes.me, {})).status).toBe(200)
    expect((await here.call(routes.endSession, { id })).body.code).toBe('people.unknown_session')
  })

  test('of somebody else is neither listed nor ended', async () => {
    const [one, another] = [await world.member('crew', world.units.own), await world.member('crew', world.units.own)]
    const [mine, theirs] = [await world.signedIn(one.login), await world.signedIn(another.login)]
    const [session] = (await theirs.call(routes.sessions, {})).body.sessions
    expect((await mine.call(routes.sessions, {})).body.sessions).toHaveLength(1)
    expect((await mine.call(routes.endSession, { id: session?.id ?? '' })).status).toBe(404)
    expect((await theirs.call(routes.me, {})).status).toBe(200)
  })

  test('and all the others: all end but this one', async () => {
    const { login } = await world.member('crew', world.units.own)
    const browsers = [await world.signedIn(login), await world.signedIn(login), await world.signedIn(login)] as const
    expect((await browsers[0].call(routes.endOtherSessions, {})).body).toEqual({ ended: 2 })
    const states = await Promise.all(browsers.map(async browser => (await browser.call(routes.me, {})).status))
    expect(states).toEqual([200, 401, 401])
  })

  test('keeps no token that could be used: the database holds hashes', async () => {
    const browser = await world.signedIn((await world.member('crew', world.units.own)).login)
    const token = browser.cookies.get('tri-an-staff') ?? ''
    const { rows } = await world.owner.pool.query('select s::text as line from people.sessions s')
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'))
  })
})

describe('a password', () => {
  test('is changed by whoever knows it; other sessions end, and the old one is worth nothing', async () => {
    const { login } = await world.member('crew', world.units.own)
    const [here, there] = [await world.signedIn(login), await world.signedIn(login)]
    expect((await here.call(routes.changePassword, { before: 'không phải', after: other })).body.code).toBe(
      'people.wrong_sign_in',
    )
    expect((await here.call(routes.changePassword, { before: password, after: password })).body.code).toBe(
      'people.password_same',
    )
    expect((await here.call(routes.changePassword, { before: password, after: other })).status).toBe(200)
    expect((await here.call(routes.me, {})).status).toBe(200)
    expect((await there.call(routes.me, {})).status).toBe(401)
    expect((await world.browser().call(routes.signIn, { login, password })).status).toBe(401)
    expect((await world.browser().call(routes.signIn, { login, password: other })).body.done).toBe(true)
  })

  test.each([
    ['ngắn', 'people.password_short'],
    ['aaaaaaaaaaaaaaaa', 'people.password_plain'],
  ])('"%s" is refused: %s', async (after, code) => {
    const browser = await world.signedIn((await world.member('crew', world.units.own)).login)
    const { status, body } = await browser.call(routes.changePassword, { before: password, after })
    expect([status, body.code]).toEqual([422, code])
  })

  test('that an administrator gave must be replaced at the first sign-in, before anything else', async () => {
    const { login: admin } = await world.member('administrator', world.units.own, { secret })
    const keeper = world.browser()
    await keeper.call(routes.signIn, { login: admin, password, code: world.codeOf(secret) })
    const opened = await keeper.call(routes.open, {
      code: 'moi01',
      name: 'Cao Thị Mới',
      email: 'Moi01@example.vn',
      unitId: world.units.child,
      password: 'mật khẩu ban đầu này',
    })
    expect(opened.status).toBe(200)
    const browser = world.browser()
    const first = await browser.call(routes.signIn, { login: 'MOI01', password: 'mật khẩu ban đầu này' })
    expect(first.body).toEqual({ done: false, needs: 'password' })
    expect((await browser.call(routes.me, {})).status).toBe(401)
    const same = await browser.call(routes.choosePassword, { password: 'mật khẩu ban đầu này' })
    expect(same.body.code).toBe('people.password_same')
    expect((await browser.call(routes.choosePassword, { password: other })).body).toEqual({ done: true, needs: null })
    expect((await browser.call(routes.me, {})).body.name).toBe('Cao Thị Mới')
  })

  test('given anew ends the sessions and the authenticator of whoever lost them', async () => {
    world.later({ minutes: 2 })
    const { login: admin } = await world.member('administrator', world.units.own, { secret })
    const keeper = world.browser()
    await keeper.call(routes.signIn, { login: admin, password, code: world.codeOf(secret) })
    const { id, login } = await world.member('planner', world.units.own, { secret })
    const before = world.browser()
    await before.call(routes.signIn, { login, password, code: world.codeOf(secret) })
    expect((await keeper.call(routes.givePassword, { id, password: 'mật khẩu cấp lại đây' })).status).toBe(200)
    expect((await before.call(routes.me, {})).status).toBe(401)
    const again = await world.browser().call(routes.signIn, { login, password: 'mật khẩu cấp lại đây' })
    expect(again.body).toEqual({ done: false, needs: 'password' })
    const { body } = await keeper.call(routes.me, {})
    expect((await keeper.call(routes.givePassword, { id: body.id, password: other })).body.code).toBe(
      'people.own_account',
    )
  })
})

describe('an enrolment', () => {
  test('is asked of whoever holds a role that can move money or rights, before they are in', async () => {
    const { login } = await world.member('accountant', world.units.own)
    const browser = world.browser()
    expect((await browser.call(routes.signIn, { login, password })).body).toEqual({ done: false, needs: 'enrolment' })
    expect((await browser.call(routes.confirmCode, { code: '123456' })).body.code).toBe('people.no_enrolment')
    const { body } = await browser.call(routes.beginEnrolment, {})
    expect(body.address).toMatch(/^otpauth:\/\/totp\/Tri%20%C3%82n:NV\d+\?/)
    expect((await browser.call(routes.me, {})).status).toBe(401)
    expect((await browser.call(routes.confirmCode, { code: world.codeOf(body.secret) })).body.done).toBe(true)
    expect((await browser.call(routes.me, {})).body.secondFactor).toBe(true)
    world.later({ seconds: 60 })
    expect((await world.browser().call(routes.signIn, { login, password })).body.needs).toBe('code')
  })

  test('by choice asks for the password, counts after a first code, and gives the browser a new token', async () => {
    const { login } = await world.member('crew', world.units.own)
    const browser = await world.signedIn(login)
    expect((await browser.call(routes.enrol, { password: 'không phải' })).status).toBe(401)
    const { body } = await browser.call(routes.enrol, { password })
    expect((await world.browser().call(routes.signIn, { login, password })).body.done).toBe(true)
    const token = browser.cookies.get('tri-an-staff')
    expect((await browser.call(routes.confirmEnrolment, { code: '12 34 56' })).body.code).toBe('people.wrong_code')
    const code = world.codeOf(body.secret)
    expect((await browser.call(routes.confirmEnrolment, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).status).toBe(
      200,
    )
    expect(browser.cookies.get('tri-an-staff')).not.toBe(token)
    expect((await world.browser().call(routes.signIn, { login, password })).body.needs).toBe('code')
  })

  test('keeps its secret sealed to its row', async () => {
    const { login } = await world.member('crew', world.units.own)
    const browser = await world.signedIn(login)
    const { body } = await browser.call(routes.enrol, { password })
    const { rows } = await world.owner.pool.query(`select secret from people.credentials where kind = 'totp'`)
    expect(JSON.stringify(rows)).not.toContain(body.secret)
  })
})
