import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPeopleWorld, password, secret } from './people.world.ts'
import { peopleRoutes as routes } from './routes.ts'
import { mostFailures } from './rules.ts'

const world = await newPeopleWorld({ max: 12 })
afterAll(() => world.close())

describe('a member of staff', () => {
  test('signs in by code or by e-mail, whatever the case, and is told who they are', async () => {
    const { id, login } = await world.member('planner', world.units.own, { name: 'Võ Thị Kim Ngân' })
    for (const typed of [login, login.toLowerCase(), `${login}@EXAMPLE.vn`]) {
      const browser = world.browser()
      const { status, body } = await browser.call(routes.signIn, { login: typed, password, label: 'Máy ở quầy' })
      expect([status, body]).toEqual([200, { done: true, needs: null }])
      const me = await browser.call(routes.me, {})
      expect(me.body).toMatchObject({
        id,
        name: 'Võ Thị Kim Ngân',
        initials: 'VN',
        readOnly: false,
        secondFactor: false,
      })
      expect(me.body.unit.name).toBe('Công ty Điện lực Một')
      expect(me.body.roles.map(one => [one.role, one.unit.name, one.lentBy])).toEqual([
        ['planner', 'Công ty Điện lực Một', null],
      ])
      expect(me.body.permissions).toContain('org.read')
      expect(me.body.permissions).not.toContain('org.shape')
      expect(Date.parse(me.body.sessionEndsAt) - world.now().getTime()).toBe(30 * 60_000)
    }
  })

  test('signs in with marks typed apart (NFD) in the password', async () => {
    const { login } = await world.member('clerk', world.units.own)
    const { status } = await world.browser().call(routes.signIn, { login, password: password.normalize('NFD') })
    expect(status).toBe(200)
  })

  test('signs out, and the token is worth nothing from then on', async () => {
    const { login } = await world.member('clerk', world.units.own)
    const browser = await world.signedIn(login)
    const token = browser.cookies.get('tri-an-staff') ?? ''
    expect((await browser.call(routes.signOut, {})).status).toBe(200)
    expect(browser.cookies.has('tri-an-staff')).toBe(false)
    browser.setCookie('tri-an-staff', token)
    expect((await browser.call(routes.me, {})).status).toBe(401)
  })

  test('gets a new token at each sign-in, and the one before it is dead', async () => {
    const { login } = await world.member('clerk', world.units.own)
    const browser = await world.signedIn(login)
    const before = browser.cookies.get('tri-an-staff') ?? ''
    await browser.call(routes.signIn, { login, password })
    const after = browser.cookies.get('tri-an-staff') ?? ''
    expect(after).not.toBe(before)
    const old = world.browser()
    old.setCookie('tri-an-staff', before)
    expect((await old.call(routes.me, {})).status).toBe(401)
    expect((await browser.call(routes.me, {})).status).toBe(200)
  })

  test('whose account is closed does not come in, and their open sessions end at once', async () => {
    const { id, login } = await world.member('crew', world.units.child)
    const browser = await world.signedIn(login)
    const admin = await world.signedIn((await world.member('administrator', world.units.own)).login)
    expect((await admin.call(routes.close, { id })).status).toBe(200)
    expect((await browser.call(routes.me, {})).status).toBe(401)
    expect((await world.browser().call(routes.signIn, { login, password })).body.code).toBe('people.wrong_sign_in')
  })
})

describe('an authenticator', () => {
  test('asks for its code; until then nobody is signed in', async () => {
    const { login } = await world.member('approver', world.units.own, { secret })
    const browser = world.browser()
    expect((await browser.call(routes.signIn, { login, password })).body).toEqual({ done: false, needs: 'code' })
    const pending = browser.cookies.get('tri-an-staff')
    expect((await browser.call(routes.me, {})).status).toBe(401)
    expect((await browser.call(routes.confirmCode, { code: world.codeOf(secret) })).body).toEqual({
      done: true,
      needs: null,
    })
    expect(browser.cookies.get('tri-an-staff')).not.toBe(pending)
    expect((await browser.call(routes.me, {})).body.secondFactor).toBe(true)
  })

  test('takes a code once: the same one, or an older one, is refused', async () => {
    const { login } = await world.member('approver', world.units.own, { secret })
    const [first, second] = [world.browser(), world.browser()]
    const code = world.codeOf(secret)
    expect((await first.call(routes.signIn, { login, password, code })).body.done).toBe(true)
    await second.call(routes.signIn, { login, password })
    expect((await second.call(routes.confirmCode, { code })).body.code).toBe('people.wrong_code')
    expect((await second.call(routes.confirmCode, { code: world.codeOf(secret, -30) })).status).toBe(401)
    world.later({ seconds: 30 })
    expect((await second.call(routes.confirmCode, { code: world.codeOf(secret) })).body.done).toBe(true)
  })

  test.each([
    [-60, 401],
    [-30, 200],
    [0, 200],
    [30, 200],
    [60, 401],
  ])('a code from %i seconds away answers %i', async (away, status) => {
    const { login } = await world.member('approver', world.units.own, { secret })
    const browser = world.browser()
    await browser.call(routes.signIn, { login, password })
    expect((await browser.call(routes.confirmCode, { code: world.codeOf(secret, away) })).status).toBe(status)
  })

  test('16 times the same code at once opens one session', async () => {
    const { login } = await world.member('approver', world.units.own, { secret })
    const browsers = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        const browser = world.browser()
        for (let status = 0; status !== 200; ) status = (await browser.call(routes.signIn, { login, password })).status
        return [index, browser] as const
      }),
    )
    const code = world.codeOf(secret)
    const answers = await Promise.all(browsers.map(([, browser]) => browser.call(routes.confirmCode, { code })))
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1)
  })

  test('is not guessed: after ten wrong codes in a day even the right one is refused', async () => {
    const { login } = await world.member('approver', world.units.own, { secret })
    const browser = world.browser()
    await browser.call(routes.signIn, { login, password })
    const right = world.codeOf(secret)
    const wrong = right === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < mostFailures.code.most; tries++)
      expect((await browser.call(routes.confirmCode, { code: wrong })).body.code).toBe('people.wrong_code')
    const refused = await browser.call(routes.confirmCode, { code: right })
    expect([refused.status, refused.body.code]).toEqual([429, 'people.wait'])
    expect(refused.headers.get('retry-after')).toBe(String(24 * 3600))
  })

  test('a sign-in under way lasts ten minutes and continues nothing else', async () => {
    const { login } = await world.member('approver', world.units.own, { secret })
    const browser = world.browser()
    await browser.call(routes.signIn, { login, password })
    expect((await browser.call(routes.choosePassword, { password: 'một mật khẩu khác hẳn' })).body.code).toBe(
      'people.sign_in_again',
    )
    expect((await browser.call(routes.beginEnrolment, {})).status).toBe(401)
    world.later({ minutes: 11 })
    expect((await browser.call(routes.confirmCode, { code: world.codeOf(secret) })).body.code).toBe(
      'people.sign_in_again',
    )
  })
})

describe('guessing', () => {
  beforeAll(() => world.later({ days: 1 }))

  test('a known and an unknown name, a wrong password and none, get the same answer', async () => {
    const { login } = await world.member('clerk', world.units.own)
    const wrong = await world.browser().call(routes.signIn, { login, password: 'sai mật khẩu rồi' })
    const unknown = await world.browser().call(routes.signIn, { login: 'NV-KHONG-CO', password: 'sai mật khẩu rồi' })
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body])
    expect(wrong.body.code).toBe('people.wrong_sign_in')
    expect(wrong.body.title).toBe('Mã nhân viên, mật khẩu hoặc mã xác thực chưa đúng.')
  })

  test('a known and an unknown name take the same time', async () => {
    const { login } = await world.member('clerk', world.units.own, { fullCost: true })
    const took = async (name: string): Promise<number> => {
      const begun = performance.now()
      await world.browser().call(routes.signIn, { login: name, password: 'sai mật khẩu rồi' })
      return performance.now() - begun
    }
    const times: [number[], number[]] = [[], []]
    for (let round = 0; round < 12; round++) {
      world.later({ minutes: 16 })
      times[0].push(await took(login))
      times[1].push(await took(`KHONG-CO-${round % 3}`))
    }
    // Kolmogorov-Smirnov at p = 0.001: the largest distance between the two samples' distribution functions.
    const all = [...times[0], ...times[1]]
    const below = (sample: number[], at: number): number => sample.filter(time => time <= at).length / sample.length
    const distance = Math.max(...all.map(at => Math.abs(below(times[0], at) - below(times[1], at))))
    expect(distance).toBeLessThan(1.95 * Math.sqrt(2 / 12))
  })

  test.each([['a known name'], ['an unknown name']])(
    '64 tries at once of %s: few are even looked at, and then it has to wait',
    async what => {
      world.later({ minutes: 16 })
      const login = what === 'a known name' ? (await world.member('clerk', world.units.own)).login : 'NV-MA'
      const tries = Array.from({ length: 64 }, (_, index) =>
        world.browser().call(routes.signIn, { login, password: `mật khẩu đoán ${index}` }),
      )
      const codes = (await Promise.all(tries)).map(answer => answer.body.code)
      expect(new Set(codes)).not.toContain(undefined)
      const looked = codes.filter(code => code === 'people.wrong_sign_in').length
      expect(looked).toBeLessThanOrEqual(mostFailures.here.most + 1)
      for (let more = looked; more < mostFailures.here.most; more++)
        await world.browser().call(routes.signIn, { login, password: 'mật khẩu đoán nữa' })
      const last = await world.browser().call(routes.signIn, { login, password })
      expect([last.status, last.body.code]).toEqual([429, 'people.wait'])
    },
  )

  test('after a quarter of an hour the right password is taken again', async () => {
    const { login } = await world.member('clerk', world.units.own)
    for (let tries = 0; tries < mostFailures.here.most; tries++)
      await world.browser().call(routes.signIn, { login, password: 'sai mật khẩu rồi' })
    expect((await world.browser().call(routes.signIn, { login, password })).status).toBe(429)
    world.later({ minutes: 15, seconds: 1 })
    expect((await world.browser().call(routes.signIn, { login, password })).body.done).toBe(true)
  })

  test('nothing that was typed is kept of a failure', async () => {
    await world.browser().call(routes.signIn, { login: 'LoGinBiMat', password: 'sai mật khẩu rồi' })
    const { rows } = await world.owner.pool.query('select f::text as line from people.failures f')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/loginbimat/i)
    expect(rows[0].line).not.toContain(Buffer.from('loginbimat').toString('hex'))
  })
})
