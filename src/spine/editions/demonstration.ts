import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { approverOf, disturb2026, type Hands, plannerOf, stageOf } from './demonstration-2026.ts'
import { type DemoCell, figuresOf, type Spec } from './demonstration-figures.ts'
import { announced, earlier, specs2026 } from './demonstration-list.ts'
import { type DemoPlan, putPlan } from './demonstration-write.ts'
import { monthsOf } from './rules.ts'
import { type Node, readTree, type Tree } from './service-tree.ts'

const theme = 'Đồng hành cùng khách hàng sử dụng điện an toàn, tiết kiệm và hiệu quả'
const themeEn = 'With customers for safe, economical and efficient use of electricity'

type Year = {
  readonly year: number
  readonly theme: readonly [vi: string, en: string] | null
  readonly from: string
  readonly until: string
  readonly tetUntil: string | null
  readonly groups: readonly string[]
  readonly source: string | null
  readonly specs: Readonly<Record<string, Spec>>
}

/** Years, themes and dates as announced, each with its source; what no source gives stays empty. The plans are invented. */
const years: readonly Year[] = [
  {
    year: 2024,
    theme: [theme, themeEn],
    from: '2024-11-15',
    until: '2024-12-31',
    tetUntil: null,
    groups: ['poor-households', 'policy-families', 'lonely-elderly', 'orphans'],
    source: 'Dân trí, 2024',
    specs: earlier(84),
  },
  {
    year: 2025,
    theme: [
      'Tiếp tục chung tay khắc phục hậu quả thiên tai, đồng hành cùng khách hàng sử dụng điện an toàn, ổn định',
      'Together after the disasters, with customers for safe and stable electricity',
    ],
    from: '2025-12-01',
    until: '2026-01-31',
    tetUntil: null,
    groups: ['storm-and-flood', 'poor-households', 'policy-families'],
    source: 'https://vneconomy.vn/chung-tay-khac-phuc-hau-qua-thien-tai-ho-tro-vung-bao-lu.htm',
    specs: earlier(92),
  },
  {
    year: 2026,
    theme: null,
    from: '2026-11-15',
    until: '2026-12-31',
    tetUntil: null,
    groups: ['poor-households', 'policy-families', 'heroic-mothers', 'storm-and-flood'],
    source: null,
    specs: specs2026,
  },
]

async function putEdition(owner: Database, it: Year, by: string): Promise<string> {
  const id = uuidv7()
  await owner.pool.query(
    `insert into editions.editions (id, year, number, name_vi, name_en, theme_vi, theme_en, from_day, until_day, source, tet_until,
       reference_day, hot_months, priority_groups, labour_day_vnd, copied_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $8, '{5,6,7}', $12, 300000, (select id from editions.editions where year = $2 - 1))`,
    [
      id,
      it.year,
      it.year - 2014,
      `Tháng Tri ân khách hàng ${it.year}`,
      `Customer Appreciation Month ${it.year}`,
      it.theme?.[0] ?? null,
      it.theme?.[1] ?? null,
      it.from,
      it.until,
      it.source,
      it.tetUntil,
      it.groups,
    ],
  )
  const states = it.year === 2026 ? ['draft', 'open'] : ['draft', 'open', 'closed']
  for (const [step, state] of states.entries())
    await owner.pool.query(
      `insert into editions.states (id, edition_id, state, by_staff, at) values ($1, $2, $3, $4, $5::date - 45 + $6 * 40)`,
      [uuidv7(), id, state, by, it.from, step],
    )
  for (const [position, [measure, spec]] of Object.entries(it.specs).entries())
    await owner.pool.query('insert into editions.edition_measures values ($1, $2, $3, $4)', [
      id,
      measure,
      spec.byMonth ?? false,
      position,
    ])
  await owner.pool.query(`insert into editions.least values ($1, 'substations-cleaned', 'company', 20)`, [id])
  for (const [year, who, vi, en, quantity, unit, source] of announced)
    if (year === it.year)
      await owner.pool.query('insert into editions.announced values ($1, $2, $3, $4, $5, $6, $7, $8)', [
        uuidv7(),
        id,
        who,
        vi,
        en,
        quantity,
        unit,
        source,
      ])
  return id
}

/** An earlier year's plan: everything approved, level by level, in the weeks before the edition began. */
const allApproved =
  (hands: Hands, it: Year): DemoPlan['stageOf'] =>
  (node: Node, tree: Tree) => {
    const line: string[] = []
    for (let one: Node | undefined = node; one; one = tree.nodes.get(one.parentId ?? '')) line.push(one.code)
    const day = (after: number): string => `${it.from.slice(0, 8)}0${1 + line.length}T0${after}:30:00+07:00`
    const by = plannerOf(hands, line)
    return {
      by,
      moves: [
        { kind: 'submitted', by, at: day(2) },
        { kind: 'approved', by: approverOf(hands, line), at: day(8) },
      ],
    }
  }

async function readHands(owner: Database): Promise<Hands> {
  const { rows } = await owner.pool.query<{ code: string; id: string }>('select code, id from people.staff')
  return Object.fromEntries(rows.map(row => [row.code, row.id])) as Hands
}

/** Three years of editions with their plans and their money down the ledger: the figures are invented, and add up on every level but for one cell. */
export async function loadEditionsDemonstration(owner: Database): Promise<void> {
  const hands = await readHands(owner)
  for (const it of years) {
    const edition = await putEdition(owner, it, hands.LKH00)
    const tree = await owner.kysely.transaction().execute(tx => readTree({ tx }, edition))
    const cells: DemoCell[] = figuresOf(tree, it.specs, monthsOf(it.from, it.tetUntil ?? it.until))
    await putPlan(owner, {
      edition,
      nameVi: `Tháng Tri ân khách hàng ${it.year}`,
      openedAt: `${it.from.slice(0, 8)}01T01:00:00Z`,
      cells,
      stageOf: it.year === 2026 ? stageOf(hands) : allApproved(hands, it),
    })
    if (it.year === 2026) await disturb2026(owner, edition, hands)
  }
}
