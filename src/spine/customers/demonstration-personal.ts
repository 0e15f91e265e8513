import type { Database } from '#kit/db'
import { seal } from '#kit/db/seal.ts'
import { uuidv7 } from '#kit/wire'
import { contactKeys, sealPhone } from './contact-seal.ts'
import type { Demo } from './demonstration-make.ts'
import { numbersFrom, oneOf, personName } from './demonstration-people.ts'
import { householdSeal } from './household-seal.ts'
import { type Category, isOfHousehold } from './rules-household.ts'
import { channelsOf, purposes, type RequestKind } from './rules-personal.ts'
import { leastScore, mostBehindPhone, sameScore } from './rules-same.ts'

type Secrets = { readonly key: (purpose: string) => Buffer }

/** Words for a small share of customers, on paper or on the portal; the rest have not answered. */
async function consents(owner: Database, ids: readonly string[]): Promise<void> {
  const next = numbersFrom(7)
  const rows = ids.flatMap((id, at) => {
    if (at > 0 && next() > 0.06) return []
    const purpose = oneOf(next, purposes)
    return [
      {
        id: uuidv7(),
        customer: id,
        purpose,
        channel: oneOf(next, channelsOf(purpose)),
        given: next() < 0.8,
        evidence: `Phiếu ${1000 + at}`,
      },
    ]
  })
  await owner.pool.query(
    `insert into customers.consents (id, customer_id, purpose, channel, given, how, text_version, evidence, by_kind, by_id, at)
     select id, customer, purpose, channel, given, 'paper', '2026.1', evidence, 'staff', id, '2026-10-05T03:00:00Z'
     from jsonb_to_recordset($1::jsonb) r (id uuid, customer uuid, purpose text, channel text, given boolean, evidence text)`,
    [JSON.stringify(rows)],
  )
}

const asked: readonly (readonly [
  kind: RequestKind,
  text: string,
  askedAt: string,
  acknowledgeBy: string,
  dueOn: string,
  steps: readonly string[],
])[] = [
  [
    'access',
    'Cho tôi xem điện lực đang giữ những gì về gia đình tôi.',
    '2026-11-05T02:00:00Z',
    '2026-11-09',
    '2026-11-19',
    ['acknowledged'],
  ],
  [
    'correction',
    'Tên trên hợp đồng thiếu chữ lót, xin sửa theo căn cước.',
    '2026-11-16T02:00:00Z',
    '2026-11-18',
    '2026-12-01',
    ['acknowledged'],
  ],
  ['deletion', 'Số điện thoại cũ của tôi đã bỏ, xin xoá.', '2026-11-18T02:00:00Z', '2026-11-20', '2026-12-17', []],
  ['objection', 'Đừng gửi ưu đãi của ngân hàng cho tôi nữa.', '2026-11-23T02:00:00Z', '2026-11-26', '2026-12-15', []],
  [
    'withdrawal',
    'Tôi rút lại sự đồng ý nhận tin.',
    '2026-10-20T02:00:00Z',
    '2026-10-22',
    '2026-11-10',
    ['acknowledged', 'done'],
  ],
]

/** A few requests about data at the first customers, one of them late. */
async function requests(owner: Database, secrets: Secrets, ids: readonly string[]): Promise<void> {
  const key = secrets.key('customers.requests')
  for (const [at, [kind, text, askedAt, acknowledgeBy, dueOn, steps]] of asked.entries()) {
    const customer = ids[at + 4]
    if (!customer) return
    const id = uuidv7()
    await owner.pool.query(
      `insert into customers.requests values ($1, $2, $3, 'counter', false, $4, 'staff', $2, $5, $6, $7)`,
      [id, customer, kind, seal(key, `customers.requests:${id}`, text), askedAt, acknowledgeBy, dueOn],
    )
    for (const step of steps)
      await owner.pool.query(
        'insert into customers.request_steps (request_id, step, text_sealed, by_id, at) values ($1, $2, $3, $4, $5)',
        [
          id,
          step,
          step === 'done' ? seal(key, `customers.request_steps:${id}`, 'Đã ngừng gửi tin từ hôm nay.') : null,
          customer,
          askedAt,
        ],
      )
  }
}

/** The first signs in for a company too, as its authorised representative. */
async function representatives(owner: Database, secrets: Secrets, demo: Demo, ids: readonly string[]): Promise<void> {
  const next = numbersFrom(11)
  const firms = demo.customers.flatMap((one, at) => (one.enterprise && !one.until ? [at] : [])).slice(0, 40)
  for (const [index, at] of firms.entries()) {
    const name = index === 0 ? 'Nguyễn Văn An' : personName(next)
    const phone = sealPhone(contactKeys(secrets), index === 0 ? '0900000001' : `0930${String(index).padStart(6, '0')}`)
    await owner.pool.query(
      `insert into customers.representatives (id, customer_id, name, role, phone_found, phone_sealed, phone_shown, evidence, from_day, until_day, recorded_by, recorded_at)
       values ($1, $2, $3, 'authorised', $4, $5, $6, $7, '2026-01-01', '2028-12-31', $2, '2026-01-05T02:00:00Z')`,
      [uuidv7(), ids[at], name, phone.found, phone.sealed, phone.shown, `Giấy uỷ quyền ${100 + index}/2026`],
    )
  }
}

const marked: readonly (readonly [
  category: Category,
  issuer: string,
  paper: string,
  from: string,
  until: string | null,
])[] = [
  ['poor', 'UBND xã', 'Danh sách hộ nghèo năm 2026', '2026-01-01', '2026-12-31'],
  ['lonely_elderly', 'UBND xã', 'Quyết định trợ cấp 45/2025', '2025-03-01', null],
  ['near_poor', 'UBND xã', 'Danh sách hộ cận nghèo năm 2026', '2026-01-01', '2026-12-31'],
  ['heroic_mother', 'Chủ tịch nước', 'Quyết định phong tặng (minh hoạ)', '1994-12-17', null],
  ['policy_family', 'Phòng Nội vụ', 'Giấy xác nhận 118/2024', '2024-07-01', null],
  ['orphan', 'UBND xã', 'Quyết định trợ cấp 12/2026', '2026-02-01', null],
]

/** Every so many-th household has its people and a legal category recorded, the first customer's too. */
async function households(owner: Database, secrets: Secrets, demo: Demo, ids: readonly string[]): Promise<void> {
  const [next, sealed] = [numbersFrom(13), householdSeal(secrets)]
  const homes = ids.filter((_, at) => demo.customers[at]?.kind === 'household' && !demo.customers[at]?.until)
  const rows = homes
    .filter((_, at) => at % 150 === 0)
    .flatMap((customer, at) => {
      const [category, issuer, paper, from, until] = marked[at % marked.length] ?? oneOf(next, marked)
      const [head, other, mark] = [uuidv7(), uuidv7(), uuidv7()]
      const old = category === 'orphan' ? 2014 : 1930 + Math.floor(next() * 20)
      const about = { customer, category, issuer, from, until, paper: sealed.paper(mark, paper), mark }
      const person = (id: string, born: number, relation: string) => ({
        ...sealed.person(id, { name: personName(next), born }),
        ...about,
        id,
        relation,
      })
      return [
        { ...person(head, 1965 + Math.floor(next() * 20), 'head'), of: isOfHousehold(category) ? 'household' : null },
        {
          ...person(other, old, category === 'orphan' ? 'grandchild' : 'parent'),
          of: isOfHousehold(category) ? null : 'person',
        },
      ]
    })
  const from = `from jsonb_to_recordset($1::jsonb) r (id uuid, customer uuid, found uuid, name text, born text, relation text,
    mark uuid, "of" text, category text, issuer text, paper text, "from" date, until date)`
  const at = '2026-01-20T02:00:00Z'
  await owner.pool.query(
    `insert into customers.persons (id, customer_id, found, name_sealed, born_sealed, relation, from_day, recorded_by, recorded_at)
     select id, customer, found, name, born, relation, '2020-01-01', customer, $2 ${from}`,
    [JSON.stringify(rows), at],
  )
  await owner.pool.query(
    `insert into customers.welfare_marks (id, customer_id, person_id, category, issuer, paper_sealed, from_day, until_day, recorded_by, recorded_at)
     select mark, customer, case when "of" = 'person' then id end, category, issuer, paper, "from", until, customer, $2 ${from} where "of" is not null`,
    [JSON.stringify(rows), at],
  )
}

/** Pairs that share a number, weighed as the queue weighs them. */
async function suggestions(owner: Database, demo: Demo, ids: readonly string[]): Promise<void> {
  const byPhone = Map.groupBy(demo.customers.keys(), at => demo.customers[at]?.phone ?? '')
  const pairs = [...byPhone].flatMap(([phone, all]) => {
    if (phone === '' || all.length < 2 || all.length > mostBehindPhone) return []
    return all.slice(1).flatMap(at => {
      const [a, b] = [demo.customers[all[0] ?? 0], demo.customers[at]]
      if (!a || !b || a.until || b.until) return []
      const score = sameScore({ ...a, commune: a.place.commune }, { ...b, commune: b.place.commune }, true)
      const [first, second] = [ids[all[0] ?? 0] ?? '', ids[at] ?? ''].sort()
      return score >= leastScore ? [{ a: first, b: second, score }] : []
    })
  })
  await owner.pool.query(
    `insert into customers.suggestions (a, b, why, score, found_at) select a, b, 'phone', score, '2026-11-20T02:00:00Z'
     from jsonb_to_recordset($1::jsonb) r (a uuid, b uuid, score int) on conflict do nothing`,
    [JSON.stringify(pairs)],
  )
}

/** What invented customers said and asked, who acts for them, and who may be one. */
export async function loadPersonalDemonstration(
  owner: Database,
  secrets: Secrets,
  demo: Demo,
  ids: readonly string[],
): Promise<void> {
  await consents(owner, ids)
  await requests(owner, secrets, ids)
  await representatives(owner, secrets, demo, ids)
  await households(owner, secrets, demo, ids)
  await suggestions(owner, demo, ids)
}
