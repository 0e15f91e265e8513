import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Applied, Intake, IntakeColumn, IntakeLoad, RowRule, RowSays } from '#kit/serve/intake.ts'
import { daysBetween } from '#kit/time'
import { intakeReasons, say } from './intake-words.ts'
import { undoLoad } from './undo.ts'
import { meterWords } from './words.ts'

const columns = [
  { name: 'contract', says: say('contract'), also: ['so hd', 'hop dong', 'ma hop dong'], kind: 'code', most: 40 },
  { name: 'customer', says: say('customer'), also: ['makh', 'ma kh', 'ma_khang'], kind: 'code', most: 30 },
  { name: 'month', says: say('month'), also: ['ky', 'ky hoa don', 'thang nam'], kind: 'month', required: true },
  { name: 'from', says: say('from'), also: ['ngay dau ky', 'dau ky'], kind: 'day' },
  { name: 'until', says: say('until'), also: ['ngay cuoi ky', 'cuoi ky'], kind: 'day' },
  {
    name: 'kwh',
    says: say('kwh'),
    also: ['san luong', 'dien nang', 'dien tieu thu', 'kwh'],
    kind: 'decimal',
    required: true,
    sum: 'kWh',
  },
  {
    name: 'vnd',
    says: say('vnd'),
    also: ['thanh tien', 'so tien', 'tien dien', 'tong tien'],
    kind: 'vnd',
    required: true,
    sum: 'VND',
  },
  {
    name: 'reading',
    says: say('reading'),
    also: ['loai ghi', 'hinh thuc ghi'],
    kind: 'choice',
    choices: { read: ['ghi thuc', 'thuc te', 'doc'], estimated: ['tam tinh', 'uoc tinh'] },
  },
] as const satisfies readonly IntakeColumn[]
const at = Object.fromEntries(columns.map(({ name }, index) => [name, index])) as Record<
  (typeof columns)[number]['name'],
  number
>

/** A period longer than this is worth a second look. */
const longDays = 62

function judgePeriod(from: string, until: string, wrong: RowSays, note: RowSays): void {
  if (from === '' || until === '') return
  if (until < from) wrong('until', 'until_before')
  else if (daysBetween(from, until) > longDays) note('until', 'period_long')
}

function ruleFor({ today }: IntakeLoad): RowRule {
  return (values, wrong, note) => {
    const value = (name: keyof typeof at): string => values[at[name]] ?? ''
    if (value('contract') === '' && value('customer') === '') wrong('contract', 'contract_missing')
    if (value('month') > today) wrong('month', 'month_ahead')
    for (const name of ['kwh', 'vnd'] as const) if (value(name).startsWith('-')) wrong(name, 'negative')
    judgePeriod(value('from'), value('until'), wrong, note)
  }
}

/** The stage with the contract of each row: by its number, or the only contract of its customer. */
const placed = (stage: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select s.*, k.id as contract_id, k.customer_id from ${stage} s join customers.contracts k on k.number = s.contract
  union all
  select s.*, k.id, k.customer_id from ${stage} s join customers.customers c on c.code = s.customer
    join customers.contracts k on k.customer_id = c.id where s.contract is null`

const ofCustomer = sql`(select count(*) from customers.customers c join customers.contracts k on k.customer_id = c.id where c.code = s.customer)`

const checks: Intake['checks'] = () => [
  { column: 'contract', code: 'contract_elsewhere', wrong: sql`meters.is_elsewhere(s.contract, s.customer)` },
  {
    column: 'contract',
    code: 'contract_unknown',
    wrong: sql`s.contract is not null and not exists (select from customers.contracts k where k.number = s.contract)`,
  },
  { column: 'customer', code: 'contract_unknown', wrong: sql`s.contract is null and ${ofCustomer} = 0` },
  { column: 'customer', code: 'contract_several', wrong: sql`s.contract is null and ${ofCustomer} > 1` },
]

async function apply(tx: Tx, load: IntakeLoad, stage: RawBuilder<unknown>): Promise<Applied> {
  const values = sql`coalesce(p."from", p.month) as from_day,
    coalesce(p."until", greatest((p.month + interval '1 month - 1 day')::date, p."from")) as until_day,
    p.kwh as used_kwh, p.vnd as owed_vnd, coalesce(p.reading, 'read') = 'estimated' as estimated`
  const { rows: changed } = await sql<{ many: number }>`with next as materialized (
      select p.contract_id, p.month, p.customer_id, ${values} from (${placed(stage)}) p
    ), differs as materialized (
      select n.*, to_jsonb(b) as before from next n join meters.bills b on b.contract_id = n.contract_id and b.month = n.month
      where (b.customer_id, b.from_day, b.until_day, b.used_kwh, b.owed_vnd, b.estimated)
        is distinct from (n.customer_id, n.from_day, n.until_day, n.used_kwh, n.owed_vnd, n.estimated)
    ), kept as (
      insert into meters.overwritten (load_id, what, id, month, before) select ${load.id}, 'bills', contract_id, month, before from differs
    ), written as (
      update meters.bills b set customer_id = d.customer_id, from_day = d.from_day, until_day = d.until_day, used_kwh = d.used_kwh,
        owed_vnd = d.owed_vnd, estimated = d.estimated, load_id = ${load.id}
      from differs d where b.contract_id = d.contract_id and b.month = d.month returning 1
    ) select count(*)::int as many from written`.execute(tx)
  const { numAffectedRows } = await sql`insert into meters.bills
      (contract_id, month, customer_id, from_day, until_day, used_kwh, owed_vnd, estimated, load_id)
    select p.contract_id, p.month, p.customer_id, ${values}, ${load.id} from (${placed(stage)}) p on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from ${stage} s`.execute(tx)
  const [added, many] = [Number(numAffectedRows ?? 0n), changed[0]?.many ?? 0]
  return { added, changed: many, same: (rows[0]?.rows ?? 0) - added - many }
}

/** Bills by month, from the exports of whoever reads meters and bills. */
export const billsIntake: Intake = {
  name: 'bills',
  says: { vi: meterWords.vi.bills, en: meterWords.en.bills },
  columns,
  key: ['contract', 'customer', 'month'],
  reasons: intakeReasons,
  open: async (_, load) => ruleFor(load),
  checks,
  apply,
  undo: undoLoad,
}
