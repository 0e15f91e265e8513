import { sql } from 'kysely'
import type pg from 'pg'
import { uuidv7 } from '#kit/wire'
import { spineOrder } from '../../src/apps/server/tables.ts'
import { type Broken, mustSee, type Seen } from '../../tools/check/law.ts'
import type { TestDatabase } from '../database.ts'
import { fillEveryTable } from './fill.ts'

/** The queue's own schema holds names of jobs and opaque ids, nothing of a unit; see kit/jobs/install.ts. */
const ours = `n.nspname !~ '^(pg_|information_schema$|pgboss$|public$)'`

/** Lists that everybody may read who gets in at all, signed in or not: no row is of one unit or person. */
export const openLists: Readonly<Record<string, string>> = {
  'customers.clocks': 'settings: how many working days a request may take',
  'customers.large_rule': 'a setting: from which use on a customer is large',
  'customers.synonyms': 'a setting: what is written short in names and addresses',
  'editions.activities': 'the catalogue of what the programme can consist of',
  'editions.announced': 'public figures of former years',
  'editions.edition_measures': 'what an edition plans with',
  'editions.editions': 'the yearly editions stand on the public pages',
  'editions.least': 'the least that units of a kind are assigned',
  'editions.measures': 'the catalogue of what is counted',
  'editions.paper_layouts': 'a setting: how official papers are laid out',
  'editions.states': 'whether an edition is open is public',
  'kit.chunks': 'opaque parts of mass work, leased by workers',
  'kit.works': 'opaque mass work, leased by workers',
  'messaging.limits': 'a setting: what may be sent when and how often',
  'listening.promises': 'a setting: within what working time somebody is answered',
  'meters.load_parts': 'opaque ids: which months a load of readings reaches into; readings are read through points',
  'meters.parts': 'opaque names: which file holds the readings of a month; readings are read through points',
  'org.commune_history': 'the official list of places',
  'org.commune_names': 'the official list of places',
  'org.communes': 'the official list of places',
  'org.place_lists': 'the official list of places',
  'org.province_names': 'the official list of places',
  'org.provinces': 'the official list of places',
  'org.unit_areas': 'which unit serves where is public',
  'org.unit_names': 'the tree of units is public',
  'org.unit_parents': 'the tree of units is public',
  'org.unit_successors': 'the tree of units is public',
  'org.units': 'the tree of units is public',
  'outreach.published': 'approved guidance is for everybody to read',
  'recognition.published': 'criteria are published for everybody to read',
  'reports.headlines': 'which figures the public page shows first',
  'rewards.items': 'what can be given as thanks is no secret',
  'rewards.limits': 'a setting: how many sign what is worth so much',
}

/** Lists of the house that any member of staff may read, and nobody else. */
const staffLists: Readonly<Record<string, string>> = {
  'audit.chain': 'positions and hashes, no act',
  'audit.heads': 'signed hashes, no act',
}

/** What the app may delete from: everything else ends by a row that says so. */
const deletable: Readonly<Record<string, string>> = {
  'editions.edition_measures': 'the choice of measures of an edition, each act in the audit',
  'editions.least': 'a part of that choice',
  'editions.plan_cells': 'cells of a draft; an approved version is closed by its trigger',
  'evidence.pieces': 'pieces of a file on its way, which go when it is whole',
  'reports.fresh': 'what is folded into the sums; the facts that it was made from stay',
  'meters.strangers': 'what a look into a file found; each further look finds it anew',
}

type Table = {
  readonly name: string
  readonly kind: string
  readonly secured: boolean
  readonly invoker: boolean
  readonly rights: string[]
}

async function tablesOf(owner: pg.Pool): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`
    select n.nspname || '.' || c.relname as name, c.relkind as kind, c.relrowsecurity as secured,
      coalesce('security_invoker=true' = any (c.reloptions), false) as invoker,
      array(select r from unnest('{select,insert,update,delete,truncate,references,trigger}'::text[]) r
        where has_table_privilege('tri_an_app', c.oid, r)) as rights
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${ours} order by 1`)
  return rows
}

const stored = ({ kind }: Table): boolean => kind === 'r' || kind === 'p' || kind === 'f'

function rightsLaws({ name, kind, secured, invoker, rights }: Table): Broken[] {
  const broken: Broken[] = []
  const reads = rights.includes('select')
  if ((kind === 'r' || kind === 'p') && !secured)
    broken.push({ law: 'row-security', at: name, says: `alter table ${name} enable row level security, and a policy` })
  if (kind === 'v' && reads && !invoker)
    broken.push({ law: 'row-security', at: name, says: 'a view is made with (security_invoker = true)' })
  if ((kind === 'm' || kind === 'f') && reads)
    broken.push({ law: 'row-security', at: name, says: 'has no row-level security, so the app may not read it' })
  for (const right of rights.filter(one => !['select', 'insert', 'update'].includes(one) && !deletable[name]))
    broken.push({ law: 'app-deletes-nothing', at: name, says: `the app may ${right} here; what ends gets a row` })
  return broken
}

type Reader = 'nobody' | 'stranger' | 'customer'

/** How many rows a reader sees of a table as the app's role; none where it may not look. */
async function seenBy(db: TestDatabase, reader: Reader, table: string): Promise<number> {
  const count = sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`
  const context = reader === 'stranger' ? { actor: uuidv7(), units: [uuidv7(), uuidv7()] } : { customer: uuidv7() }
  const result =
    reader === 'nobody' ? count.execute(db.app.kysely) : db.within(context, async tx => await count.execute(tx))
  return await result.then(
    ({ rows }) => rows[0]?.n ?? 0,
    (error: { code?: string }) => {
      if (error.code === '42501') return 0
      throw error
    },
  )
}

/** The rows that a table shows to whom it should show none. */
async function scopeLaws(db: TestDatabase, { name }: Table): Promise<Broken[]> {
  const at = name
  if ((await seenBy(db, 'nobody', name)) > 0)
    return [{ law: 'no-scope-no-rows', at, says: 'shows rows with no scope set; let its policy ask for kit.scope()' }]
  if (name in openLists) return []
  if ((await seenBy(db, 'customer', name)) > 0)
    return [{ law: 'scope-policy', at, says: 'a customer sees rows of others; if all may, list it in openLists' }]
  if (!(name in staffLists) && (await seenBy(db, 'stranger', name)) > 0)
    return [{ law: 'scope-policy', at, says: 'staff of other units see its rows; if all may, list it in openLists' }]
  return []
}

/** A noun refers to those below it, an activity to the spine and itself, the kit to nobody. */
async function keyLaws(owner: pg.Pool): Promise<Broken[]> {
  const { rows } = await owner.query<{ name: string; from: string; to: string }>(`
    select k.conrelid::regclass::text || '.' || k.conname as name, a.relnamespace::regnamespace::text as from,
      b.relnamespace::regnamespace::text as to
    from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid
      join pg_namespace n on n.oid = a.relnamespace where k.contype = 'f' and ${ours}`)
  mustSee('references between tables', rows.length, 5)
  const height = (schema: string): number => {
    const at = (spineOrder as readonly string[]).indexOf(schema)
    return at === -1 ? spineOrder.length : at
  }
  return rows
    .filter(({ from, to }) => from !== to && to !== 'kit' && (from === 'kit' || height(to) >= height(from)))
    .map(({ name, from, to }) => ({
      law: 'keys-point-down',
      at: name,
      says: `a table of ${from} may not refer to ${to}`,
    }))
}

/** Tables walked one by one in the catalogue: whose rows they show, what the app may do, and where they point. */
export async function tableHouse(db: TestDatabase, least = 40): Promise<Seen> {
  const tables = await tablesOf(db.owner.pool)
  const kept = tables.filter(stored)
  mustSee('tables', kept.length, least)
  const client = await db.owner.pool.connect()
  const failed = await fillEveryTable(
    client,
    kept.map(({ name }) => name),
  ).finally(() => client.release(true))
  const broken: Broken[] = failed.map(at => ({
    law: 'filled',
    at,
    says: 'teach test/house/fill.ts this kind of column',
  }))
  broken.push(...tables.flatMap(rightsLaws), ...(await keyLaws(db.owner.pool)))
  for (const table of tables) broken.push(...(await scopeLaws(db, table)))
  const names = new Set(tables.map(({ name }) => name))
  for (const at of [openLists, staffLists, deletable].flatMap(Object.keys).filter(name => !names.has(name)))
    broken.push({ law: 'no-scope-no-rows', at, says: 'is listed in test/house/tables.ts, but is no table' })
  return { saw: `${kept.length} tables, each with a row`, broken }
}
