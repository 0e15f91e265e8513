import { fold } from '#kit/text'
import type { TreeRow } from '#kit/ui/tree-table-state.ts'
import type { Book } from './plan-book.ts'

/** A row of the plan: a unit, or what a unit keeps back. */
export type PlanRow = TreeRow & { readonly unit: number }

export const reserveId = (unit: string): string => `${unit}:reserve`

/** Units of a kind share a long beginning; in a column of names it is what follows that tells them apart. */
const shortName = (name: string): string =>
  name.replace(/^Đội Quản lý [Đđ]iện(?: lực)?(?= )/u, 'Đội QLĐL').replace(/^Tổng công ty (?=Điện lực )/u, 'TCT ')

/** Every unit in reading order, its reserve as its first child. */
export function rowsOf(
  { units }: Book['data'],
  holds: Book['holds'],
  reserveName: (kind: Book['data']['units']['kind'][number]) => string,
): PlanRow[] {
  const { id, parent, name, kind } = units
  return id.flatMap((own, unit) => {
    const above = parent[unit] ?? -1
    const row: PlanRow = { id: own, name: shortName(name[unit] ?? ''), unit, parent: above < 0 ? undefined : id[above] }
    if (!holds[unit]) return [row]
    const kept = kind[unit] ?? 'company'
    return [row, { id: reserveId(own), parent: own, name: reserveName(kept), kind: 'reserve' as const, unit }]
  })
}

/** The units that a filter keeps, with every unit that they stand under. */
export function withAbove(book: Book, kept: readonly number[]): ReadonlySet<number> {
  const all = new Set<number>()
  for (const unit of kept)
    for (let at = unit; at >= 0 && !all.has(at); at = book.data.units.parent[at] ?? -1) all.add(at)
  return all
}

/** The units whose name or code holds the words, however they are typed. */
export function unitsNamed(book: Book, text: string): number[] {
  const wanted = fold(text)
  const { name, code } = book.data.units
  return name.flatMap((own, unit) => (fold(`${own} ${code[unit]}`).includes(wanted) ? [unit] : []))
}

/** The codes of the units that stand open at first: the root, the way down to a unit, and the unit itself. */
export function openAtFirst(book: Book, unit: number): string[] {
  const { parent, code } = book.data.units
  const open = new Set([code[0] ?? ''])
  for (let at = unit; at >= 0; at = parent[at] ?? -1) if (book.holds[at]) open.add(code[at] ?? '')
  return [...open]
}

export function foldedRows(book: Book, open: ReadonlySet<string>): ReadonlySet<string> {
  const { id, code } = book.data.units
  return new Set(id.filter((_, unit) => book.holds[unit] && !open.has(code[unit] ?? '')))
}
