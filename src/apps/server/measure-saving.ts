import { closeSync, createReadStream, existsSync, openSync, readSync } from 'node:fs'
import { readCsv, sniffCsv } from '#kit/sheets/csv.ts'
import { dayNumber, readDay } from '#kit/time'
import { refuse } from '#kit/wire'
import { type Home, inOrder, measureSavings, type SavingBill, windowOf } from '#spine/meters/rules.ts'
import type { Out } from './measure-events.ts'
import { lineOf, readSavingOption } from './measure-files.ts'

export const savingColumns = [
  ['customer', 'baseline_kwh', 'actual_kwh', 'saving_kwh', 'saving_pct', 'low_pct', 'high_pct'],
  ['verdict', 'reason'],
].flat()

const needed = ['customer', 'area', 'size_band', 'from', 'to', 'kwh', 'kind'] as const
type Cells = Readonly<Record<(typeof needed)[number], string>>
type Growing = { customer: string; area: string; sizeBand: string; bills: SavingBill[] }

/** One bill; what is wrong with it is told by its line. */
function billOf(cells: Cells, bad: (says: string) => never): SavingBill {
  const dayOf = (name: 'from' | 'to'): number => {
    const day = readDay(cells[name])
    return day === undefined ? bad(`${name} is no day: ${cells[name]}`) : dayNumber(day)
  }
  const [from, to, kwh] = [dayOf('from'), dayOf('to'), Number(cells.kwh)]
  if (to < from) bad('ends before it begins')
  if (to - from > 400) bad('is longer than a year')
  if (cells.kwh === '' || !(kwh >= 0 && kwh < 1e9)) bad(`kwh is no amount: ${cells.kwh}`)
  const kind = cells.kind.toLowerCase()
  if (kind !== 'read' && kind !== 'estimated') bad('kind is read or estimated')
  return { from, to, kwh, estimated: kind === 'estimated' }
}

function headOf(file: string): Buffer {
  if (!existsSync(file)) refuse('meters.no_file', 422, { file })
  const head = Buffer.alloc(65_536)
  const handle = openSync(file, 'r')
  try {
    return head.subarray(0, readSync(handle, head, 0, head.length, 0))
  } finally {
    closeSync(handle)
  }
}

/** Reads `customer,area,size_band,from,to,kwh,kind`, a row for each bill, in any order. */
async function readHomes(file: string): Promise<Home[]> {
  const homes = new Map<string, Growing>()
  const places = new Map<string, number>()
  await readCsv(createReadStream(file), sniffCsv(headOf(file)), (row, line) => {
    const bad = (says: string): never => refuse('meters.bad_row', 422, { file, line, says })
    if (places.size === 0) {
      for (const [place, name] of row.entries()) places.set(name.trim().toLowerCase(), place)
      const absent = needed.filter(name => !places.has(name))
      if (absent.length > 0) bad(`needs ${absent.join(', ')}`)
      return
    }
    if (row.every(cell => cell === '')) return
    const cells = Object.fromEntries(needed.map(name => [name, (row[places.get(name) ?? -1] ?? '').trim()])) as Cells
    if (cells.customer === '') bad('has no customer')
    const home = homes.get(cells.customer)
    const bill = billOf(cells, bad)
    if (home) home.bills.push(bill)
    else
      homes.set(cells.customer, {
        customer: cells.customer,
        area: cells.area,
        sizeBand: cells.size_band,
        bills: [bill],
      })
  })
  if (homes.size === 0) refuse('meters.bad_row', 422, { file, line: 1, says: 'no bill follows' })
  return [...homes.values()].map(home => ({ ...home, bills: inOrder(home.bills) }))
}

const percent = (share: number): number => share * 100

/** Judges the homes of a file of bills and writes a line for each. */
export async function writeSavings(bills: string, rule: string, line: Out): Promise<void> {
  const asked = readSavingOption(rule)
  const homes = await readHomes(bills)
  const window = windowOf(asked, homes)
  for (const of of measureSavings(homes, asked, window)) {
    const kwh = [of.baselineKwh, of.actualKwh, of.baselineKwh - of.actualKwh]
    line(lineOf([of.customer, ...kwh, ...[of.saving, of.low, of.high].map(percent), of.verdict, of.reason]))
  }
  const name = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  console.error(`${homes.length} homes judged over ${name(window.from)} to ${name(window.to)}.`)
}
