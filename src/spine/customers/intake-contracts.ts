import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Applied, Intake, IntakeLoad, RowRule } from '#kit/serve/intake.ts'
import { contractColumns, pointColumns } from './intake-columns.ts'
import { undoLoad } from './intake-customers.ts'
import { intakeReasons } from './intake-words.ts'

type Stage = RawBuilder<unknown>
const asOf = (load: IntakeLoad): Stage => sql`coalesce(s."asOf", ${load.asOf}::date)`
const pick = (load: IntakeLoad, column: string, fresh: Stage, there: Stage): Stage =>
  load.given.has(column) ? sql`coalesce(${fresh}, ${there})` : there

const index = (columns: readonly { readonly name: string }[], name: string): number =>
  columns.findIndex(column => column.name === name)

/** The last day of a row is not before its first; what is multiplied is multiplied by more than nothing. */
function datedRule(columns: readonly { readonly name: string }[]): RowRule {
  const [since, until, multiplier] = ['since', 'until', 'multiplier'].map(name => index(columns, name)) as [
    number,
    number,
    number,
  ]
  return (values, wrong) => {
    if ((values[until] ?? '9999') < (values[since] ?? '')) wrong('until', 'until_before')
    if (multiplier >= 0 && values[multiplier] && !(Number(values[multiplier]) > 0))
      wrong('multiplier', 'multiplier_bad')
  }
}

const customerThere = {
  column: 'customer',
  code: 'customer_unknown',
  wrong: sql`not exists (select from customers.customers c where c.code = s.customer)`,
}
const older = (load: IntakeLoad, table: 'contracts' | 'points', key: 'number' | 'code') => ({
  column: 'asOf',
  code: 'older',
  wrong: sql`exists (select from ${sql.table(`customers.${table}`)} k where ${sql.ref(`k.${key}`)} = ${sql.ref(`s.${key}`)} and k.as_of > ${asOf(load)})`,
})

/** Changes rows that were there, keeping each as it was before. */
async function change(
  tx: Tx,
  load: IntakeLoad,
  table: 'contracts' | 'points',
  next: Stage,
  set: Stage,
  differs: Stage,
): Promise<number> {
  const { rows } = await sql<{ changed: number }>`with changed as materialized (
      select n.*, to_jsonb(k) as before from (${next}) n join ${sql.table(`customers.${table}`)} k on k.id = n.id where ${differs}
    ), kept as (insert into customers.overwritten (load_id, what, id, before) select ${load.id}, ${table}, id, before from changed
    ), written as (update ${sql.table(`customers.${table}`)} k set ${set}, as_of = n.as_of, load_id = ${load.id} from changed n where k.id = n.id returning 1
    ) select count(*)::int as changed from written`.execute(tx)
  return rows[0]?.changed ?? 0
}

const many = async (tx: Tx, stage: Stage): Promise<number> =>
  (await sql<{ rows: number }>`select count(*)::int as rows from ${stage}`.execute(tx)).rows[0]?.rows ?? 0

async function applyContracts(tx: Tx, load: IntakeLoad, stage: Stage): Promise<Applied> {
  const { numAffectedRows } =
    await sql`insert into customers.contracts (id, number, customer_id, agreed_kw, from_day, until_day, as_of, load_id)
    select imports.row_id(${load.id}, s.row_no), s.number, c.id, s."agreedKw", s.since, s.until, ${asOf(load)}, ${load.id}
    from ${stage} s join customers.customers c on c.code = s.customer order by s.row_no on conflict (number) do nothing`.execute(
      tx,
    )
  const [added, rows] = [Number(numAffectedRows ?? 0n), await many(tx, stage)]
  const next = sql`select k.id, c.id as customer_id, ${pick(load, 'agreedKw', sql`s."agreedKw"`, sql`k.agreed_kw`)} as agreed_kw,
      ${pick(load, 'until', sql`s.until`, sql`k.until_day`)} as until_day, ${asOf(load)} as as_of
    from ${stage} s join customers.contracts k on k.number = s.number join customers.customers c on c.code = s.customer
    where k.load_id is distinct from ${load.id} and ${asOf(load)} >= k.as_of`
  const changed =
    added === rows
      ? 0
      : await change(
          tx,
          load,
          'contracts',
          next,
          sql`customer_id = n.customer_id, agreed_kw = n.agreed_kw, until_day = n.until_day`,
          sql`(k.customer_id, k.agreed_kw, k.until_day) is distinct from (n.customer_id, n.agreed_kw, n.until_day)`,
        )
  return { added, changed, same: rows - added - changed }
}

/** A new multiplier begins on its day; the one before ends there. */
async function writeMultipliers(tx: Tx, load: IntakeLoad, stage: Stage): Promise<void> {
  const from = sql`${stage} s join customers.points p on p.code = s.code`
  const day = sql`coalesce(s."multiplierFrom", case when p.load_id = ${load.id} then p.from_day else ${asOf(load)} end)`
  await sql`with ended as (
      update customers.multipliers m set until_day = ${day} from ${from}
      where m.point_id = p.id and m.until_day is null and s.multiplier is not null and m.multiplier <> s.multiplier and m.from_day < ${day}
      returning m.point_id, m.from_day
    ) insert into customers.overwritten (load_id, what, id, before)
      select ${load.id}, 'multipliers', point_id, jsonb_build_object('from_day', from_day) from ended on conflict do nothing`.execute(
    tx,
  )
  await sql`insert into customers.multipliers (point_id, multiplier, from_day, load_id)
    select p.id, s.multiplier, ${day}, ${load.id} from ${from} where s.multiplier is not null
      and not exists (select from customers.multipliers m where m.point_id = p.id and m.until_day is null and m.multiplier = s.multiplier)
    on conflict do nothing`.execute(tx)
}

async function applyPoints(tx: Tx, load: IntakeLoad, stage: Stage): Promise<Applied> {
  const owners = sql`join customers.customers c on c.code = s.customer left join customers.contracts t on t.number = s.contract and t.customer_id = c.id`
  const { numAffectedRows } =
    await sql`insert into customers.points (id, code, customer_id, contract_id, meter, from_day, until_day, as_of, load_id)
    select imports.row_id(${load.id}, s.row_no), s.code, c.id, t.id, coalesce(s.meter, ''), s.since, s.until, ${asOf(load)}, ${load.id}
    from ${stage} s ${owners} order by s.row_no on conflict (code) do nothing`.execute(tx)
  const [added, rows] = [Number(numAffectedRows ?? 0n), await many(tx, stage)]
  const next = sql`select k.id, c.id as customer_id, coalesce(t.id, k.contract_id) as contract_id, ${pick(load, 'meter', sql`s.meter`, sql`k.meter`)} as meter,
      ${pick(load, 'until', sql`s.until`, sql`k.until_day`)} as until_day, ${asOf(load)} as as_of
    from ${stage} s join customers.points k on k.code = s.code ${owners}
    where k.load_id is distinct from ${load.id} and ${asOf(load)} >= k.as_of`
  const changed =
    added === rows
      ? 0
      : await change(
          tx,
          load,
          'points',
          next,
          sql`customer_id = n.customer_id, contract_id = n.contract_id, meter = n.meter, until_day = n.until_day`,
          sql`(k.customer_id, k.contract_id, k.meter, k.until_day) is distinct from (n.customer_id, n.contract_id, n.meter, n.until_day)`,
        )
  await writeMultipliers(tx, load, stage)
  return { added, changed, same: rows - added - changed }
}

export const contractsIntake: Intake = {
  name: 'contracts',
  says: { vi: 'Hợp đồng', en: 'Contracts' },
  columns: contractColumns,
  key: ['number'],
  reasons: intakeReasons,
  open: async () => datedRule(contractColumns),
  checks: load => [customerThere, older(load, 'contracts', 'number')],
  apply: applyContracts,
  undo: undoLoad,
}

export const pointsIntake: Intake = {
  name: 'points',
  says: { vi: 'Điểm đo', en: 'Metering points' },
  columns: pointColumns,
  key: ['code'],
  reasons: intakeReasons,
  open: async () => datedRule(pointColumns),
  checks: load => [
    customerThere,
    {
      column: 'contract',
      code: 'contract_unknown',
      wrong: sql`s.contract is not null and not exists (select from customers.contracts t join customers.customers c on c.id = t.customer_id
        where t.number = s.contract and c.code = s.customer)`,
    },
    older(load, 'points', 'code'),
  ],
  apply: applyPoints,
  undo: undoLoad,
}
