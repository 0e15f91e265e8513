import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'

/* Everything here is invented. A few rows as people would have made them; figures with the facts behind them. */

const dayMs = 86_400_000
const dayBefore = (days: number): string => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10)

const campaigns = [
  {
    topic: 'safe',
    title: 'An toàn điện mùa mưa bão',
    body: 'Ngắt cầu dao tổng khi nước ngập. Không chạm vào dây điện đứt và báo ngay cho tổng đài. Lắp thiết bị chống rò điện cho bình nước nóng.',
    kind: 'approved',
    talks: [
      ['school', 'Trường Tiểu học Hàm Rồng', 180],
      ['market', 'Chợ Năm Căn', 65],
    ],
    relays: [
      ['women', 'Hội Phụ nữ xã Đất Mới', 400, 380],
      ['youth', 'Đoàn Thanh niên phường An Xuyên', 300, null],
    ],
  },
  {
    topic: 'economical',
    title: 'Tiết kiệm điện trong gia đình',
    body: 'Đặt điều hoà từ 26 độ trở lên, tắt hẳn thiết bị khi không dùng, chọn đèn LED và hạn chế dùng điện từ 17 giờ 30 đến 20 giờ.',
    kind: 'waiting',
    talks: [],
    relays: [],
  },
] as const

type Place = {
  readonly unit: string
  readonly edition: string
  readonly planner: string
  readonly clerk: string
  readonly approver: string
}

async function placeOf(owner: Database): Promise<Place | undefined> {
  const { rows } = await owner.pool.query<Place>(`select s.unit_id as unit, s.id as planner,
    (select id from editions.editions order by year desc limit 1) as edition,
    (select id from people.staff where code = 'PD02') as approver,
    coalesce((select id from people.staff where code = 'GDV02'), s.id) as clerk from people.staff s where s.code = 'LKH02'`)
  return rows[0]
}

async function countOne(
  owner: Database,
  at: Place,
  measure: string,
  people: number,
  record: string,
  day: string,
): Promise<void> {
  await owner.pool.query(
    `insert into facts.facts (id, edition_id, activity, measure, unit_id, day, quantity, grade, duty, record, counted_at)
     values ($1, $2, 'outreach', $3, $4, $5, $6, 'recorded', 'extra', $7, now())`,
    [uuidv7(), at.edition, measure, at.unit, day, people, record],
  )
}

async function addTalks(owner: Database, at: Place, id: string, of: (typeof campaigns)[number]): Promise<void> {
  const { pool } = owner
  for (const [no, [kind, place, people]] of of.talks.entries()) {
    const [talk, day] = [uuidv7(), dayBefore(12 - no * 3)]
    await pool.query('insert into outreach.talks values ($1, $2, $3, $4, $5, $6, $7, null, $8, now())', [
      talk,
      id,
      at.unit,
      kind,
      place,
      day,
      people,
      at.clerk,
    ])
    await countOne(owner, at, 'sessions', 1, talk, day)
    await countOne(owner, at, 'people-guided', people, talk, day)
    if (kind === 'school') await countOne(owner, at, 'school-lessons', 1, talk, day)
  }
}

async function addRelays(owner: Database, at: Place, id: string, of: (typeof campaigns)[number]): Promise<void> {
  const { pool } = owner
  for (const [organisation, place, handed, people] of of.relays) {
    const [relay, day] = [uuidv7(), dayBefore(8)]
    await pool.query('insert into outreach.relays values ($1, $2, $3, $4, $5, $6, $7, $8, now())', [
      relay,
      id,
      at.unit,
      organisation,
      place,
      handed,
      day,
      at.clerk,
    ])
    if (people === null) continue
    await pool.query('insert into outreach.relay_reports values ($1, $2, $3, null, $4, $5, now())', [
      relay,
      at.unit,
      people,
      day,
      at.clerk,
    ])
    await countOne(owner, at, 'people-relayed', people, relay, day)
  }
}

async function addCampaign(owner: Database, at: Place, of: (typeof campaigns)[number]): Promise<void> {
  const id = uuidv7()
  const { pool } = owner
  await pool.query(
    `insert into outreach.campaigns values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() - interval '20 days')`,
    [id, at.edition, at.unit, of.topic, of.title, of.body, dayBefore(20), dayBefore(-40), at.planner],
  )
  if (of.kind !== 'approved') return
  await pool.query(
    `insert into outreach.decisions (campaign_id, unit_id, kind, decided_by, decided_at) values ($1, $2, 'approved', $3, now() - interval '19 days')`,
    [id, at.unit, at.approver],
  )
  await pool.query(`insert into outreach.published values ($1, $2, $3, $4, $5, $6, now() - interval '19 days')`, [
    id,
    of.topic,
    of.title,
    of.body,
    dayBefore(20),
    dayBefore(-40),
  ])
  await addTalks(owner, at, id, of)
  await addRelays(owner, at, id, of)
}

export async function demonstrate(owner: Database): Promise<void> {
  const at = await placeOf(owner)
  if (!at) return
  for (const one of campaigns) await addCampaign(owner, at, one)
}
