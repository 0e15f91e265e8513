import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import type { Source } from '../rules.ts'

export type Money = GivesOf<typeof editionRoutes.money>
type Sums = {
  readonly received: bigint
  readonly passedOn: bigint
  readonly free: bigint
  readonly committed: bigint
  readonly spent: bigint
}
export type BudgetRow = Sums & {
  readonly id: string
  readonly parent?: string | undefined
  readonly name: string
  /** Held and spent by the unit and all beneath it. */
  readonly branchCommitted: bigint
  readonly branchSpent: bigint
}

type Place = { readonly id: string; readonly parentId: string | null }

const none: Sums = { received: 0n, passedOn: 0n, free: 0n, committed: 0n, spent: 0n }
const add = (a: Sums, b: Sums): Sums => ({
  received: a.received + b.received,
  passedOn: a.passedOn + b.passedOn,
  free: a.free + b.free,
  committed: a.committed + b.committed,
  spent: a.spent + b.spent,
})
const sumsOf = (row: Money['rows'][number]): Sums => ({
  received: BigInt(row.received),
  passedOn: BigInt(row.passedOn),
  free: BigInt(row.free),
  committed: BigInt(row.committed),
  spent: BigInt(row.spent),
})

/**
 * The units that have money, in the order of the tree (a parent before its children), of one source or of all. What
 * is held and spent is added up the tree; what was assigned is each unit's own.
 */
export function budgetRows(money: Money, tree: readonly Place[], source: Source | undefined): BudgetRow[] {
  const own = new Map<string, { name: string; sums: Sums }>()
  for (const row of money.rows) {
    if (source && row.source !== source) continue
    own.set(row.unit, { name: row.name, sums: add(own.get(row.unit)?.sums ?? none, sumsOf(row)) })
  }
  const parents = new Map(tree.map(it => [it.id, it.parentId]))
  const branch = new Map<string, { committed: bigint; spent: bigint }>()
  for (const [unit, { sums }] of own)
    for (let at: string | null | undefined = unit; at; at = parents.get(at)) {
      const before = branch.get(at) ?? { committed: 0n, spent: 0n }
      branch.set(at, { committed: before.committed + sums.committed, spent: before.spent + sums.spent })
    }
  const order = new Map(tree.map((it, i) => [it.id, i]))
  return [...own]
    .sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .map(([id, { name, sums }]) => ({
      id,
      parent: parents.get(id) ?? undefined,
      name,
      ...sums,
      branchCommitted: branch.get(id)?.committed ?? 0n,
      branchSpent: branch.get(id)?.spent ?? 0n,
    }))
}

/** What each source gave to the units on top, and what was spent of it by all. */
export function bySource(money: Money, tree: readonly Place[]) {
  const withMoney = new Set(money.rows.map(row => row.unit))
  const parents = new Map(tree.map(it => [it.id, it.parentId]))
  const sums = new Map<Source, { received: bigint; spent: bigint }>()
  for (const row of money.rows) {
    const before = sums.get(row.source) ?? { received: 0n, spent: 0n }
    const onTop = !withMoney.has(parents.get(row.unit) ?? '')
    sums.set(row.source, {
      received: before.received + (onTop ? BigInt(row.received) : 0n),
      spent: before.spent + BigInt(row.spent),
    })
  }
  return [...sums].map(([source, it]) => ({ source, ...it })).sort((a, b) => (a.received < b.received ? 1 : -1))
}
