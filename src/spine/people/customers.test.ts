import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { newPeopleWorld } from './people.world.ts'
import { peopleRoutes as routes } from './routes.ts'

const world = await newPeopleWorld({ max: 20 })
afterAll(() => world.close())
let number = 0
const newPhone = (): string => `09${String(12_000_000 + ++number * 1000).padStart(8, '0')}`
const codeTo = (phone: string): string => world.sent.findLast(one => one.phone === phone)?.code ?? ''
beforeEach(() => world.later({ hours: 2 }))

describe('a customer', () => {
  test('comes in by the code that went to their phone, however the number is written', async () => {
    const phone = newPhone()
    const written = `+84 ${phone.slice(1, 4)}.${phone.slice(4, 7)}-${phone.slice(7)}`
    const browser = world.browser()
    const { request } = (await browser.call(routes.askCode, { phone: written })).body
    const code = codeTo(phone)
    expect(code).toMatch(/^\d{6}$/)
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`
    expect((await browser.call(routes.tryCode, { request, code: typed })).body).toEqual({ done: true })
    expect(browser.cookies.get('tri-an-customer')).toBeTruthy()
    expect((await browser.call(routes.leave, {})).status).toBe(200)
    expect((await browser.call(routes.leave, {})).status).toBe(401)
  })

  test('is the same person each time, and stays in for thirty days', async () => {
    const phone = newPhone()
    const browsers = [world.browser(), world.browser()] as const
    for (const browser of browsers) {
      world.later({ minutes: 11 })
      const { request } = (await browser.call(routes.askCode, { phone })).body
      await browser.call(routes.tryCode, { request, code: codeTo(phone) })
    }
    world.later({ days: 29 })
    expect((await browsers[0].call(routes.leaveEverywhere, {})).body).toEqual({ ended: 2 })
    expect((await browsers[1].call(routes.leave, {})).status).toBe(401)
  })

  test('signing out on one phone leaves the other signed in', async () => {
    const phone = newPhone()
    const browsers = [world.browser(), world.browser()] as const
    for (const browser of browsers) {
      world.later({ minutes: 11 })
      const { request } = (await browser.call(routes.askCode, { phone })).body
      await browser.call(routes.tryCode, { request, code: codeTo(phone) })
    }
    await browsers[0].call(routes.leave, {})
    expect((await browsers[1].call(routes.leave, {})).status).toBe(200)
  })

  test('does not end the staff session of the same browser by coming in', async () => {
    const phone = newPhone()
    const browser = await world.signedIn((await world.member('clerk', world.units.own)).login)
    const { request } = (await browser.call(routes.askCode, { phone })).body
    await browser.call(routes.tryCode, { request, code: codeTo(phone) })
    expect((await browser.call(routes.me, {})).status).toBe(200)
  })

  test.each(['12345', '0912 345 67', 'không phải số', '1900 6769', '024 3825 1234'])(
    'cannot ask for a code to "%s"',
    async phone => {
      const { status, body } = await world.browser().call(routes.askCode, { phone })
      expect([status, body.code]).toEqual([422, 'people.bad_phone'])
    },
  )

  test('whose data must go leaves no number, code or session behind', async () => {
    const phone = newPhone()
    const browser = world.browser()
    const { request } = (await browser.call(routes.askCode, { phone })).body
    await browser.call(routes.tryCode, { request, code: codeTo(phone) })
    const { rows } = await world.owner.pool.query('select id from people.contacts order by first_seen_at desc limit 1')
    const { face } = await import('./noun.ts')
    const gone = await inTransaction(world.app, {}, tx => {
      const erase = face.erases?.[0]
      return erase ? erase(tx, { kind: 'contact', id: rows[0].id }) : Promise.resolve(0)
    })
    expect(gone).toBe(3)
    expect((await browser.call(routes.leave, {})).status).toBe(401)
  })
})

describe('a code', () => {
  const ask = async () => {
    const phone = newPhone()
    const { request } = (await world.browser().call(routes.askCode, { phone })).body
    return { phone, request, code: codeTo(phone) }
  }
  const attempt = (request: string, code: string) => world.browser().call(routes.tryCode, { request, code })

  test('works once, also when 16 try it at once', async () => {
    const { request, code } = await ask()
    const answers = await Promise.all(Array.from({ length: 16 }, () => attempt(request, code)))
    expect(answers.filter(answer => answer.body.done)).toHaveLength(1)
    expect(answers.every(answer => answer.status === 200)).toBe(true)
  })

  test('works for its own request only', async () => {
    const [one, another] = [await ask(), await ask()]
    expect((await attempt(one.request, another.code)).body.done).toBe(one.code === another.code)
    expect((await attempt(uuidv7(), one.code)).body.done).toBe(false)
  })

  test('is worth nothing after five minutes', async () => {
    const { request, code } = await ask()
    world.later({ minutes: 5 })
    expect((await attempt(request, code)).body.done).toBe(false)
  })

  test('has five tries, however many come at once', async () => {
    const { request, code } = await ask()
    const wrong = code === '000000' ? '000001' : '000000'
    await Promise.all(Array.from({ length: 64 }, () => attempt(request, wrong)))
    expect((await attempt(request, code)).body.done).toBe(false)
    const { rows } = await world.owner.pool.query('select tries from people.codes where id = $1', [request])
    expect(rows[0].tries).toBe(5)
  })

  test('is kept only as a keyed hash, the number only sealed', async () => {
    const { phone, request } = await ask()
    const { rows } = await world.owner.pool.query('select c::text as line from people.codes c where id = $1', [request])
    expect(rows[0].line).not.toContain(phone)
    expect(rows[0].line).not.toContain(Buffer.from(phone).toString('hex'))
  })
})

describe('asking for codes is capped', () => {
  const countSent = (phone: string): number => world.sent.filter(one => one.phone === phone).length

  test('64 asks at once for one number send one; the answers do not tell which', async () => {
    const phone = newPhone()
    const answers = await Promise.all(Array.from({ length: 64 }, () => world.browser().call(routes.askCode, { phone })))
    expect(countSent(phone)).toBe(1)
    expect(answers.map(answer => [answer.status, Object.keys(answer.body)])).toEqual(Array(64).fill([200, ['request']]))
  })

  test('one a minute, three in ten minutes', async () => {
    const phone = newPhone()
    for (const seconds of [0, 59, 2, 61, 61, 61]) {
      world.later({ seconds })
      await world.browser().call(routes.askCode, { phone })
    }
    expect(countSent(phone)).toBe(3)
  })

  test('ten a day', async () => {
    const phone = newPhone()
    for (let hour = 0; hour < 14; hour++) {
      world.later({ hours: 1 })
      await world.browser().call(routes.askCode, { phone })
    }
    expect(countSent(phone)).toBe(10)
  })

  test('twenty an hour from one address, whatever the numbers, also 64 at once', async () => {
    const phones = Array.from({ length: 64 }, newPhone)
    await Promise.all(phones.map(phone => world.browser().call(routes.askCode, { phone })))
    expect(phones.filter(phone => countSent(phone) > 0)).toHaveLength(20)
  })

  test('sixty an hour for neighbouring numbers, from however many addresses', async () => {
    const prefix = Buffer.from(`prefix ${uuidv7()}`)
    const asked = await Promise.all(
      Array.from({ length: 80 }, (_, index) =>
        inTransaction(world.app, {}, async tx => {
          const { rows } = await sql<{ kept: boolean }>`select people.ask_code(${uuidv7()}, ${Buffer.from(uuidv7())},
            ${prefix}, 'sealed', ${Buffer.from('code')}, ${`10.0.0.${index}`}, ${world.now()}) as kept`.execute(tx)
          return rows[0]?.kept
        }),
      ),
    )
    expect(asked.filter(Boolean)).toHaveLength(60)
  })
})
