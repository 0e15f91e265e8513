import { fold } from '#kit/text'

export const readingUnits = ['kwh', 'kw', 'wh', 'mwh'] as const
export type ReadingUnit = (typeof readingUnits)[number]

/** Where in a file stand whose readings, when, and what; `unit` where a heading says it. */
export type Layout =
  | {
      readonly kind: 'rows'
      readonly customer: string
      readonly time: string
      readonly value: string
      readonly unit: ReadingUnit | undefined
    }
  | {
      readonly kind: 'days'
      readonly customer: string
      readonly day: string
      readonly slots: readonly string[]
      readonly unit: undefined
    }

const plain = (heading: string): string =>
  fold(heading)
    .replace(/[_\-.()/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
const customers =
  /^(customer|customer (id|code)|khach hang|ma khach hang|ma kh|makh|ma khang|ma diem do|madiemdo|diem do|ma ddo|so hop dong|hop dong|meter|meter (id|point)|point|mpan|nmi)$/
const times = /^(started at|start|time|timestamp|datetime|date time|thoi diem|thoi gian|bat dau|ngay gio)$/
const days = /^(day|date|ngay|ngay do|ngay ghi)$/
const values: readonly (readonly [RegExp, ReadingUnit | undefined])[] = [
  [/\bkwh\b/, 'kwh'],
  [/\bmwh\b/, 'mwh'],
  [/\bwh\b/, 'wh'],
  [/\bkw\b/, 'kw'],
  [/^(cong suat|power)$/, 'kw'],
  [/^(value|gia tri|san luong|dien nang|so do)$/, undefined],
]

type Heading = { readonly name: string; readonly plain: string }

/** The columns of a day's slots: those whose headings hold a number, as many as a day has. */
function slotsAmong(rest: readonly Heading[]): string[] | undefined {
  const numbered = rest.filter(it => /\d/.test(it.plain)).map(it => it.name)
  const found = [numbered, rest.map(it => it.name)].find(names => [24, 48, 96].includes(names.length))
  return found
}

/** Finds its way in a file by its headings, whatever else stands beside them; undefined when something is missing. */
export function layoutOf(headings: readonly string[]): Layout | undefined {
  const all = headings.map(name => ({ name, plain: plain(name) }))
  const customer = all.find(it => customers.test(it.plain))
  if (!customer) return undefined
  const time = all.find(it => times.test(it.plain))
  for (const [pattern, unit] of time ? values : []) {
    const value = all.find(it => pattern.test(it.plain))
    if (time && value) return { kind: 'rows', customer: customer.name, time: time.name, value: value.name, unit }
  }
  const day = all.find(it => days.test(it.plain))
  const slots = day && slotsAmong(all.filter(it => it !== customer && it !== day))
  if (day && slots) return { kind: 'days', customer: customer.name, day: day.name, slots, unit: undefined }
  return undefined
}

/** Why a row of a file is no reading. */
export const rowFaults = ['no_customer', 'bad_time', 'time_beyond', 'bad_value', 'off_grid'] as const
export type RowFault = (typeof rowFaults)[number]
