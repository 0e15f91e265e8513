import { Secret, TOTP } from 'otpauth'
import { addressOf, toJson } from '#kit/client'
import type { Ports } from '#kit/serve'
import { type AnyRoute, type GivesOf, isRead, methodOf, type SendsOf } from '#kit/wire'
import { type Answer, newWorld, type World } from '#test/world.ts'
import { addAuthenticator, addPassword } from './credentials.ts'
import { putStaff } from './first.ts'
import { peopleRoutes } from './routes.ts'
import type { Role } from './rules.ts'
import { hashPassword } from './secrets.ts'

export const password = 'trời xanh mây trắng nắng vàng'
/** Cheap, for the many sign-ins of the tests; `fullCost` asks for what the door would have kept. */
const hash = await hashPassword(password, { memory: 64, passes: 1 })

/** A browser: it keeps the cookies that it is given, and sends them back. */
export type Browser = {
  readonly cookies: ReadonlyMap<string, string>
  readonly setCookie: (name: string, value: string) => void
  readonly call: <R extends AnyRoute>(
    row: R,
    input: SendsOf<R>,
    headers?: Record<string, string>,
  ) => Promise<Answer<GivesOf<R>>>
}

export type Member = { readonly id: string; readonly login: string }
export type PeopleWorld = World & {
  readonly browser: () => Browser
  /** Somebody with the password above, one role on a unit since 2020, and (with a secret) an authenticator. */
  readonly member: (
    role: Role,
    unitId: string,
    it?: { name?: string; secret?: string; fullCost?: boolean },
  ) => Promise<Member>
  /** A browser in which somebody has signed in. */
  readonly signedIn: (login: string) => Promise<Browser>
  /** The authenticator's code at the world's present time, or some seconds away from it. */
  readonly codeOf: (secret: string, awaySeconds?: number) => string
  /** Moves the clock on from where it stands. */
  readonly later: (span: { seconds?: number; minutes?: number; hours?: number; days?: number }) => void
}

export const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

function browserOf(world: World): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    setCookie: (name, value) => void cookies.set(name, value),
    call: async (row, input, headers = {}) => {
      const { url, rest } = addressOf(row, input as Readonly<Record<string, unknown>>)
      const response = await world.hono.request(url, {
        method: methodOf(row),
        headers: {
          'content-type': 'application/json',
          'sec-fetch-site': 'same-origin',
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...headers,
        },
        ...(isRead(row) ? {} : { body: toJson(rest) }),
      })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      return { status: response.status, body: (await response.json()) as never, headers: response.headers }
    },
  }
}

export async function newPeopleWorld(
  options: { max?: number; secondFactor?: Ports['secondFactor'] } = {},
): Promise<PeopleWorld> {
  const world = await newWorld(options)
  let count = 0
  const browser = (): Browser => browserOf(world)
  return {
    ...world,
    browser,
    member: async (role, unitId, it = {}) => {
      const login = `NV${String(++count).padStart(3, '0')}`
      const at = new Date('2020-01-01T01:00:00Z')
      const id = await world.owner.kysely.transaction().execute(async tx => {
        const email = `${login.toLowerCase()}@example.vn`
        const made = await putStaff(
          tx,
          { code: login, name: it.name ?? `Trần Văn ${login}`, email, unitId, role },
          '2020-01-01',
          at,
        )
        await addPassword(tx, made, it.fullCost ? await hashPassword(password) : hash, at)
        if (it.secret)
          await addAuthenticator(tx, made, it.secret, { key: world.secret('people.totp'), at, confirmed: true })
        return made
      })
      return { id, login }
    },
    signedIn: async login => {
      const visitor = browser()
      const { status } = await visitor.call(peopleRoutes.signIn, { login, password })
      if (status !== 200) throw new Error(`sign-in answered ${status}`)
      return visitor
    },
    codeOf: (text, away = 0) =>
      new TOTP({ secret: Secret.fromBase32(text) }).generate({ timestamp: world.now().getTime() + away * 1000 }),
    later: ({ seconds = 0, minutes = 0, hours = 0, days = 0 }) =>
      world.at(
        new Date(world.now().getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000).toISOString(),
      ),
  }
}
