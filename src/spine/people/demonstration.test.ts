import { afterAll, expect, test } from 'vitest'
import { demoUnit, loadOrgDemonstration } from '#spine/org'
import { newWorld } from '#test/world.ts'
import { loadPeopleDemonstration, openFirstAdministrator } from './index.ts'
import { peopleRoutes as routes } from './routes.ts'
import { clash, roles } from './rules.ts'

const world = await newWorld({ units: false })
afterAll(() => world.close())
await loadOrgDemonstration(world.owner)
const signIns = await loadPeopleDemonstration(world.owner, { key: world.secret })

test('the demonstration has somebody for each role, and all of them can sign in', async () => {
  expect(new Set(signIns.map(one => one.role))).toEqual(new Set(roles))
  for (const { login, password, secret } of signIns) {
    const { status, body } = await world.nobody.call(routes.signIn, { login, password })
    expect([status, body.needs], login).toEqual([200, secret ? 'code' : null])
  }
  expect(signIns.filter(one => one.secret)).toHaveLength(1)
})

test('nobody in it holds roles that do not go together', async () => {
  const { rows } = await world.owner.pool.query(
    'select a.role as one, b.role as other from people.roles a join people.roles b on a.staff_id = b.staff_id and a.id < b.id',
  )
  for (const { one, other } of rows) expect(clash(one, other)).toBeUndefined()
})

test('an installation with staff opens no first administrator; an empty one opens exactly one, also when asked at once', async () => {
  const it = { code: 'QT00', name: 'Lê Thị Đầu', email: 'qt00@example.vn', password: 'mật khẩu của người đầu tiên' }
  const unitId = demoUnit('EVN')
  const open = () => openFirstAdministrator(world.owner, { ...it, unitId }, world.now())
  expect(await open()).toBeUndefined()
  await world.owner.pool.query('truncate people.staff cascade')
  await expect(
    openFirstAdministrator(world.owner, { ...it, unitId, password: 'ngắn' }, world.now()),
  ).rejects.toMatchObject({ code: 'people.password_short' })
  const opened = await Promise.all([open(), open(), open()])
  expect(opened.filter(Boolean)).toHaveLength(1)
  const { body } = await world.nobody.call(routes.signIn, { login: 'qt00', password: it.password })
  expect(body).toEqual({ done: false, needs: 'password' })
})
