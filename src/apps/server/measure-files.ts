import { existsSync, readFileSync } from 'node:fs'
import { csvLine } from '#kit/sheets'
import { firstRows, sniffCsv } from '#kit/sheets/csv.ts'
import { dayNumber, publicHolidays, readDay } from '#kit/time'
import { refuse } from '#kit/wire'
import { readRule, readSavingRule, ruleNamed } from '#spine/meters'
import type { Calendar, Event, Method, SavingRule } from '#spine/meters/rules.ts'

/** A row of a small file by the names of its columns, with its line. */
type Row = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

/** A small CSV file with a heading. Columns that are needed and not there are refused by name. */
function rowsOf(file: string, needed: readonly string[]): Row[] {
  if (!existsSync(file)) refuse('meters.no_file', 422, { file })
  const bytes = readFileSync(file)
  const [head = [], ...rows] = firstRows(bytes, sniffCsv(bytes), Number.MAX_SAFE_INTEGER, true)
  const names = head.map(name => name.trim().toLowerCase())
  const absent = needed.filter(name => !names.includes(name))
  if (absent.length > 0) bad(file, 1, `needs ${absent.join(', ')}`)
  return rows.flatMap((row, at) =>
    row.length === 0
      ? []
      : [{ line: at + 2, cells: Object.fromEntries(names.map((name, place) => [name, (row[place] ?? '').trim()])) }],
  )
}

const bad = (file: string, line: number, says: string): never => refuse('meters.bad_row', 422, { file, line, says })

/** A moment on the customers' clock: the day counted from 1970-01-01, and the hour of it. */
type Moment = { readonly day: number; readonly hour: number }
const stamp =
  /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(z|[+-]\d\d(?::?\d\d)?)?$/i

/** The face that a moment with an offset shows on a zone's clock. */
function onClock(text: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return parts.format(new Date(text.replace(' ', 'T')))
}

function findMoment(text: string, zone: string | undefined): Moment | undefined {
  const [, date = '', hour, minute, second = '0', offset] = stamp.exec(text) ?? []
  if (offset && zone) return findMoment(onClock(text, zone), undefined)
  const day = readDay(date)
  const hours = Number(hour) + Number(minute) / 60 + Number(second) / 3600
  return day === undefined || !(hours <= 24) ? undefined : { day: dayNumber(day), hour: hours }
}

/** An event and who it is for; everybody when it names no customer. */
export type Called = Event & { readonly customer: string | undefined }

function calledOf({ line, cells }: Row, file: string, zone: string | undefined): Called {
  const momentOf = (name: string): Moment =>
    findMoment(cells[name] ?? '', zone) ?? bad(file, line, `${name} is no moment: ${cells[name] ?? ''}`)
  const [from, until] = [momentOf('starts_at'), momentOf('ends_at')]
  const notice = cells.notified_at ? momentOf('notified_at') : undefined
  const end = (until.day - from.day) * 24 + until.hour
  if (end <= from.hour) bad(file, line, 'ends before it begins')
  if (end > 24) bad(file, line, 'runs through midnight: call it as two events')
  if (!cells.event) bad(file, line, 'has no name')
  return {
    event: cells.event ?? '',
    customer: cells.customer || undefined,
    day: from.day,
    from: from.hour,
    until: end,
    noticeHour: notice && (notice.day - from.day) * 24 + notice.hour,
  }
}

/** Reads `event,starts_at,ends_at[,customer][,notified_at]`. */
export const readEvents = (file: string, zone: string | undefined): Called[] =>
  rowsOf(file, ['event', 'starts_at', 'ends_at']).map(row => calledOf(row, file, zone))

/** Reads `date,kind` (holiday or workday); Vietnam's public holidays when no file is given. */
export function readCalendar(file: string | undefined): Calendar {
  if (file === undefined)
    return new Map(publicHolidays.map(({ day, kind }) => [dayNumber(day), kind === 'off' ? 'holiday' : 'workday']))
  return new Map(
    rowsOf(file, ['date', 'kind']).map(({ line, cells }) => {
      const day = readDay(cells.date ?? '') ?? bad(file, line, `date is no day: ${cells.date}`)
      const { kind } = cells
      if (kind !== 'holiday' && kind !== 'workday') return bad(file, line, 'kind is holiday or workday')
      return [dayNumber(day), kind]
    }),
  )
}

/** A rule by its name, or from a JSON file of named settings. */
function ruleFrom<T>(text: string, read: { named: (name: string) => T; data: (data: unknown) => T }): T {
  if (!/\.json$/i.test(text) && !existsSync(text)) return read.named(text)
  if (!existsSync(text)) return refuse('meters.no_file', 422, { file: text })
  try {
    return read.data(JSON.parse(readFileSync(text, 'utf8')))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refuse('meters.bad_rule', 422, { setting: '', says: error.message })
  }
}
export const readRuleOption = (text: string): Method => ruleFrom(text, { named: ruleNamed, data: readRule })
export const readSavingOption = (text: string): SavingRule =>
  ruleFrom(text, { named: readSavingRule, data: readSavingRule })

/** A span of days: `2025-05-01..2025-07-31`, or by months or years (`2025-05..2025-07`). Both ends are within. */
export function readPeriod(text: string, option: string): { from: number; to: number } {
  const [, from = '', to = ''] = /^(\d{4}(?:-\d\d){0,2})\.\.(\d{4}(?:-\d\d){0,2})$/.exec(text) ?? []
  const first = Date.parse(`${from}${'-01'.repeat((10 - from.length) / 3)}T00:00:00Z`)
  const [year = 0, month = 12, day] = to.split('-').map(Number)
  const last = day ? Date.parse(`${to}T00:00:00Z`) : Date.UTC(year, month, 0)
  if (!(first <= last)) bad(option, 1, 'is no span of days: 2025-05-01..2025-07-31')
  return { from: first / 86_400_000, to: last / 86_400_000 }
}

/** A line of CSV; what is not known is empty. Figures are rounded to `digits` places. */
export function lineOf(cells: readonly (string | number | null)[], digits = 6): string {
  const known = cells.map(cell => {
    if (typeof cell !== 'number') return cell
    return Number.isFinite(cell) ? Number(cell.toFixed(digits)) : null
  })
  return `${csvLine(known).trimEnd()}\n`
}
