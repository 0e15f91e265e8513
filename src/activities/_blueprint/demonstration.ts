import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'

type Example = {
  readonly place: string
  readonly species: string
  readonly trees: number
  readonly state: 'proposed' | 'approved' | 'sent_back'
  readonly planted: readonly number[]
}

/** Invented plans of one company: one to decide, one under way, one sent back. */
const examples: readonly Example[] = [
  { place: 'Trường Tiểu học Hàm Rồng, xã Năm Căn', species: 'shade', trees: 120, state: 'approved', planted: [40, 25] },
  {
    place: 'Đê biển ấp Xẻo Sao, xã Đất Mới',
    species: 'mangrove',
    trees: 2000,
    state: 'approved',
    planted: [600, 450, 300],
  },
  { place: 'Trạm y tế xã Cái Nước', species: 'fruit', trees: 60, state: 'proposed', planted: [] },
  { place: 'Khu tái định cư khóm 5, phường An Xuyên', species: 'native', trees: 300, state: 'sent_back', planted: [] },
]

const staffId = async (owner: Database, code: string): Promise<string> =>
  (await owner.pool.query<{ id: string }>('select id from people.staff where code = $1', [code])).rows[0]?.id ?? ''

export async function demonstrate(owner: Database): Promise<void> {
  const run = owner.pool
  const [planner, approver, crew] = [
    await staffId(owner, 'LKH02'),
    await staffId(owner, 'PD02'),
    await staffId(owner, 'HT02'),
  ]
  const { rows } = await run.query<{ unit: string; edition: string }>(
    `select s.unit_id as unit, (select id from editions.editions order by year desc limit 1) as edition from people.staff s where s.id = $1`,
    [planner],
  )
  const { unit, edition } = rows[0] ?? { unit: '', edition: '' }
  for (const { place, species, trees, state, planted } of examples) {
    const plan = uuidv7()
    await run.query(`insert into blueprint.plans values ($1, $2, $3, $4, $5, $6, $7, now() - interval '9 days')`, [
      plan,
      edition,
      unit,
      place,
      species,
      trees,
      planner,
    ])
    if (state !== 'proposed')
      await run.query(`insert into blueprint.decisions values ($1, $2, $3, $4, $5, $6, now() - interval '8 days')`, [
        uuidv7(),
        plan,
        unit,
        state,
        state === 'sent_back' ? 'Chưa rõ ai chăm sóc cây sau khi trồng.' : null,
        approver,
      ])
    for (const [index, count] of planted.entries()) {
      const id = uuidv7()
      const day = new Date(Date.now() - (6 - index) * 86_400_000).toISOString().slice(0, 10)
      await run.query(`insert into blueprint.plantings values ($1, $2, $3, $4, $5, null, $6, now())`, [
        id,
        plan,
        unit,
        count,
        day,
        crew,
      ])
      await run.query(
        `insert into facts.facts (id, edition_id, activity, measure, unit_id, day, quantity, grade, duty, record, counted_at)
         values ($1, $2, 'blueprint', 'trees-planted', $3, $4, $5, 'recorded', 'extra', $6, now())`,
        [uuidv7(), edition, unit, day, count, id],
      )
    }
  }
}
