import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Refusal } from '#kit/wire'
import { openGroup } from './index.ts'
import { newOrgWorld } from './org.world.ts'
import { type Kind, mayStandUnder } from './rules.ts'

const world = await newOrgWorld({ units: false })
afterAll(() => world.close())

const days = ['2026-01-01', '2026-03-01', '2026-06-01', '2026-09-01', '2027-01-01', '2027-06-01'] as const
type Row = { id: string; kind: Kind; parent: string | null; name: string }

/** The whole tree as of a day, read past every verb and policy. */
async function treeOn(day: string): Promise<Row[]> {
  const { rows } = await world.owner.pool.query<Row>(
    `select u.id, u.kind, n.name, p.parent_id as parent from org.units u
      left join org.unit_names n on n.unit_id = u.id and n.from_day <= $1 and (n.until_day is null or n.until_day > $1)
      left join org.unit_parents p on p.unit_id = u.id and p.from_day <= $1 and (p.until_day is null or p.until_day > $1)
      where u.opened_on <= $1 and (u.closed_on is null or u.closed_on > $1) order by u.id, p.parent_id`,
    [day],
  )
  return rows
}

function expectTree(rows: readonly Row[]): void {
  const byId = new Map(rows.map(row => [row.id, row]))
  expect(byId.size).toBe(rows.length) // one name and one parent each
  for (const row of rows) {
    expect(row.name).not.toBeNull()
    const above: string[] = []
    for (let at: Row | undefined = row; at?.parent; at = byId.get(at.parent)) {
      const over = byId.get(at.parent)
      expect(over, 'the parent is open').toBeDefined()
      expect(mayStandUnder[at.kind]).toContain(over?.kind)
      expect(above, 'no circle').not.toContain(at.parent)
      above.push(at.parent)
    }
    expect(row.kind === 'group' ? row.parent : above.at(-1)).toBe(
      rows.find(it => it.kind === 'group' && row.kind !== 'group')?.id ?? null,
    )
  }
}

const pick = fc.nat(40)
const act = fc.record({
  verb: fc.constantFrom('open', 'rename', 'move', 'move', 'move', 'merge', 'split', 'close'),
  kind: fc.constantFrom<Kind>('corporation', 'company', 'team', 'transmission', 'transmission', 'office'),
  day: fc.constantFrom(...days),
  one: pick,
  other: pick,
  closes: fc.boolean(),
})
type Step = typeof act extends fc.Arbitrary<infer T> ? T : never

let serial = 0
async function doIt(group: string, step: Step, ids: readonly string[]): Promise<void> {
  const call = world.as(group)
  const [id, other] = [ids[step.one % ids.length] ?? group, ids[step.other % ids.length] ?? group]
  const [day, code] = [step.day, `U${serial++}`]
  const name = `Đơn vị ${code}`
  const children = (await treeOn(day)).filter(row => row.parent === id)
  await {
    open: () => call('open', { code, name, kind: step.kind, parent: id, day }),
    rename: () => call('rename', { id, name, day }),
    move: () => call('move', { id, parent: other, day }),
    merge: () => call('merge', { units: [id], into: step.closes ? { unit: other } : { code, name }, day }),
    split: () =>
      call('split', {
        id,
        day,
        parts: [{ code, name }],
        children: children.map(child => ({ unit: child.id, part: 0 })),
        closes: step.closes,
      }),
    close: () => call('close', { id, day }),
  }[step.verb as 'open']()
}

/** Every run adds to one tree, so the later ones cost most: ten in the check, forty in `npm run prove`. */
const runs = process.env.TRI_AN_RACES ? 40 : 10

test('any run of reforms keeps one tree on every day, and none changes a day before its own', async () => {
  const group = await openGroup(world.owner, { code: 'G', name: 'Tập đoàn', openedOn: '2026-01-01' })
  let done = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async steps => {
      const base = await Promise.all(
        (['corporation', 'transmission'] as const).map(kind => {
          const code = `U${serial++}`
          return world.as(group)('open', { code, name: `Gốc ${code}`, kind, parent: group, day: days[0] })
        }),
      )
      const ids = base.map(({ unit }) => unit)
      for (const step of steps) {
        const before = days.filter(day => day < step.day)
        const past = await Promise.all(before.map(treeOn))
        const known = new Set(
          (await world.owner.pool.query<{ id: string }>('select id from org.units')).rows.map(it => it.id),
        )
        await doIt(group, step, ids).then(
          () => done++,
          error => {
            if (!(error instanceof Refusal)) throw error
          },
        )
        const now = await world.owner.pool.query<{ id: string }>('select id from org.units')
        ids.push(...now.rows.map(it => it.id).filter(id => !known.has(id)))
        expect(await Promise.all(before.map(treeOn))).toEqual(past)
      }
      for (const day of days) expectTree(await treeOn(day))
    }),
    { numRuns: runs },
  )
  expect(done).toBeGreaterThan(runs / 3)
}, 120_000)

test('the database itself refuses a circle, a second parent and a rewritten past', async () => {
  const group = await openGroup(world.owner, { code: 'G', name: 'Tập đoàn', openedOn: '2026-01-01' })
  const call = world.as(group)
  const open = async (code: string, parent: string) =>
    (await call('open', { code, name: `Truyền tải ${code}`, kind: 'transmission', parent, day: '2026-01-01' })).unit
  const a = await open('T1', group)
  const b = await open('T2', a)
  const straight = (text: string, values: unknown[]) => world.owner.pool.query(text, values)
  await expect(
    straight(
      `with ended as (update org.unit_parents set until_day = '2026-06-01' where unit_id = $1 returning unit_id)
       insert into org.unit_parents (unit_id, parent_id, from_day) select unit_id, $2, '2026-06-01' from ended`,
      [a, b],
    ),
  ).rejects.toThrow()
  await expect(
    straight(`insert into org.unit_parents (unit_id, parent_id, from_day) values ($1, $2, '2026-06-01')`, [b, group]),
  ).rejects.toThrow('exclu')
  await expect(
    straight(`update org.unit_parents set until_day = '2026-06-01' where unit_id = $1`, [b]),
  ).rejects.toThrow('one parent on every day')
  await expect(
    straight(
      `insert into org.units (id, code, kind, opened_on) values (gen_random_uuid(), 'Z', 'office', '2026-01-01')`,
      [],
    ),
  ).rejects.toThrow('not named')
  await call('rename', { id: b, name: 'Truyền tải mới', day: '2026-06-01' })
  await expect(
    straight(`update org.unit_names set until_day = '2026-07-01' where unit_id = $1 and until_day is not null`, [b]),
  ).rejects.toThrow('stays as it is')
})
