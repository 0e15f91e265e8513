import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPeopleWorld, secret } from './people.world.ts'
import { peopleRoutes as routes } from './routes.ts'

const world = await newPeopleWorld()
afterAll(() => world.close())
const { units } = world
const tables = (
  await world.owner.pool.query(
    `select c.relname as name from pg_class c where c.relnamespace = 'people'::regnamespace and c.relkind = 'r'`,
  )
).rows.map(row => String(row.name))

/** Every table has rows: somebody with an authenticator, a phone, a lent role, a failure; a customer; a partner. */
beforeAll(async () => {
  const crew = await world.member('crew', units.own, { secret })
  const colleague = await world.member('clerk', units.own)
  const browser = world.browser()
  await browser.call(routes.signIn, { login: crew.login, password: 'sai mật khẩu rồi' })
  const { password } = await import('./people.world.ts')
  await browser.call(routes.signIn, { login: crew.login, password, code: world.codeOf(secret) })
  await browser.call(routes.registerDevice, { label: 'Máy' })
  const roleId = (await browser.call(routes.me, {})).body.roles[0]?.id ?? ''
  await browser.call(routes.lend, { roleId, to: colleague.login, unitId: units.own, until: '2026-12-20' })
  const visitor = world.browser()
  const { request } = (await visitor.call(routes.askCode, { phone: '0912345678' })).body
  await visitor.call(routes.tryCode, { request, code: world.sent.at(-1)?.code ?? '' })
  const admin = await world.signedIn((await world.member('administrator', units.own)).login)
  const key = { name: 'Ví Hai', unitId: units.own, kind: 'test' as const, scopes: ['partner-offer.redeem'] }
  await admin.call(routes.issueKey, { ...key, until: '2027-01-01' })
})

const countIn = (table: string, context: Parameters<typeof world.within>[0]): Promise<number | 'denied'> =>
  world
    .within(context, async tx => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(`people.${table}`)}`.execute(
        tx,
      )
      return rows[0]?.n ?? -1
    })
    .catch((error: { code?: string }) => {
      if (error.code === '42501') return 'denied' as const
      throw error
    })

const nothing = [0, 'denied']

describe.each(tables.map(name => [name]))('people.%s', name => {
  test('has rows, and shows none with no scope set', async () => {
    const { rows } = await world.owner.pool.query(`select count(*)::int as n from people.${name}`)
    expect(rows[0].n).toBeGreaterThan(0)
    expect(nothing).toContain(await countIn(name, {}))
    const { rows: bare } = await world.app.pool
      .query(`select count(*)::int as n from people.${name}`)
      .catch(() => ({ rows: [{ n: 0 }] }))
    expect(bare[0].n).toBe(0)
  })

  test('shows none to a stranger, nor to who holds another branch', async () => {
    const stranger = '01890000-0000-7000-8000-0000000000ff'
    expect(nothing).toContain(await countIn(name, { actor: stranger }))
    expect(nothing).toContain(await countIn(name, { actor: stranger, units: [units.sibling, units.other] }))
    expect(nothing).toContain(await countIn(name, { customer: stranger }))
  })

  test('is under row-level security, and the app may not delete from it', async () => {
    const { rows } = await world.owner.pool.query(
      `select relrowsecurity as secured, has_table_privilege('tri_an_app', oid, 'delete, truncate') as deletes
       from pg_class where oid = ('people.' || $1)::regclass`,
      [name],
    )
    expect(rows[0]).toEqual({ secured: true, deletes: false })
  })
})

test('nobody reads the proofs, sessions or codes of somebody else, not even within their units', async () => {
  const keeper = await world.member('administrator', units.own)
  for (const name of ['credentials', 'sessions', 'failures', 'codes', 'contacts'])
    expect([0, 1, 'denied'], name).toContain(await countIn(name, { actor: keeper.id, units: [units.own, units.child] }))
  const { rows } = await world.owner.pool.query(
    'select count(*)::int as n from people.credentials where staff_id = $1',
    [keeper.id],
  )
  expect(await countIn('credentials', { actor: keeper.id, units: [units.own] })).toBe(rows[0].n)
})
