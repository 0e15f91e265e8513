import { createHash } from 'node:crypto'
import { allocate } from '#kit/money'
import { childrenOf, type Node, type Tree } from './service-tree.ts'

/** What a measure plans over the whole group, in the steps that it is planned in: `times` is what one step stands for. */
export type Spec = {
  readonly total: number
  readonly times?: number
  /** Members that distribute no power take part too. */
  readonly social?: true
  /** A cost: so many đồng for each of what another measure counts. */
  readonly of?: readonly [measure: string, vnd: number]
  readonly byMonth?: true
  /** Figures that are set: a unit's own by its code, its reserve by `CODE reserve`. */
  readonly fixed?: Readonly<Record<string, number>>
}

export type DemoCell = {
  readonly owner: string
  readonly unit: string
  readonly measure: string
  readonly month: string
  readonly kind: 'target' | 'reserve'
  readonly value: number
}

const distributes = new Set(['group', 'corporation', 'company', 'team'])

/** A number from 80 to 120 that a unit and a measure always have: no two units plan in quite the same proportion. */
const jitter = (node: Node, measure: string): number =>
  80 + ((createHash('sha256').update(`${node.code} ${measure}`).digest()[0] ?? 0) % 41)

function weightOf(tree: Tree, node: Node, measure: string, social: boolean): number {
  if (node.kind === 'office' || (!social && !distributes.has(node.kind))) return 0
  const below = childrenOf(tree, node.id)
  const size = below.reduce((sum, child) => sum + weightOf(tree, child, measure, social), 0)
  // A member that distributes no power gives a fifth of what a team does.
  return size > 0 ? size : jitter(node, measure) * (distributes.has(node.kind) ? 5 : 1)
}

type Given = { readonly node: Node; readonly amount: number; readonly reserve: number }

/** Splits what a unit was given over those beneath it, a twentieth kept back, and so down to the teams. */
function splitDown(tree: Tree, measure: string, spec: Spec, node: Node, amount: number): Given[] {
  const shares = childrenOf(tree, node.id).map(child => ({
    child,
    fixed: spec.fixed?.[child.code],
    weight: weightOf(tree, child, measure, spec.social === true),
  }))
  if (amount === 0 || shares.every(({ weight }) => weight === 0)) return [{ node, amount, reserve: 0 }]
  const set = shares.reduce((sum, { fixed }) => sum + (fixed ?? 0), 0)
  const open = shares.filter(({ fixed, weight }) => fixed === undefined && weight > 0)
  const left = amount - set
  const reserve = open.length === 0 ? left : (spec.fixed?.[`${node.code} reserve`] ?? Math.floor(left / 20))
  const parts =
    open.length === 0
      ? []
      : allocate(
          BigInt(left - reserve),
          open.map(({ weight }) => weight),
        )
  const given = new Map(open.map(({ child }, at) => [child.id, Number(parts[at])]))
  return [
    { node, amount, reserve },
    ...shares.flatMap(({ child, fixed }) => {
      const part = fixed ?? given.get(child.id) ?? 0
      return part > 0 ? splitDown(tree, measure, spec, child, part) : []
    }),
  ]
}

/** Every cell of a plan that adds up on every level: what each unit is given, and what each parent keeps back. */
export function figuresOf(tree: Tree, specs: Readonly<Record<string, Spec>>, months: readonly string[]): DemoCell[] {
  const root = tree.tops[0]
  if (!root) return []
  return Object.entries(specs).flatMap(([measure, spec]) => {
    const [of, vnd] = spec.of ?? [measure, 1]
    const from = specs[of]
    if (!from) return []
    const cells = splitDown(tree, of, from, root, from.total).flatMap(({ node, amount, reserve }) => {
      const cell = { unit: node.id, measure, month: '' }
      const value = (steps: number): number => Math.round(steps * (from.times ?? 1) * vnd * 1000) / 1000
      return [
        { ...cell, owner: node.parentId ?? node.id, kind: 'target' as const, value: value(amount) },
        ...(reserve > 0 ? [{ ...cell, owner: node.id, kind: 'reserve' as const, value: value(reserve) }] : []),
      ]
    })
    if (!spec.byMonth) return cells
    return cells.flatMap(cell => months.map(month => ({ ...cell, month })))
  })
}
