import { sql } from 'kysely'
import { type Database, inTransaction, type Tx } from '#kit/db'
import { isoDay } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { accounts, leases, post } from '#spine/ledger'
import { demoUnit } from '#spine/org'
import { noteDecision, sign } from './decide.ts'
import { issueChunk } from './issue.ts'
import { awards } from './propose.ts'
import { getRun } from './read.ts'
import type { ItemKind } from './rules.ts'
import { ensurePlaces, placeOf } from './stock.ts'

/** Invented things to give; the values are made up. */
const things = [
  ['gift', 'Bộ hai đèn LED 9 W', 'Set of two 9 W LED lamps', 120_000n, null],
  ['voucher', 'Phiếu giảm tiền điện 50.000 đồng', 'Voucher of 50,000 đồng off the bill', 50_000n, 60],
  ['points', 'Điểm tri ân', 'Appreciation points', 100n, 180],
] as const satisfies readonly (readonly [ItemKind, string, string, bigint, number | null])[]

/** Lists of one company: what they thank for, how many parties, and how far they have come. */
const lists = [
  ['gift', 'saving-household', 'Hộ gia đình tiết kiệm điện năm 2026', 'Households that save power, 2026', 12, 'issued'],
  ['voucher', 'paid-on-time', 'Thanh toán đúng hạn cả năm 2026', 'Paid on time all of 2026', 8, 'issued'],
  ['points', 'e-invoice', 'Dùng hoá đơn điện tử', 'Uses electronic invoices', 6, 'issued'],
  ['gift', 'green-family', 'Gia đình xanh năm 2026', 'Green families, 2026', 9, 'approved'],
  ['voucher', 'safe-home', 'Gia đình sử dụng điện an toàn', 'Homes that use power safely', 5, 'waiting'],
] as const

type Hands = { readonly planner: string; readonly approver: string; readonly accountant: string }
type House = { readonly unit: string; readonly edition: string; readonly hands: Hands; readonly now: Date }

const staffId = async (tx: Tx, code: string): Promise<string> =>
  (await sql<{ id: string }>`select id from people.staff where code = ${code}`.execute(tx)).rows[0]?.id ?? ''

/** Where the plan has brought the company no money yet, it gets some, so that something can be given. */
async function fund(tx: Tx, { unit, edition }: House): Promise<void> {
  const owner = { kind: 'edition', id: edition }
  const [budget, funds] = await accounts.ensure(tx, [
    { id: uuidv7(), unit, asset: 'vnd', kind: 'budget-company', owner },
    { id: uuidv7(), unit, asset: 'vnd', kind: 'funds-company', owner, floor: null },
  ])
  const because = { edition, activity: 'editions', record: edition }
  await post(tx, { key: uuidv7(), from: funds ?? '', to: budget ?? '', amount: 50_000_000n, because })
}

async function addThings(tx: Tx, { unit, edition, hands, now }: House): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [kind, vi, en, piece, days] of things) {
    const id = uuidv7()
    ids.set(kind, id)
    await sql`insert into rewards.items values (${id}, ${unit}, ${kind}, ${vi}, ${en}, ${piece}, ${days}, ${hands.planner}, ${now})`.execute(
      tx,
    )
  }
  const batch = uuidv7()
  const year = isoDay(now).slice(0, 4)
  await sql`insert into rewards.batches (id, unit_id, edition_id, item_id, source, vouchers, first_serial, key_version, valid_from, valid_until, made_by, made_at)
    select ${batch}, ${unit}, ${edition}, ${ids.get('voucher')}, 'company', 200, rewards.next_serial(), 1, ${`${year}-01-01`}, (${now}::date + 90), ${hands.planner}, ${now}`.execute(
    tx,
  )
  await sql`insert into rewards.vouchers (serial, batch, state, key_version, until)
    select b.first_serial + n, b.no, 0, b.key_version, b.valid_until from rewards.batches b, generate_series(0, 199) n where b.id = ${batch}`.execute(
    tx,
  )
  for (const kind of ['released', 'minted'])
    await sql`insert into rewards.batch_steps values (${batch}, ${kind}, ${unit}, ${hands.planner}, ${hands.approver}, null, ${now})`.execute(
      tx,
    )
  return ids
}

/** The demonstration's customer by phone comes first, so that the portal has something to show. */
async function receivers(tx: Tx, unit: string, most: number): Promise<{ id: string; unit: string }[]> {
  const { rows } = await sql<{ id: string; unit: string }>`select id, unit_id as unit from customers.customers
    where unit_id in (select org.reach(${unit}, current_date)) and kind = 'household' and until_day is null
    order by id limit ${most}`.execute(tx)
  return rows
}

async function addList(
  tx: Tx,
  house: House,
  items: ReadonlyMap<string, string>,
  list: (typeof lists)[number],
): Promise<void> {
  const [kind, criterion, vi, en, many, state] = list
  const { unit, edition, hands, now } = house
  const id = uuidv7()
  const item = items.get(kind) ?? ''
  const payers = [{ source: 'company' as const, shareBp: 10_000 }]
  const by = { actor: hands.planner, now }
  const run = { id, unit, edition, activity: 'rewards', criterion, period: '2026', title: { vi, en }, item, payers }
  await awards.open(tx, run, by)
  const parties = await receivers(tx, unit, many)
  const pieces = kind === 'points' ? 300n : 1n
  await awards.propose(
    tx,
    id,
    parties.map(one => ({ unit, partyKind: 'household', party: one.id, customer: one.id, pieces })),
    now,
  )
  await awards.submit(tx, id, by)
  if (state === 'waiting') return
  const who = { kind: 'staff', id: hands.approver, name: '', permissions: new Set<never>(), readOnly: false } as const
  await sign({ tx, units: [unit], who, now, today: isoDay(now), concerns: () => undefined }, id)
  if (state === 'approved') return
  const signed = await getRun({ tx, units: [unit] }, id)
  await issueChunk(tx, signed, 0, { actor: hands.accountant, now })
  await noteDecision(tx, signed, { kind: 'issued', actor: hands.accountant, at: now })
}

/** Gifts in stock, some of them carried by a field crew; and one receiver who says that nothing came. */
async function addStock(tx: Tx, house: House, gift: string): Promise<void> {
  const { unit, edition, now } = house
  const crew = await staffId(tx, 'HT02')
  const [supply = '', own = '', bag = ''] = await ensurePlaces(
    tx,
    placeOf(unit, gift, 'supply'),
    placeOf(unit, gift, 'stock'),
    placeOf(unit, gift, 'stock', crew),
  )
  const because = { edition, activity: 'rewards', record: gift }
  await post(tx, { key: uuidv7(), from: supply, to: own, amount: 40n, because })
  const until = new Date(now.getTime() + 7 * 86_400_000)
  await leases.start(tx, { key: uuidv7(), from: own, to: bag, amount: 12n, because, until })
  await sql`insert into rewards.steps select a.id, 2, 'disputed', a.unit_id, null, 'Chưa có ai đến trao quà', ${now}
    from rewards.awards a where a.criterion = 'saving-household' and a.no = 5`.execute(tx)
}

/** Invented thanks of one company: given, waiting to be given, waiting to be signed. */
export async function loadRewardsDemonstration(owner: Database): Promise<void> {
  const [unit, now] = [demoUnit('PC Cà Mau'), new Date()]
  await inTransaction(owner, { units: [unit] }, async tx => {
    const edition = (await findCurrentEdition(tx, isoDay(now)))?.id
    if (!edition) return
    const hands = {
      planner: await staffId(tx, 'LKH02'),
      approver: await staffId(tx, 'PD02'),
      accountant: await staffId(tx, 'KTO01'),
    }
    const house = { unit, edition, hands, now }
    await fund(tx, house)
    const items = await addThings(tx, house)
    for (const list of lists) await addList(tx, house, items, list)
    await addStock(tx, house, items.get('gift') ?? '')
  })
}
