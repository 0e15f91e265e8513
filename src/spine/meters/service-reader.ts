import type { DuckDBDataChunk } from '@duckdb/node-api'
import { type Findings, note } from './rules-grid.ts'
import type { Series } from './rules-series.ts'
import { type Filling, type Lent, newFilling, type Seen } from './service-filling.ts'
import { forget, type Names, newNames } from './service-names.ts'

/** How chunks of one layout become readings. */
export type Layout = {
  readonly columns: string
  readonly slots: number
  /** The last column is the hash of the first: names are long. */
  readonly keyed?: boolean
  /** Some slots are never read: they must not look as if they were. */
  readonly part?: boolean
  readonly take: (chunk: DuckDBDataChunk, names: Names<Filling>, seen: Seen) => void
  readonly finish: (filling: Filling, findings: Findings) => Series
}

/** Customers whose readings are coming in. */
export type Reader = {
  readonly take: (chunk: DuckDBDataChunk) => void
  readonly open: () => Iterable<string>
  /** Gives what was read of some customers; none of them comes again. */
  readonly give: (customers: readonly string[]) => Series[]
  /** Takes back the room of all that was given. */
  readonly takeBack: () => void
}

/** `late` refuses a row of a customer who was given already. */
export function readerOf(
  layout: Layout,
  findings: Findings,
  late: (customer: string) => void = () => undefined,
): Reader {
  const open = new Map<string, Filling>()
  const given: Lent[] = []
  const free: Lent[] = []
  // Customers of one file are mostly alike: the one before says how much room the next wants.
  let [length, slots] = [layout.slots, layout.slots]
  const ownerOf = (customer: string): Filling => {
    const own = open.get(customer)
    if (own) return own
    late(customer)
    const lent = free.pop()
    const filling = newFilling(customer, slots, length, lent)
    if (layout.part && !lent) filling.kwh.fill(Number.NaN)
    open.set(customer, filling)
    return filling
  }
  const names = newNames(ownerOf, layout.keyed)
  const seen: Seen = { duplicates: 0, conflicts: 0, offGrid: 0 }
  const one = (customer: string): Series => {
    const filling = open.get(customer) ?? newFilling(customer, slots, 0, undefined)
    open.delete(customer)
    if (filling.next > 0) [length, slots] = [filling.next, filling.slots]
    const series = layout.finish(filling, findings)
    given.push(filling)
    return series
  }
  const give = (customers: readonly string[]): Series[] => {
    const series = customers.map(one)
    forget(names)
    note(findings, 'duplicate', seen.duplicates)
    note(findings, 'conflict', seen.conflicts)
    note(findings, 'off_grid', seen.offGrid)
    Object.assign(seen, { duplicates: 0, conflicts: 0, offGrid: 0 })
    return series
  }
  const takeBack = (): void => {
    for (const { kwh, marks } of given.splice(0)) if (kwh.length > 0) free.push({ kwh, marks })
  }
  return { take: chunk => layout.take(chunk, names, seen), open: () => open.keys(), give, takeBack }
}
