import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Applied, Intake, IntakeColumn, IntakeLoad, RowRule } from '#kit/serve/intake.ts'
import { fold } from '#kit/text'
import { intakeReasons, say } from './intake-words.ts'
import { undoLoad } from './undo.ts'
import { meterWords } from './words.ts'

const columns = [
  {
    name: 'number',
    says: say('number'),
    also: ['ma su co', 'so phieu', 'ma mat dien'],
    kind: 'code',
    required: true,
    most: 40,
  },
  { name: 'unit', says: say('unit'), also: ['don vi', 'dien luc', 'ma dviqly'], kind: 'text' },
  { name: 'from', says: say('outFrom'), also: ['tu', 'bat dau', 'thoi gian mat dien'], kind: 'moment', required: true },
  { name: 'until', says: say('outUntil'), also: ['den', 'ket thuc', 'thoi gian co dien'], kind: 'moment' },
  {
    name: 'planned',
    says: say('planned'),
    also: ['ke hoach', 'loai'],
    kind: 'choice',
    required: true,
    choices: {
      planned: ['ke hoach', 'co ke hoach', 'co'],
      unplanned: ['dot xuat', 'su co', 'ngoai ke hoach', 'khong'],
    },
  },
  {
    name: 'cause',
    says: say('cause'),
    also: ['ly do'],
    kind: 'choice',
    choices: {
      maintenance: ['bao tri', 'sua chua', 'cai tao luoi'],
      fault: ['su co', 'hong thiet bi'],
      storm: ['thien tai', 'mua bao'],
      overload: ['qua tai'],
      safety: ['an toan', 'giai phong mat bang'],
      other: ['khac'],
    },
  },
  { name: 'area', says: say('area'), also: ['pham vi', 'dia diem'], kind: 'text', most: 500 },
  { name: 'points', says: say('points'), also: ['cac diem do', 'danh sach diem do'], kind: 'text', most: 20_000 },
  {
    name: 'customers',
    says: say('customers'),
    also: ['so kh', 'so khach hang mat dien'],
    kind: 'whole',
    sum: 'customers',
  },
] as const satisfies readonly IntakeColumn[]
const at = Object.fromEntries(columns.map(({ name }, index) => [name, index])) as Record<
  (typeof columns)[number]['name'],
  number
>
const unitAt = columns.length

/** The units of the load by code and by folded name. */
async function unitsOf(tx: Tx, load: IntakeLoad): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; code: string; name: string }>`select u.id, u.code, n.name from org.units u
    join org.unit_names n on n.unit_id = u.id where u.id = any (${load.units}::uuid[])`.execute(tx)
  return new Map(
    rows.flatMap(({ id, code, name }) => [
      [fold(code), id],
      [fold(name), id],
    ]),
  )
}

async function open(tx: Tx, load: IntakeLoad): Promise<RowRule> {
  const units = await unitsOf(tx, load)
  return (values, wrong) => {
    const unit = values[at.unit]
    const id = unit ? units.get(fold(unit)) : load.unit
    if (id === undefined) wrong('unit', 'unit_elsewhere')
    else values[unitAt] = id
    const [from, until] = [values[at.from] ?? '', values[at.until] ?? '']
    if (until !== '' && until < from) wrong('until', 'until_before')
    if (from.slice(0, 10) > load.today && values[at.planned] === 'unplanned') wrong('from', 'unplanned_ahead')
    if (values[at.customers]?.startsWith('-')) wrong('customers', 'negative')
  }
}

async function apply(tx: Tx, load: IntakeLoad, stage: RawBuilder<unknown>): Promise<Applied> {
  const values = sql`s."from" as from_at, s."until" as until_at, s.planned = 'planned' as planned, coalesce(s.cause, 'other') as cause,
    coalesce(s.area, '') as area, coalesce(regexp_split_to_array(nullif(s.points, ''), '[[:space:],;]+'), '{}') as points, s.customers::int as customers`
  const { rows: changed } = await sql<{ many: number }>`with differs as materialized (
      select o.id, to_jsonb(o) as before, n.* from (select s.unit_id, s.number, ${values} from ${stage} s) n
        join meters.outages o on o.unit_id = n.unit_id and o.number = n.number
      where (o.from_at, o.until_at, o.planned, o.cause, o.area, o.points, o.customers)
        is distinct from (n.from_at, n.until_at, n.planned, n.cause, n.area, n.points, n.customers)
    ), kept as (
      insert into meters.overwritten (load_id, what, id, month, before) select ${load.id}, 'outages', id, from_at::date, before from differs
    ), written as (
      update meters.outages o set from_at = d.from_at, until_at = d.until_at, planned = d.planned, cause = d.cause, area = d.area,
        points = d.points, customers = d.customers, load_id = ${load.id} from differs d where o.id = d.id returning 1
    ) select count(*)::int as many from written`.execute(tx)
  const { numAffectedRows } = await sql`insert into meters.outages
      (id, unit_id, number, from_at, until_at, planned, cause, area, points, customers, load_id)
    select imports.row_id(${load.id}, s.row_no), s.unit_id, s.number, ${values}, ${load.id} from ${stage} s on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from ${stage} s`.execute(tx)
  const [added, many] = [Number(numAffectedRows ?? 0n), changed[0]?.many ?? 0]
  return { added, changed: many, same: (rows[0]?.rows ?? 0) - added - many }
}

/** Interruptions of supply, from the exports of the control rooms. */
export const outagesIntake: Intake = {
  name: 'outages',
  says: { vi: meterWords.vi.outages, en: meterWords.en.outages },
  columns,
  derived: { unit_id: 'uuid' },
  key: ['unit_id', 'number'],
  reasons: intakeReasons,
  open,
  apply,
  undo: undoLoad,
}
