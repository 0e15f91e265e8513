import { blindIndex } from '#kit/db/seal.ts'
import type { Ports } from '#kit/serve'
import type { MeasuredLine } from '#kit/serve/recognise.ts'
import { isoDay } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { freezeRun, openRun } from '#spine/recognition'
import { recognitionRoutes as routes } from '#spine/recognition/routes.ts'
import type { Person, World } from '#test/world.ts'

export const method = { name: 'ten-days', version: '1', settings: { days: 10 } }
export const inputs = [{ name: 'readings', sha256: 'a'.repeat(64), rows: 480 }]

/** The staff of the story: two of each where two people are needed. */
export async function crewOf(world: World) {
  const { own } = world.units
  const [planner, approver, second, clerk, auditor] = [
    await world.staff('planner', own),
    await world.staff('approver', own),
    await world.staff('approver', own),
    await world.staff('clerk', own),
    await world.staff('auditor', own),
  ]
  return { planner, approver, second, clerk, auditor }
}

export async function anEdition(world: World): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into editions.editions values ($1, 2026, 12, 'Tháng Tri ân 2026', 'Month 2026', null, null, '2026-12-01', '2026-12-31', null)`,
    [id],
  )
  return id
}

/** An enterprise with one customer at a unit; whoever signs in with the phone speaks for it. */
export async function anEnterprise(world: World, unit: string, phone?: string): Promise<string> {
  const [enterprise, customer] = [uuidv7(), uuidv7()]
  const tax = String(Math.floor(Math.random() * 9e9) + 1e9)
  const found = phone ? blindIndex(world.secret('people.phone'), phone).toString('hex').slice(0, 32) : null
  await world.owner.pool.query('insert into customers.enterprises values ($1, $2, $3)', [
    enterprise,
    tax,
    `Công ty ${tax}`,
  ])
  await world.owner.pool.query(
    `insert into customers.customers (id, code, name, kind, unit_id, since_day, enterprise_id, phone_found, folded, as_of)
     values ($1, $2, $3, 'production', $4, '2020-01-01', $5, $6::uuid, '', '2026-01-01')`,
    [customer, `PA${customer.slice(-11).toUpperCase()}`, `Xưởng ${tax}`, unit, enterprise, found],
  )
  return enterprise
}

export const aLine = (
  party: string,
  unit: string,
  figures: MeasuredLine['figures'],
  marks: string[] = [],
): MeasuredLine => ({
  party: { kind: 'enterprise', id: party },
  unit,
  figures,
  marks,
  why: { curve: [1, 2.5, 3], days: [{ day: '2026-12-01', used: true }] },
})

export const content = {
  title: 'Tiêu chí tri ân giảm đèn',
  note: 'Xét trên số đo của công tơ.',
  settings: { leastPct: 10, leastEvents: 1 },
  thanks: [
    { ground: 'took_part', words: 'Thư cảm ơn', amountVnd: '0' },
    { ground: 'measured', words: 'Quà tri ân', amountVnd: '500000' },
  ],
  objectDays: 10,
  answerDays: 5,
}

type Two = { readonly planner: Person; readonly approver: Person }
/** Criteria written by one, approved by another, published. */
export async function publishedCriteria(
  world: World,
  { planner, approver }: Two,
  edition: string,
  more = {},
): Promise<string> {
  const unitId = world.units.own
  const { body } = await planner.call(routes.write, {
    unitId,
    editionId: edition,
    kind: 'dimming',
    ...content,
    ...more,
  })
  await planner.call(routes.send, { id: body.id })
  await approver.call(routes.approveCriteria, { id: body.id })
  const { status } = await planner.call(routes.publish, { id: body.id })
  if (status !== 200) throw new Error(`not published: ${status}`)
  return body.id
}

/** What an activity's verb has in hand when it opens a run. */
export const actOf = (world: World, tx: Parameters<typeof openRun>[0]['tx'], person: Person) => ({
  tx,
  who: { kind: 'staff' as const, id: person.id, name: '', permissions: new Set<never>(), readOnly: false },
  units: [world.units.own, world.units.child],
  now: world.now(),
  today: isoDay(world.now()),
  ports: world.ports as Ports,
})

/** A run of the invented activity: opened and frozen by one person. */
export async function aRun(
  world: World,
  planner: Person,
  criteria: string,
  lines: readonly MeasuredLine[],
  trial = false,
): Promise<string> {
  const scope = { actor: planner.id, units: [world.units.own, world.units.child] }
  return world.within(scope, async tx => {
    const act = actOf(world, tx, planner)
    const { run } = await openRun(act, { unit: world.units.own, criteria, given: { events: ['2026-12-03'] }, trial })
    await freezeRun({ ...act, actor: planner.id }, run, { method, inputs, lines })
    return run
  })
}

export const rowsOf = async <T extends object>(world: World, text: string, values: unknown[] = []): Promise<T[]> =>
  (await world.owner.pool.query<T>(text, values)).rows
