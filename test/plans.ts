import { createHash } from 'node:crypto'
import { type TakesOf, uuidv7 } from '#kit/wire'
import type { editionRoutes } from '#spine/editions/routes.ts'
import type { Units, World } from '#test/world.ts'

type Wording = TakesOf<typeof editionRoutes.makePaper>['wording']

const planHash = (text: string): string => createHash('sha256').update(text).digest('hex')

export async function anEdition(world: World, year = 2026): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into editions.editions (id, year, number, name_vi, name_en, theme_vi, theme_en, from_day, until_day)
     values ($1, $2::int, $2 - 2014, 'Tháng Tri ân khách hàng ' || $2, 'Customer Appreciation Month ' || $2, 'Điện về, ấm lòng dân', 'Power that warms', make_date($2, 11, 15), make_date($2, 12, 31))`,
    [id, year],
  )
  await world.owner.pool.query(
    `insert into editions.edition_measures select $1, m.code, false, row_number() over (order by m.position) from editions.measures m`,
    [id],
  )
  return id
}

type Figure = readonly [unit: string, measure: string, kind: 'target' | 'reserve', value: number]

/** An approved version of a unit's plan, as the verbs leave it. */
export async function anApprovedPlan(
  world: World,
  plan: {
    readonly edition: string
    readonly unit: string
    readonly figures: readonly Figure[]
    readonly replaces?: string
  },
): Promise<{ readonly version: string; readonly hash: string }> {
  const { pool } = world.owner
  const version = uuidv7()
  const hash = planHash(version)
  const n = plan.replaces ? 2 : 1
  await pool.query(
    `insert into editions.plan_versions (id, edition_id, unit_id, n, replaces, reason, opened_by, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      version,
      plan.edition,
      plan.unit,
      n,
      plan.replaces ?? null,
      plan.replaces ? 'Thêm hộ vùng lũ' : null,
      uuidv7(),
      world.now(),
    ],
  )
  for (const [unit, measure, kind, value] of plan.figures)
    await pool.query(
      `insert into editions.plan_cells (version_id, owner_id, unit_id, measure, kind, value, at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [version, plan.unit, unit, measure, kind, value, world.now()],
    )
  for (const kind of ['submitted', 'approved'])
    await pool.query(
      `insert into editions.plan_moves (id, version_id, unit_id, kind, hash, by_staff, at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [uuidv7(), version, plan.unit, kind, hash, uuidv7(), world.now()],
    )
  return { version, hash }
}

/** What a corporation assigns to its two companies. */
export const figuresOf = (units: Units): Figure[] => [
  [units.own, 'homes-wired', 'target', 1200],
  [units.sibling, 'homes-wired', 'target', 800],
  [units.parent, 'homes-wired', 'reserve', 34],
  [units.own, 'roads-km', 'target', 12.5],
  [units.own, 'money-company', 'target', 1_500_000_000],
  [units.sibling, 'money-company', 'target', 500_000_000],
  [units.own, 'money-union', 'target', 250_000_000],
  [units.own, 'money-community', 'target', 70_000_000],
  [units.own, 'labour-days', 'target', 300],
]

export const aWording: Wording = {
  superior: 'TẬP ĐOÀN',
  issuer: 'TỔNG CÔNG TY MỘT',
  code: 'QĐ-TCT1',
  place: 'Hà Nội',
  by: 'TỔNG GIÁM ĐỐC TỔNG CÔNG TY MỘT',
  to: ['Tập đoàn'],
  bases: ['Căn cứ Điều lệ tổ chức và hoạt động của Tổng công ty Một;'],
  receivers: ['Như Điều 3;', 'Lưu: VT, KD.'],
  signature: ['KT. TỔNG GIÁM ĐỐC', 'PHÓ TỔNG GIÁM ĐỐC'],
  name: 'Nguyễn Thị Ánh Nguyệt',
  englishSummary: false,
}
