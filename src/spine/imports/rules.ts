import { fold } from '#kit/text'
import type { Said } from '#kit/words'
import type { NumberStyle } from './rules-cells.ts'

export const states = [
  'receiving',
  'received',
  'waiting',
  'checking',
  'checked',
  'unreadable',
  'stopped',
  'applying',
  'stopping',
  'applied',
  'failed',
  'declined',
  'undoing',
  'undone',
  'twice',
] as const
export type State = (typeof states)[number]

/** What may be done with a load, by the state that it is in. */
const moves: Readonly<Record<Move, readonly State[]>> = {
  part: ['receiving'],
  finish: ['receiving'],
  check: ['received', 'checked', 'unreadable', 'stopped', 'failed'],
  stop: ['receiving', 'received', 'waiting', 'checking', 'unreadable', 'applying'],
  decide: ['checked'],
  undo: ['applied'],
}
export type Move = 'part' | 'finish' | 'check' | 'stop' | 'decide' | 'undo'
export const mayMove = (move: Move, state: State): boolean => moves[move].includes(state)

/** `one`: whoever brings may decide; `other`: somebody else must; `none`: goes in by itself when nothing is wrong. */
export const deciders = ['one', 'other', 'none'] as const
export type Decider = (typeof deciders)[number]

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258'] as const
export const separators = [';', ',', '\t', '|'] as const
export const legacies = ['tcvn3', 'vni'] as const

/**
 * How a file is read: what a person has confirmed, and what is offered for the next file of the same source.
 * `head` is the number of the row that holds the headings; `columns` says which cell (from 0) each column takes.
 */
export type Reading = {
  readonly encoding: (typeof encodings)[number]
  readonly separator: (typeof separators)[number]
  readonly legacy?: (typeof legacies)[number] | undefined
  readonly numbers: NumberStyle
  readonly head: number
  readonly columns: Readonly<Record<string, number>>
}

type Known = { readonly name: string; readonly says: Said; readonly also: readonly string[] }

/** A heading as it is compared: no case, no diacritics, no signs. */
export const headingKey = (text: string): string =>
  fold(text)
    .replace(/\(.*?\)|\*/g, ' ')
    .replace(/[^a-z0-9#]+/g, ' ')
    .trim()

/** The number of the refused row that a row of a correcting file brings again. */
export const rowColumn = '#row'
const rowHeadings: Known = { name: rowColumn, says: { vi: 'Dòng', en: 'Row' }, also: ['dong so', 'row number'] }

/** Which cell holds which column, by the headings; the first cell whose heading fits is taken. */
export function suggest(headings: readonly string[], columns: readonly Known[]): Record<string, number> {
  const keys = headings.map(headingKey)
  const taken = new Set<number>()
  const found: Record<string, number> = {}
  for (const column of [...columns, rowHeadings]) {
    const names = [column.name, column.says.vi, column.says.en, ...column.also].map(headingKey)
    const at = names
      .map(name => keys.findIndex((key, index) => key === name && !taken.has(index)))
      .find(index => index >= 0)
    if (at === undefined) continue
    taken.add(at)
    found[column.name] = at
  }
  return found
}

/** The row among the first ones that holds the headings: where most columns are known by name; the first if none is. */
export function findHead(rows: readonly (readonly string[])[], columns: readonly Known[], most = 15): number {
  const scores = rows.slice(0, most).map(row => Object.keys(suggest(row, columns)).length)
  const best = Math.max(0, ...scores)
  return best === 0 ? 0 : scores.indexOf(best)
}

/** How the numbers of a file are written, when any of the first rows leaves no doubt. */
export function suggestNumbers(cells: Iterable<string>): NumberStyle {
  let [vi, en] = [0, 0]
  for (const cell of cells) {
    if (/^-?\d{1,3}(?:\.\d{3})+,\d+$|^-?\d{1,3}(?:\.\d{3}){2,}$|^-?\d+,(?:\d{1,2}|\d{4,})$/.test(cell)) vi++
    if (/^-?\d{1,3}(?:,\d{3})+\.\d+$|^-?\d{1,3}(?:,\d{3}){2,}$|^-?\d+\.(?:\d{1,2}|\d{4,})$/.test(cell)) en++
  }
  if (vi > 0 && en > 0) return 'unsaid'
  return vi > 0 ? 'vi' : en > 0 ? 'en' : 'unsaid'
}

/** What a sender says that a file holds. */
export type Stated = {
  readonly rows?: number | undefined
  readonly sums?: Readonly<Record<string, string>> | undefined
}
/** What a check found. Sums by column, as decimal texts: over all rows that could be read, and over those that go in. */
export type Found = {
  readonly check: string
  readonly rows: number
  readonly good: number
  readonly bad: number
  readonly noted: number
  readonly sumsFound: Readonly<Record<string, string>>
  readonly sumsGood: Readonly<Record<string, string>>
}

/** A decimal text in its shortest form, so that 1.50 and 1.5 are one. */
export const plainDecimal = (text: string): string =>
  text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text

export type ControlLine = {
  readonly what: string
  readonly stated: string | null
  readonly found: string
  readonly good: string
  readonly agrees: boolean | null
}

/** Control totals side by side: stated by the sender, found in the file, let in. `what` is `rows` or a column. */
export function controlLines(stated: Stated, found: Found): ControlLine[] {
  const line = (what: string, said: string | undefined, seen: string, good: string): ControlLine => ({
    what,
    stated: said === undefined ? null : plainDecimal(said),
    found: plainDecimal(seen),
    good: plainDecimal(good),
    agrees: said === undefined ? null : plainDecimal(said) === plainDecimal(seen),
  })
  const sums = Object.keys(found.sumsFound).map(column =>
    line(column, stated.sums?.[column], found.sumsFound[column] ?? '0', found.sumsGood[column] ?? '0'),
  )
  return [
    line('rows', stated.rows === undefined ? undefined : String(stated.rows), String(found.rows), String(found.good)),
    ...sums,
  ]
}

/** The number at the end of a delta's name: `hop-dong_20261124_0007.csv` is 7. */
export function deltaNumber(name: string): number | undefined {
  const digits = /(?:^|[^0-9])(\d{1,8})\.[A-Za-z]{1,5}$/.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
