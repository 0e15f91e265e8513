import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Database, inTransaction, type Tx } from '#kit/db'
import { enqueue } from '#kit/jobs'
import { uuidv7 } from '#kit/wire'
import { demoUnit } from '#spine/org'
import { addStep } from './loads.ts'
import type { Decider, Reading, State } from './rules.ts'

const pad = (n: number): string => String(n).padStart(2, '0')
const areas = ['ấp Bờ Đập', 'ấp Kinh Mới', 'khóm 3', 'khóm 7', 'ấp Tân Hòa', 'ấp Rạch Gốc']

const outages = (from: number, until: number): string =>
  `Mã lần mất điện;Mất điện từ;Có điện lại;Kế hoạch;Nguyên nhân;Khu vực;Số khách hàng\r\n${Array.from(
    { length: until - from },
    (_, index) => {
      const n = from + index
      const planned = n % 3 === 0 ? 'kế hoạch;sửa chữa' : 'đột xuất;sự cố'
      return `MD${1000 + n};${pad(1 + (n % 28))}/10/2026 0${6 + (n % 4)}:15;${pad(1 + (n % 28))}/10/2026 ${10 + (n % 5)}:40;${planned};${areas[n % areas.length]};${12 + ((n * 37) % 900)}\r\n`
    },
  ).join('')}`

const names = [
  'Trần Thị Bé Ba',
  'Lê Văn Út',
  'Nguyễn Hoàng Khang',
  'Phạm Thị Cẩm Tú',
  'Huỳnh Văn Lượm',
  'Đặng Thị Ngọc Hân',
]
const wrongs = ['012345', '31/02/2024', 'Xã Không Có', '']
/** New customers of one month; every sixth row has something wrong with it, as lists do. */
const customers = (): string =>
  `Mã khách hàng;Tên khách hàng;Nhóm khách hàng;Địa chỉ;Điện thoại;Ngày bắt đầu\r\n${Array.from(
    { length: 36 },
    (_, n) => {
      const bad = n % 9 === 4 ? wrongs[Math.floor(n / 9)] : undefined
      const code = bad === '' ? '' : `PB1499${String(n).padStart(7, '0')}`
      const phone = bad === '012345' ? bad : `0900 123 ${String(100 + n)}`
      const kind = bad === 'Xã Không Có' ? 'Không rõ' : n % 7 === 0 ? 'Kinh doanh' : 'Sinh hoạt'
      const day = bad === '31/02/2024' ? bad : `${pad(1 + (n % 28))}/10/2026`
      return `${code};${names[n % names.length]};${kind};${10 + n} ${areas[n % areas.length]};${phone};${day}\r\n`
    },
  ).join('')}`

type Sent = {
  readonly intake: string
  readonly name: string
  readonly text: string
  readonly columns: Reading['columns']
  readonly source: string | null
  readonly number?: number
  readonly by: string | null
  readonly rows: number
  readonly at: Date
}

async function aSource(
  tx: Tx,
  unit: string,
  intake: string,
  name: string,
  decides: Decider,
  folder: string | null,
): Promise<string> {
  const id = uuidv7()
  await sql`insert into imports.sources (id, unit_id, intake, name, decides, folder, numbered, opened_by, opened_at)
    values (${id}, ${unit}, ${intake}, ${name}, ${decides}, ${folder}, ${folder !== null}, ${unit}, '2026-09-01')`.execute(
    tx,
  )
  return id
}

/** A file as if it had just been sent and its columns chosen; the server checks it when it starts. */
async function aLoad(tx: Tx, unit: string, folder: string, sent: Sent): Promise<{ id: string; unit: string }> {
  const load = { id: uuidv7(), unit }
  const bytes = Buffer.from(sent.text)
  writeFileSync(join(folder, `${load.id}.rows`), bytes)
  await sql`insert into imports.loads (id, unit_id, intake, source_id, name, bytes, sha256, number, as_of, stated, brought_by, brought_at)
    values (${load.id}, ${unit}, ${sent.intake}, ${sent.source}, ${sent.name}, ${bytes.length}, ${createHash('sha256').update(bytes).digest()},
      ${sent.number ?? null}, '2026-10-31', ${JSON.stringify({ rows: sent.rows })}::jsonb, ${sent.by}, ${sent.at})`.execute(
    tx,
  )
  const reading: Reading = { encoding: 'utf-8', separator: ';', numbers: 'vi', head: 1, columns: sent.columns }
  await sql`insert into imports.habits (id, unit_id, source_id, intake, reading, kept_by, kept_at)
    values (${uuidv7()}, ${unit}, ${sent.source}, ${sent.intake}, ${JSON.stringify(reading)}::jsonb, ${sent.by}, ${sent.at})`.execute(
    tx,
  )
  const states: readonly State[] = ['receiving', 'received']
  for (const state of states) await addStep(tx, load, { state, by: sent.by ?? undefined, at: sent.at })
  await addStep(tx, load, { state: 'waiting', by: sent.by ?? undefined, at: sent.at, details: { reading } })
  return load
}

const outageColumns = { number: 0, from: 1, until: 2, planned: 3, cause: 4, area: 5, customers: 6 }
const customerColumns = { code: 0, name: 1, kind: 2, address: 3, phone: 4, since: 5 }

/** A file with a wrong row that somebody decided against. */
async function aDeclined(tx: Tx, load: { id: string; unit: string }, by: string | null, at: Date): Promise<void> {
  const check = uuidv7()
  await sql`insert into imports.bad_rows (check_id, row_no, unit_id, load_id, cells)
    values (${check}, 7, ${load.unit}, ${load.id}, array['MD1105', '', 'hôm qua', '', 'đột xuất', '', 'khóm 3', '', '57', ''])`.execute(
    tx,
  )
  await sql`insert into imports.findings (check_id, row_no, at, unit_id, load_id, column_name, reason, value, refused)
    values (${check}, 7, 0, ${load.unit}, ${load.id}, 'from', 'moment_wrong', 'hôm qua', true)`.execute(tx)
  const found = {
    check,
    rows: 12,
    good: 11,
    bad: 1,
    noted: 0,
    sumsFound: { customers: '4810' },
    sumsGood: { customers: '4753' },
  }
  await addStep(tx, load, { state: 'checking', at })
  await addStep(tx, load, { state: 'checked', at, details: { found } })
  await addStep(tx, load, { state: 'declined', by: by ?? undefined, at })
  await sql`update imports.loads set ended_at = ${at} where id = ${load.id}`.execute(tx)
}

/**
 * Invented sources and imports of one company: deltas of outages that go in by themselves, a list of customers with
 * wrong rows that waits for somebody, and one that was declined.
 */
export async function loadImportsDemonstration(owner: Database, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const unit = demoUnit('PC Cà Mau')
  await inTransaction(owner, { units: [unit] }, async tx => {
    const { rows } = await sql<{ id: string }>`select id from people.staff where code = 'GDV01'`.execute(tx)
    const clerk = rows[0]?.id ?? null
    const control = await aSource(tx, unit, 'outages', 'Trung tâm điều độ', 'none', 'dieu-do-ca-mau')
    const billing = await aSource(tx, unit, 'customers', 'Hệ thống kinh doanh', 'other', null)
    const at = (day: number, hour: number): Date => new Date(`2026-11-${pad(day)}T${pad(hour)}:05:00+07:00`)
    const delta = { intake: 'outages', columns: outageColumns, source: control }
    for (const number of [1, 2]) {
      const [from, until] = [number * 40, number * 40 + 40]
      const sent = {
        ...delta,
        name: `mat-dien_000${number}.csv`,
        text: outages(from, until),
        number,
        by: null,
        rows: 40,
        at: at(number, 6),
      }
      const load = await aLoad(tx, unit, folder, sent)
      await enqueue(tx, 'imports.check', { load: load.id }, { at: new Date(Date.now() + number * 15_000) })
    }
    const declined = {
      ...delta,
      source: null,
      name: 'mat-dien-tay.csv',
      text: outages(200, 212),
      by: clerk,
      rows: 12,
      at: at(10, 9),
    }
    await aDeclined(tx, await aLoad(tx, unit, folder, declined), clerk, at(10, 10))
    const waiting = {
      intake: 'customers',
      columns: customerColumns,
      source: billing,
      name: 'khach-hang-moi-thang-10.csv',
      text: customers(),
    }
    const load = await aLoad(tx, unit, folder, { ...waiting, by: clerk, rows: 36, at: at(12, 8) })
    await enqueue(tx, 'imports.check', { load: load.id })
  })
}
