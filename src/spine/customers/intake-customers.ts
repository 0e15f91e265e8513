import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Applied, Intake, IntakeLoad } from '#kit/serve/intake.ts'
import { refuse } from '#kit/wire'
import { customerColumns, customerDerived } from './intake-columns.ts'
import { customerLookups } from './intake-lookups.ts'
import { customerRule } from './intake-rows.ts'
import { intakeReasons } from './intake-words.ts'
import { shelfBits, shelfColumns } from './shelves.ts'

type Stage = RawBuilder<unknown>
const [bits, mask] = [sql.lit(shelfBits), sql.lit((1 << shelfBits) - 1)]

/** New shelves, as many as the places need, as an array. */
async function newShelves(tx: Tx, places: number): Promise<Stage> {
  const { rows } = await sql<{
    shelf: number
  }>`select nextval('"customers"."shelves"')::int as shelf from generate_series(0, ${places}::int >> ${bits})`.execute(
    tx,
  )
  return sql`(${rows.map(row => row.shelf)}::int[])`
}
const marksOf = (kind: RawBuilder<unknown>, commune: RawBuilder<unknown>, large: RawBuilder<unknown>) =>
  sql`concat_ws(' ', '@' || ${kind}, '@' || ${commune}, case when ${large} then '@large' end)`

type Count = { readonly rows: number; readonly last: number; readonly taxed: boolean; readonly known: boolean }

/** `known`: some rows are sure to be of customers that are there: a row that names a former code is a change of that one. */
async function countOf(tx: Tx, stage: Stage): Promise<Count> {
  const { rows } =
    await sql<Count>`select count(*)::int as rows, coalesce(max(row_no), 0)::int as last, count(tax) > 0 as taxed,
    count("formerCode") > 0 as known from ${stage}`.execute(tx)
  return rows[0] ?? { rows: 0, last: 0, taxed: false, known: false }
}

/** Enterprises and sites that the rows name; one definer function makes those that are missing. */
async function enterEnterprises(tx: Tx, load: IntakeLoad, stage: Stage): Promise<void> {
  await sql`select customers.enter_enterprises(${load.id}, array_agg(t.tax), array_agg(t.name), array_agg(t.site), array_agg(t.address), array_agg(t.commune))
    from (select distinct on (s.tax, coalesce(s.site, s.enterprise)) s.tax, s.enterprise as name, coalesce(s.site, s.enterprise) as site,
      coalesce(s.address, '') as address, s.commune_code as commune
      from ${stage} s where s.tax is not null order by s.tax, coalesce(s.site, s.enterprise), s.row_no) t`.execute(tx)
}

/** The enterprise and the site that a row names; null where it names none. */
const enterpriseOf = sql`case when s.tax is not null then customers.enterprise_of(s.tax) end`
const siteOf = sql`case when s.tax is not null then customers.site_of(s.tax, coalesce(s.site, s.enterprise)) end`

type Adding = { readonly tx: Tx; readonly load: IntakeLoad; readonly stage: Stage; readonly count: Count }

/** Adds customers of the rows `from`, each on the spot that its number `no` gives it on the load's shelves. */
async function addRows({ tx, load, count }: Adding, from: Stage, no: Stage, shelves: Stage): Promise<number> {
  const { numAffectedRows } =
    await sql`insert into customers.customers (id, code, name, kind, unit_id, address, commune_code, since_day, until_day,
      enterprise_id, site_id, phone_found, phone_sealed, phone_shown, folded, spot, as_of, load_id)
    select imports.row_id(${load.id}, s.row_no), s.code, s.name, s.kind, s.unit_id, coalesce(s.address, ''), s.commune_code,
      coalesce(s.since, ${load.today}::date), s.until, ${count.taxed ? sql`${enterpriseOf}, ${siteOf}` : sql`null::uuid, null::uuid`}, s.phone_found, s.phone_sealed, s.phone_shown, s.folded,
      (${shelves}[1 + (${no} >> ${bits})]::bigint << ${bits}) + (${no} & ${mask}), coalesce(s."asOf", ${load.asOf}::date), ${load.id}
    from ${from}`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** All rows are new, and their words were gathered by the check: each row stands on the spot of its number. */
async function addAll(it: Adding, beside: Stage): Promise<number> {
  const { tx, load, stage } = it
  const shelves = await newShelves(tx, it.count.last)
  const added = await addRows(it, sql`${stage} s`, sql`s.row_no`, shelves)
  await sql`insert into customers.phones (found, customer_id)
    select s.phone_found, imports.row_id(${load.id}, s.row_no) from ${stage} s where s.phone_found is not null order by s.phone_found`.execute(
    tx,
  )
  await sql`insert into customers.postings (word, shelf, places)
    select b.word, ${shelves}[1 + b.shelf], b.places from ${beside} b`.execute(tx)
  await learnWords(tx, beside)
  return added
}

/** Some rows are of customers that are there: the new ones close up, and their words are gathered here. */
async function addUnknown(it: Adding): Promise<number> {
  const { tx, load, stage } = it
  const fresh = sql`(select s.*, (row_number() over (order by s.row_no))::int as nth from ${stage} s
    where not exists (select from customers.customers c where c.code = s.code or c.code = s."formerCode")) s`
  // The conflict names no column: naming one makes PostgreSQL ask the reading policy as well, a list of all units
  // walked for each row.
  const added = await addRows(it, sql`${fresh} on conflict do nothing`, sql`s.nth`, await newShelves(tx, it.count.rows))
  if (added === 0) return 0
  const own = sql`customers.customers c where c.id between imports.row_id(${load.id}, 0) and imports.row_id(${load.id}, 2147483647)`
  await sql`insert into customers.phones (found, customer_id)
    select c.phone_found, c.id from ${own} and c.phone_found is not null order by c.phone_found`.execute(tx)
  await sql`select customers.put_on_shelf(array(select c.id from ${own}))`.execute(tx)
  return added
}

/**
 * Customers whose code nobody has. Most loads bring nobody who is there, and whether they do is known soonest by adding
 * them: what meets a code that is there is taken back and goes the careful way.
 */
async function addNew(it: Adding, beside: Stage): Promise<number> {
  if (it.count.known) return addUnknown(it)
  await sql`savepoint all_new`.execute(it.tx)
  try {
    const added = await addAll(it, beside)
    await sql`release savepoint all_new`.execute(it.tx)
    return added
  } catch (error) {
    if ((error as { code?: string }).code !== uniqueViolation) throw error
    await sql`rollback to savepoint all_new`.execute(it.tx)
    return addUnknown(it)
  }
}
const uniqueViolation = '23505'

/** The new value of a column where the file has it, else what is there. */
const pick = (load: IntakeLoad, column: string, fresh: Stage, there: Stage): Stage =>
  load.given.has(column) ? sql`coalesce(${fresh}, ${there})` : there

/** Changes customers that were there, keeping what they were; an older row changes nothing. */
async function changeKnown(tx: Tx, load: IntakeLoad, stage: Stage): Promise<number> {
  const placed = load.given.has('address') || load.given.has('commune')
  const [kind, commune] = [
    pick(load, 'kind', sql`s.kind`, sql`c.kind`),
    pick(load, 'commune', sql`s.commune_code`, sql`c.commune_code`),
  ]
  const large = load.given.has('yearlyKwh') ? sql`s.folded like '%@large%'` : sql`c.folded like '%@large%'`
  const { rows } = await sql<{ changed: number }>`
    with next as materialized (
      select c.id, to_jsonb(c) as before, c.code as old_code, c.name as old_name, c.address as old_address, c.commune_code as old_commune,
        c.unit_id as old_unit, s.code, s.name, ${kind} as kind, ${load.given.has('unit') ? sql`s.unit_id` : sql`c.unit_id`} as unit_id,
        ${pick(load, 'address', sql`s.address`, sql`c.address`)} as address, ${commune} as commune_code,
        ${pick(load, 'until', sql`s.until`, sql`c.until_day`)} as until_day, coalesce(${enterpriseOf}, c.enterprise_id) as enterprise_id, coalesce(${siteOf}, c.site_id) as site_id,
        c.phone_found as old_found, c.phone_sealed as old_sealed, c.phone_shown as old_shown, coalesce(s.phone_found, c.phone_found) as phone_found,
        coalesce(s.phone_sealed, c.phone_sealed) as phone_sealed, coalesce(s.phone_shown, c.phone_shown) as phone_shown,
        split_part(s.folded, E'\t', 1) || E'\t' || ${placed ? sql`split_part(s.folded, E'\t', 2)` : sql`split_part(c.folded, E'\t', 2)`}
          || E'\t' || ${marksOf(kind, commune, large)} as folded,
        coalesce(s."asOf", ${load.asOf}::date) as as_of
      from ${stage} s join customers.customers c on c.code = s.code or c.code = s."formerCode"
      where c.load_id is distinct from ${load.id} and coalesce(s."asOf", ${load.asOf}::date) >= c.as_of
    ), changed as materialized (
      select n.* from next n join customers.customers c on c.id = n.id
      where (c.code, c.name, c.kind, c.unit_id, c.address, c.commune_code, c.until_day, c.enterprise_id, c.site_id, c.phone_found)
        is distinct from (n.code, n.name, n.kind, n.unit_id, n.address, n.commune_code, n.until_day, n.enterprise_id, n.site_id, n.phone_found)
    ), kept as (
      insert into customers.overwritten (load_id, what, id, before) select ${load.id}, 'customers', id, before from changed
    ), history as (
      insert into customers.former (customer_id, what, value, commune_code, until_day, load_id)
      select n.id, h.what, h.value, h.commune, n.as_of, ${load.id} from changed n cross join lateral (values
        ('code', n.old_code, null, n.old_code <> n.code), ('name', n.old_name, null, n.old_name <> n.name),
        ('unit', n.old_unit::text, null, n.old_unit <> n.unit_id),
        ('address', n.old_address, n.old_commune, n.old_address <> '' and (n.old_address, n.old_commune) is distinct from (n.address, n.commune_code)))
        as h (what, value, commune, differs) where h.differs on conflict do nothing
    ), numbers as (
      insert into customers.contact_points (customer_id, kind, found, sealed, shown, from_day, until_day, load_id)
      select n.id, 'phone', n.old_found, n.old_sealed, n.old_shown, n.as_of, n.as_of, ${load.id} from changed n where n.old_found <> n.phone_found
      on conflict do nothing
    ), written as (
      update customers.customers c set code = n.code, name = n.name, kind = n.kind, unit_id = n.unit_id, address = n.address, commune_code = n.commune_code,
        until_day = n.until_day, enterprise_id = n.enterprise_id, site_id = n.site_id,
        phone_found = n.phone_found, phone_sealed = n.phone_sealed, phone_shown = n.phone_shown, folded = n.folded, as_of = n.as_of, load_id = ${load.id}
      from changed n where c.id = n.id returning 1
    ) select count(*)::int as changed from written`.execute(tx)
  return rows[0]?.changed ?? 0
}

/** E-mail addresses; one that is replaced ends. */
async function writeEmails(tx: Tx, load: IntakeLoad, stage: Stage): Promise<void> {
  const from = sql`${stage} s join customers.customers c on c.code = s.code and coalesce(s."asOf", ${load.asOf}::date) >= c.as_of`
  await sql`update customers.contact_points p set until_day = ${load.today}::date, ended_load = ${load.id}
    from ${from} where p.customer_id = c.id and p.kind = 'email' and p.until_day is null and s.email_found is not null and p.found <> s.email_found`.execute(
    tx,
  )
  await sql`insert into customers.contact_points (customer_id, kind, found, sealed, shown, from_day, load_id)
    select c.id, 'email', s.email_found, s.email_sealed, s.email_shown, ${load.today}::date, ${load.id} from ${from} where s.email_found is not null
    on conflict do nothing`.execute(tx)
}

async function writeFormerAddresses(tx: Tx, load: IntakeLoad, stage: Stage): Promise<void> {
  await sql`insert into customers.former (customer_id, what, value, until_day, load_id)
    select c.id, 'address', s."formerAddress", greatest(least('2025-07-01'::date, ${load.today}::date), c.since_day), ${load.id}
    from ${stage} s join customers.customers c on c.code = s.code where s."formerAddress" is not null
      and not exists (select from customers.former f where f.customer_id = c.id and f.what = 'address' and f.value = s."formerAddress")
    on conflict do nothing`.execute(tx)
}

async function writeLargeMarks(tx: Tx, load: IntakeLoad, stage: Stage): Promise<void> {
  await sql`insert into customers.large_marks (customer_id, yearly_kwh, from_day, load_id)
    select c.id, s."yearlyKwh", coalesce(s."asOf", ${load.asOf}::date), ${load.id}
    from ${stage} s join customers.customers c on c.code = s.code where s."yearlyKwh" >= (select least_kwh from customers.large_rule)
      and not exists (select from customers.large_marks m where m.customer_id = c.id and m.until_day is null)
    on conflict do nothing`.execute(tx)
}

/** How many customers carry each word. */
const learnWords = (tx: Tx, beside: Stage): Promise<unknown> =>
  sql`select customers.learn(array_agg(w.word), array_agg(w.many)) from (
    select b.word, sum(cardinality(b.places))::int as many from ${beside} b group by b.word
      having b.word >= '@' collate "C" or sum(cardinality(b.places)) >= 64) w`.execute(tx)

async function apply(tx: Tx, load: IntakeLoad, stage: Stage, beside: Stage): Promise<Applied> {
  const count = await countOf(tx, stage)
  if (count.taxed) await enterEnterprises(tx, load, stage)
  const added = await addNew({ tx, load, stage, count }, beside)
  const changed = added === count.rows ? 0 : await changeKnown(tx, load, stage)
  if (changed > 0) await sql`select customers.put_changed_on_shelf(${load.id})`.execute(tx)
  if (load.given.has('email')) await writeEmails(tx, load, stage)
  if (load.given.has('formerAddress')) await writeFormerAddresses(tx, load, stage)
  if (load.given.has('yearlyKwh')) await writeLargeMarks(tx, load, stage)
  return { added, changed, same: count.rows - added - changed }
}

/** Takes a load of customers, contracts or points back; refused when later acts build on it. */
export async function undoLoad(tx: Tx, load: IntakeLoad): Promise<number> {
  const { rows } = await sql<{ gone: number | null }>`select customers.undo_load(${load.id}) as gone`.execute(tx)
  return rows[0]?.gone ?? refuse('customers.load_built_on', 409)
}

export const customersIntake: Intake = {
  name: 'customers',
  says: { vi: 'Khách hàng', en: 'Customers' },
  columns: customerColumns,
  derived: customerDerived,
  beside: shelfColumns,
  key: ['code'],
  reasons: intakeReasons,
  open: async (tx, load) => customerRule(await customerLookups(tx, load)),
  apart: { look: customerLookups, module: new URL('./intake-rows.ts', import.meta.url).href },
  checks: load => [
    {
      column: 'code',
      code: 'code_elsewhere',
      // Asked row by row, so not at all of whoever reaches every unit, as the largest loads do.
      wrong: sql`not (select customers.reaches_all()) and not exists (select from customers.customers c where c.code = s.code)
        and customers.code_taken(s.code)`,
    },
    {
      column: 'asOf',
      code: 'older',
      wrong: sql`exists (select from customers.customers c where c.code = s.code and c.as_of > coalesce(s."asOf", ${load.asOf}::date))`,
    },
  ],
  apply,
  undo: undoLoad,
}
