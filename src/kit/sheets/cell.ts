/**
 * What a cell holds, in the two forms that its readers need.
 * - `text`: as a person would type it: composed (NFC), `1234.5`, `2026-11-24`, `2026-11-24 09:30`, `09:30`, `true`
 * - `value`: the number of a number, otherwise the text
 * - `formula`: the value is what a program last worked out, not what a person entered
 */
export type Cell = {
  readonly kind: 'text' | 'number' | 'day' | 'moment' | 'time' | 'yes-no' | 'error'
  readonly text: string
  readonly value: string | number
  readonly formula: boolean
}

/** A row that has cells: `at` counts from 1 as people see it, `cells` by column, 1 for A. Empty cells are not there. */
export type SheetRow = { readonly at: number; readonly cells: ReadonlyMap<number, Cell> }

/** `merged` holds ranges (`A1:C1`) whose value stands in their first cell alone. */
export type Sheet = {
  readonly name: string
  readonly hidden: boolean
  readonly rows: readonly SheetRow[]
  readonly merged: readonly string[]
}

/** A column's letters: 1 is A, 27 is AA. */
export function columnName(column: number): string {
  const before = Math.floor((column - 1) / 26)
  return `${before > 0 ? columnName(before) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`
}

/** The column of an address: AA7 is 27; undefined for what is none. */
export function columnOf(address: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(address)?.[1]
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) : undefined
}

const dayMs = 86_400_000
const lastSerial = 2_958_465
const isoDayOf = (days: number): string => new Date(Date.UTC(1899, 11, 30) + days * dayMs).toISOString().slice(0, 10)
const pad = (value: number): string => String(value).padStart(2, '0')

function clock(fraction: number): string {
  const seconds = Math.round(fraction * 86_400)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return (seconds % 60 === 0 ? parts.slice(0, 2) : parts).map(pad).join(':')
}

/** What a spreadsheet's count of days means; undefined when it lies outside the calendar. */
export function readSerial(
  serial: number,
  from1904: boolean,
): { readonly kind: 'day' | 'moment' | 'time'; readonly text: string } | undefined {
  if (!(serial >= 0) || serial > lastSerial) return undefined
  const whole = Math.floor(serial)
  const fraction = serial - whole
  if (serial < 1 && !from1904) return { kind: 'time', text: clock(fraction) }
  // Before March 1900 spreadsheets count a leap day that never was.
  const day = isoDayOf(from1904 ? whole + 1462 : whole < 60 ? whole + 1 : whole)
  if (fraction < 0.5 / 86_400) return { kind: 'day', text: day }
  return { kind: 'moment', text: `${day} ${clock(fraction)}` }
}

/** The count of days by which a spreadsheet keeps an ISO day (from 1900-03-01 on). */
export function serialOf(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / dayMs)
}
