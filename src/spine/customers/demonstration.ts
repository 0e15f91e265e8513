import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { type ContactKeys, contactKeys, sealPhone } from './contact-seal.ts'
import { type Demo, type DemoCustomer, makeDemo } from './demonstration-make.ts'
import { loadPersonalDemonstration } from './demonstration-personal.ts'
import { placesOf } from './demonstration-places.ts'
import { foundBy } from './rules.ts'

type Secrets = { readonly key: (purpose: string) => Buffer }
type Tell = (done: number, of: number) => void
type Row = readonly (string | number | null)[]

/** How many rows one statement carries. */
const batch = 5000
const yearStart = '2026-01-01'

/** Writes rows by columns, set-based; `types` are the columns' own. */
async function put(
  owner: Database,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns)
  const arrays = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`)
  for (let at = 0; at < rows.length; at += batch) {
    const part = rows.slice(at, at + batch)
    await owner.pool.query(
      `insert into customers.${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')}) on conflict do nothing`,
      names.map((_, index) => part.map(row => row[index] ?? null)),
    )
  }
}

const leastKwh = 1_000_000
const isLarge = (one: DemoCustomer): boolean => (one.yearlyKwh ?? 0) >= leastKwh

async function putEnterprises(
  owner: Database,
  { enterprises }: Demo,
): Promise<{ ids: string[]; sites: Map<string, string> }> {
  const ids = enterprises.map(() => uuidv7())
  const sites = new Map<string, string>()
  await put(
    owner,
    'enterprises',
    { id: 'uuid', tax_code: 'text', name: 'text' },
    enterprises.map((it, at) => [ids[at] ?? '', it.taxCode, it.name]),
  )
  const rows = enterprises.flatMap((it, at) =>
    it.sites.map(site => {
      const id = uuidv7()
      sites.set(`${at} ${site}`, id)
      return [id, ids[at] ?? '', site, `${it.place.name}, ${it.place.province}`, it.place.commune || null]
    }),
  )
  await put(
    owner,
    'sites',
    { id: 'uuid', enterprise_id: 'uuid', name: 'text', address: 'text', commune_code: 'text' },
    rows,
  )
  return { ids, sites }
}

const customerColumns = {
  id: 'uuid',
  code: 'text',
  name: 'text',
  kind: 'text',
  unit_id: 'uuid',
  address: 'text',
  commune_code: 'text',
  since_day: 'date',
  until_day: 'date',
  enterprise_id: 'uuid',
  site_id: 'uuid',
  phone_found: 'uuid',
  phone_sealed: 'text',
  phone_shown: 'text',
  folded: 'text',
  as_of: 'date',
} as const

const foldedOf = (one: DemoCustomer): string =>
  foundBy({
    name: one.name,
    places: [one.address, one.place.name, one.place.province, one.formerAddress ?? ''],
    kind: one.kind,
    commune: one.place.commune,
    large: isLarge(one),
  })

type Firms = Awaited<ReturnType<typeof putEnterprises>>

function rowOf(one: DemoCustomer, id: string, { ids, sites }: Firms, keys: ContactKeys): Row {
  const phone = one.phone ? sealPhone(keys, one.phone) : { found: null, sealed: null, shown: null }
  const { place, enterprise } = one
  const firm = enterprise
    ? [ids[enterprise.at] ?? null, sites.get(`${enterprise.at} ${enterprise.site}`) ?? null]
    : [null, null]
  const own = [
    id,
    one.code,
    one.name,
    one.kind,
    place.unit,
    one.address,
    place.commune || null,
    one.since,
    one.until ?? null,
  ]
  return [...own, ...firm, phone.found, phone.sealed, phone.shown, foldedOf(one), yearStart]
}

async function putCustomers(
  owner: Database,
  secrets: Secrets,
  demo: Demo,
  ids: readonly string[],
  tell: Tell,
): Promise<void> {
  const firms = await putEnterprises(owner, demo)
  const keys = contactKeys(secrets)
  const all = demo.customers
  for (let at = 0; at < all.length; at += batch) {
    const rows = all.slice(at, at + batch).map((one, index) => rowOf(one, ids[at + index] ?? '', firms, keys))
    await put(owner, 'customers', customerColumns, rows)
    tell(Math.min(at + batch, all.length), all.length)
  }
  await owner.pool.query('select customers.put_on_shelf($1)', [ids])
}

type Supply = { readonly contract: Row; readonly point: Row; readonly multipliers: readonly Row[] }

/** The contract of a customer, its metering point, and by how much that was multiplied from when on. */
function supplyOf(one: DemoCustomer, customer: string, at: number): Supply {
  const [contract, point] = [uuidv7(), uuidv7()]
  const kw = one.yearlyKwh ? Math.ceil(one.yearlyKwh / 4000) : null
  const until = one.until ?? null
  const times = kw === null ? 1 : kw > 1000 ? 800 : 80
  // What is measured through transformers was measured through smaller ones before.
  const changed = kw !== null && one.since < '2023-01-01'
  const number = `HD${one.since.slice(2, 4)}${String(at + 1).padStart(8, '0')}`
  return {
    contract: [contract, number, customer, kw, one.since, until, yearStart],
    point: [point, `${one.code}001`, customer, contract, String(20_000_000 + at * 7), one.since, until, yearStart],
    multipliers: changed
      ? [
          [point, times / 2, one.since, '2023-01-01'],
          [point, times, '2023-01-01', null],
        ]
      : [[point, times, one.since, null]],
  }
}

const dated = { from_day: 'date', until_day: 'date' } as const
const contractColumns = {
  id: 'uuid',
  number: 'text',
  customer_id: 'uuid',
  agreed_kw: 'numeric',
  ...dated,
  as_of: 'date',
}
const pointColumns = {
  id: 'uuid',
  code: 'text',
  customer_id: 'uuid',
  contract_id: 'uuid',
  meter: 'text',
  ...dated,
  as_of: 'date',
}

async function putContracts(owner: Database, demo: Demo, ids: readonly string[]): Promise<void> {
  const all = demo.customers.map((one, at) => supplyOf(one, ids[at] ?? '', at))
  await put(
    owner,
    'contracts',
    contractColumns,
    all.map(one => one.contract),
  )
  await put(
    owner,
    'points',
    pointColumns,
    all.map(one => one.point),
  )
  await put(
    owner,
    'multipliers',
    { point_id: 'uuid', multiplier: 'numeric', ...dated },
    all.flatMap(one => one.multipliers),
  )
}

/**
 * Invented customers over the whole group, `many` of them, always the same ones. The first can sign in by phone and has
 * several contracts. Answers its number. Runs as the owner of the tables, into an empty database.
 */
export async function loadCustomersDemonstration(
  owner: Database,
  secrets: Secrets,
  many = 500,
  tell: Tell = () => undefined,
): Promise<string> {
  const { places, home } = await placesOf(owner)
  const demo = makeDemo(many, places, home)
  const ids = demo.customers.map(() => uuidv7())
  await putCustomers(owner, secrets, demo, ids, tell)
  await putContracts(owner, demo, ids)
  await put(
    owner,
    'former',
    { customer_id: 'uuid', what: 'text', value: 'text', until_day: 'date' },
    demo.customers.flatMap((one, at) =>
      one.formerAddress ? [[ids[at] ?? '', 'address', one.formerAddress, '2025-07-01']] : [],
    ),
  )
  await put(
    owner,
    'large_marks',
    { customer_id: 'uuid', yearly_kwh: 'bigint', from_day: 'date' },
    demo.customers.flatMap((one, at) => (isLarge(one) ? [[ids[at] ?? '', one.yearlyKwh ?? 0, yearStart]] : [])),
  )
  await loadPersonalDemonstration(owner, secrets, demo, ids)
  await owner.pool.query('analyze customers.customers, customers.contracts, customers.points, customers.words')
  return '0900000001'
}
