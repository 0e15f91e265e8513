import { fold, readPhone, tidy } from '#kit/text'
import { readDay, readTime } from '#kit/time'

/** How a file writes numbers: `1.234,5` or `1,234.5`; unsaid, what could be either is named and refused. */
export type NumberStyle = 'vi' | 'en' | 'unsaid'

/** Stands before a number that a spreadsheet holds as a number: no style is in doubt. */
export const exactMark = '\u0001'

/** Why a cell could not be read. One object each, so that a million rows make no garbage. */
export type Unread = { readonly code: CellReason }
export const cellReasons = [
  'required',
  'too_long',
  'unreadable',
  'phone_wrong',
  'day_wrong',
  'day_month_first',
  'day_far',
  'month_wrong',
  'moment_wrong',
  'number_wrong',
  'number_ambiguous',
  'number_style',
  'number_not_whole',
  'number_long',
  'choice_unknown',
] as const
export type CellReason = (typeof cellReasons)[number]
const unread = Object.fromEntries(cellReasons.map(code => [code, { code }])) as Record<CellReason, Unread>

/** A cell as read: its value, null when it is empty, why not, or a value with a word to say about it. */
export type CellRead = string | null | Unread | Noted
export type Noted = { readonly value: string; readonly note: 'phone_moved' }
export type CellReader = (text: string) => CellRead

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
/** A spreadsheet's own guard against formulas, put there when the file was written. */
const guard = /^'(?=[=+\-@\t\r])/

const bare = (text: string): string => (text.startsWith(exactMark) ? text.slice(1) : text)

export function readText(text: string): string | null | Unread {
  // Nothing stands before nearly all cells that would have to be taken off.
  const line = tidy(text.charCodeAt(0) > 0x27 ? text : bare(text).replace(guard, ''))
  if (line === '') return null
  return control.test(line) ? unread.unreadable : line
}

export function readCode(text: string): string | null | Unread {
  const line = readText(text)
  return typeof line === 'string' ? line.replaceAll(' ', '').toUpperCase() : line
}

export function readPhoneCell(text: string): CellRead {
  const line = readText(text)
  if (typeof line !== 'string') return line
  const phone = readPhone(line)
  if (!phone) return unread.phone_wrong
  return phone.movedFrom === undefined ? phone.national : { value: phone.national, note: 'phone_moved' }
}

const dayMs = 86_400_000
const firstSerial = 20_000 // 1954
const lastSerial = 80_000 // 2119
const serialDay = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * dayMs).toISOString().slice(0, 10)
const isSerial = (text: string): boolean =>
  /^\d{5}(?:\.\d+)?$/.test(text) && Number(text) >= firstSerial && Number(text) < lastSerial

/** A day in any of three styles: dd/MM/yyyy, yyyy-MM-dd, and the count of days that spreadsheets keep. */
export function readDayCell(text: string): string | null | Unread {
  const line = readText(text)
  if (typeof line !== 'string') return line
  if (isSerial(line)) return serialDay(Math.floor(Number(line)))
  const day = readDay(line.replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, ''))
  if (day === undefined) {
    const parts = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})$/.exec(line)
    return parts && Number(parts[1]) <= 12 && Number(parts[2]) <= 31 ? unread.day_month_first : unread.day_wrong
  }
  return day < '1900-01-01' || day > '2100-12-31' ? unread.day_far : day
}

/** A month by its first day: `11/2026`, `2026-11`, `202611`, `T11/2026`, `tháng 11 năm 2026`, or any day in it. */
export function readMonthCell(text: string): string | null | Unread {
  const line = readText(text)
  if (typeof line !== 'string') return line
  const plain = fold(line)
  const parts =
    /^(?:t|thang)?\s*(?<month>\d{1,2})\s*(?:[-/.]|nam)\s*(?<year>\d{4})$/.exec(plain) ??
    /^(?<year>\d{4})\s*[-/.]?\s*(?<month>\d{2})$/.exec(plain)
  if (!parts) {
    const day = readDayCell(line)
    return typeof day === 'string' ? `${day.slice(0, 7)}-01` : unread.month_wrong
  }
  const { year = '', month = '' } = parts.groups ?? {}
  return Number(month) >= 1 && Number(month) <= 12 && year >= '1900' && year <= '2100'
    ? `${year}-${month.padStart(2, '0')}-01`
    : unread.month_wrong
}

/** A moment in Vietnam's time: a day and a time in either order, or a spreadsheet's count of days. */
export function readMomentCell(text: string): string | null | Unread {
  const line = readText(text)
  if (typeof line !== 'string') return line
  if (isSerial(line)) {
    const minutes = Math.round((Number(line) % 1) * 1440)
    const day = serialDay(Math.floor(Number(line)) + Math.floor(minutes / 1440))
    return `${day}T${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00+07:00`
  }
  const dayFirst = /^(\S+)[ T]+(\S.*)$/.exec(line.replace(/(:\d{2}):\d{2}(?:\.\d+)?(?:\+07:00)?$/, '$1'))
  const timeFirst = /^(\S+) (\S+)$/.exec(line)
  for (const [day, time] of [
    [dayFirst?.[1], dayFirst?.[2]],
    [timeFirst?.[2], timeFirst?.[1]],
  ]) {
    const [read, at] = [readDayCell(day ?? ''), readTime(time ?? '')]
    if (typeof read === 'string' && at) return `${read}T${at}:00+07:00`
  }
  return unread.moment_wrong
}

const mostDigits = 15
const plain = /^-?\d+(?:\.\d+)?$/
/** Groups of three parted by the same sign, then perhaps decimals after another. */
const grouped = /^(-?\d{1,3})((?:([., '])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?$/
const ungrouped = /^(-?\d+)(?:([.,])(\d+))?$/

const sized = (number: string): string | Unread =>
  number.replace(/\D/g, '').length > mostDigits ? unread.number_long : number

/** One group after a point or comma, and nothing else: 1.234 may be a thousand or one and a bit. */
function oneGroup(first: string, group: string, by: string, style: NumberStyle): string | Unread {
  const decimal = `${first}.${group}`
  if (/^-?0/.test(first)) return decimal
  if (style === 'unsaid') return unread.number_ambiguous
  return (style === 'vi') === (by === ',') ? decimal : `${first}${group}`
}

function inGroups(hit: RegExpExecArray, style: NumberStyle): string | Unread {
  const [, first = '', rest = '', by = '', point, decimals] = hit
  if (rest.length === 4 && point === undefined && (by === '.' || by === ','))
    return oneGroup(first, rest.slice(1), by, style)
  if (point === by || /^-?0/.test(first)) return unread.number_wrong
  const [foreign, ownPoint] = style === 'vi' ? [',', '.'] : ['.', ',']
  if (style !== 'unsaid' && (by === foreign || point === ownPoint)) return unread.number_style
  const digits = `${first}${rest.replace(/\D/g, '')}`
  return decimals === undefined ? digits : `${digits}.${decimals}`
}

/** A number with decimals, as plain digits with a point. */
export function readDecimal(text: string, style: NumberStyle): string | null | Unread {
  if (text.startsWith(exactMark)) return plain.test(text.slice(1)) ? sized(text.slice(1)) : unread.number_wrong
  const line = readText(text)
  if (typeof line !== 'string') return line
  const clean = line.replace('\u2212', '-')
  const groups = grouped.exec(clean)
  if (groups) {
    const read = inGroups(groups, style)
    return typeof read === 'string' ? sized(read) : read
  }
  const parts = ungrouped.exec(clean)
  if (!parts) return unread.number_wrong
  const [, whole = '', point, decimals] = parts
  if (decimals === undefined) return sized(whole)
  if ((style === 'vi' && point === '.') || (style === 'en' && point === ',')) return unread.number_style
  return sized(`${whole}.${decimals}`)
}

/** A whole number: thousands may be parted by either sign, since nothing else can be meant. */
export function readWhole(text: string, style: NumberStyle): string | null | Unread {
  const single = /^\s*-?[1-9]\d{0,2}[.,]\d{3}\s*$/.exec(text)
  const read = single && style === 'unsaid' ? text.replace(/[.,\s]/g, '') : readDecimal(text, style)
  if (typeof read !== 'string') return read
  const [whole = '', decimals = ''] = read.split('.')
  return /^0*$/.test(decimals) ? whole : unread.number_not_whole
}

/** One of a list, by its value or any of the ways in which files write it. */
export function choiceReader(choices: Readonly<Record<string, readonly string[]>>): CellReader {
  const known = new Map(
    Object.entries(choices).flatMap(([value, ways]) => [value, ...ways].map(way => [fold(way), value])),
  )
  return text => {
    const line = readText(text)
    if (typeof line !== 'string') return line
    return known.get(fold(line)) ?? unread.choice_unknown
  }
}

export const isUnread = (read: CellRead): read is Unread => typeof read === 'object' && read !== null && 'code' in read
export const emptyRequired: Unread = unread.required
export const tooLong: Unread = unread.too_long
