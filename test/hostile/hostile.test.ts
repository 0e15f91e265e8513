import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openapi } from '#kit/openapi'
import { entriesOf } from '#kit/serve'
import { isRead, methodOf, uuidv7 } from '#kit/wire'
import { dimming } from '#test/dimming.ts'
import { newWorld, type Person } from '#test/world.ts'
import { faces } from '../../src/apps/server/faces.ts'
import { permissions } from '../../src/apps/server/ports.ts'
import { hostileBody, type JsonSchema } from './bodies.ts'

/** Bodies a route: a taste in every run, all 2,000 in `npm run prove`. */
const bodies = Number(process.env.TRI_AN_HOSTILE ?? 12)
const world = await newWorld({ max: 12, recognises: [dimming] })
afterAll(() => world.close())

const entries = entriesOf(faces)
const named = entries.map(({ name, row }) => ({
  folder: name.split('.')[0] ?? '',
  name: name.split('.')[1] ?? '',
  row,
}))
type Operation = {
  operationId: string
  responses: Record<string, unknown>
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
}
const document = openapi(named, { title: 'Tri Ân', version: '0', lang: 'en' }) as unknown as {
  paths: Record<string, Record<string, Operation>>
}
const operations = new Map(
  Object.values(document.paths)
    .flatMap(path => Object.values(path))
    .map(operation => [operation.operationId, operation]),
)

beforeAll(async () => {
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Month 2026', null, null, '2026-11-01', '2026-12-31', null)`,
    [uuidv7()],
  )
})

let phones = 0
/** Somebody new who may come in, so that what is hostile reaches the schema, the verb and the database. */
async function whoMay(may: string): Promise<Person> {
  if (may === 'anyone') return world.nobody
  if (may === 'customer') return world.customer(`09${String(++phones).padStart(8, '0')}`)
  return world.staff(
    may.includes('.') ? (permissions.get(may as never)?.[0] ?? 'administrator') : 'clerk',
    world.units.group,
  )
}

const stableCode = /^[a-z]+(-[a-z]+)*\.[a-z_]+$/
const json = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

async function send(
  person: Person,
  entry: (typeof entries)[number],
  raw: string,
): Promise<{ status: number; code: string | undefined }> {
  const response = await world.hono.request(
    entry.row.at.slice(entry.row.at.indexOf(' ') + 1).replace(/:[A-Za-z]+/g, () => uuidv7()),
    {
      method: methodOf(entry.row),
      body: raw,
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        cookie: person.cookie,
        'idempotency-key': uuidv7(),
      },
    },
  )
  const body = (await response.json().catch(() => ({}))) as { code?: string }
  return { status: response.status, code: body.code }
}

describe('hostile bodies are answered in the terms of the contract, never as a failure', () => {
  const writes = entries.filter(entry => !isRead(entry.row))
  test.each(writes.map(entry => [entry.name, entry] as const))(
    `%s (${bodies} bodies)`,
    async (name, entry) => {
      const operation = operations.get(name)
      const schema = operation?.requestBody?.content['application/json']?.schema ?? {}
      const person = await whoMay(entry.row.may)
      const documented = Object.keys(operation?.responses ?? {})
      await fc.assert(
        fc.asyncProperty(hostileBody(schema), async body => {
          const raw = json(body)
          if (raw === undefined) return
          const { status, code } = await send(person, entry, raw)
          expect(documented, `${status} ${code} to ${raw.slice(0, 300)}`).toContain(String(status))
          if (status !== 200) expect(code).toMatch(stableCode)
        }),
        { numRuns: bodies, endOnFailure: true },
      )
    },
    300_000,
  )

  const reads = entries.filter(entry => isRead(entry.row))
  test.each(reads.map(entry => [entry.name, entry] as const))(
    '%s (hostile queries)',
    async (name, entry) => {
      const operation = operations.get(name) as Operation & { parameters: { name: string; in: string }[] }
      const names = [...operation.parameters.filter(one => one.in === 'query').map(one => one.name), 'surprise']
      const person = await whoMay(entry.row.may)
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...names),
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 60 }),
            fc.constantFrom('\u0000', "'", '-1', '1e999', 'null', '[]', 'x'.repeat(5000)),
          ),
          async (key, value) => {
            const path = entry.row.at.slice(entry.row.at.indexOf(' ') + 1).replace(/:[A-Za-z]+/g, () => uuidv7())
            const response = await world.hono.request(
              `${path}?${new URLSearchParams({ [key]: value.toWellFormed() })}`,
              { headers: { cookie: person.cookie } },
            )
            expect(Object.keys(operation.responses), `${response.status} to ${key}=${value.slice(0, 100)}`).toContain(
              String(response.status),
            )
          },
        ),
        { numRuns: Math.min(bodies, 100), endOnFailure: true },
      )
    },
    120_000,
  )
})
