import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { type PlanMove, type PlanState, planStateOf } from './rules.ts'

/** A unit of an edition's tree, with where the newest version of its plan stands. */
export type Node = {
  readonly id: string
  readonly parentId: string | null
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly closedOn: string | null
  /** 0 before the first version. */
  readonly n: number
  readonly version: string | null
  /** The version that counts: the last approved, or the newest while none is. */
  readonly inForce: string | null
  readonly everApproved: boolean
  readonly replaces: boolean
  /** Who began the newest version. */
  readonly openedBy: string | null
  readonly last: PlanMove | null
  /** The hash of the last move. */
  readonly hash: string | null
}

export type Tree = {
  readonly edition: string
  readonly nodes: ReadonlyMap<string, Node>
  /** The units right beneath each, in the order in which they are read. */
  readonly under: ReadonlyMap<string, readonly Node[]>
  /** Where reading begins: the root, or whatever has no parent in what was read. */
  readonly tops: readonly Node[]
}

const byName = new Intl.Collator('vi', { numeric: true })
const kindOrder = ['group', 'corporation', 'company', 'team', 'transmission', 'generation', 'office']
const inOrder = (a: Node, b: Node): number =>
  kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || byName.compare(a.name, b.name)

/** Units by their ids, their parents and children on the edition's reference day, and what stands above the parents. */
async function idsAround(act: Pick<Act, 'tx'>, edition: string, units: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`with edition as (select coalesce(reference_day, from_day) as day from editions.editions where id = ${edition}),
    asked as (select unnest(${units}::uuid[]) as id),
    near as (select id from asked union select p.parent_id from asked join org.unit_parents p on p.unit_id = asked.id, edition e
      where p.from_day <= e.day and (p.until_day is null or p.until_day > e.day))
    select id from near
    union select p.parent_id from near join org.unit_parents p on p.unit_id = near.id, edition e
      where p.from_day <= e.day and (p.until_day is null or p.until_day > e.day)
    union select p.unit_id from near join org.unit_parents p on p.parent_id = near.id, edition e
      where p.from_day <= e.day and (p.until_day is null or p.until_day > e.day)`.execute(act.tx)
  return rows.map(row => row.id)
}

/**
 * The tree as of the edition's reference day, with the plans as far as the scope sees them. With `around`, only what lies
 * around these units: enough for their plans, the plans that they stand in, and the reserve above those.
 */
export async function readTree(act: Pick<Act, 'tx'>, edition: string, around?: readonly string[]): Promise<Tree> {
  const ids = around && (await idsAround(act, edition, around))
  const only = (column: string) => (ids ? sql`and ${sql.ref(column)} = any (${ids}::uuid[])` : sql``)
  const { rows } = await sql<Node>`
    select t.unit_id as id, t.parent_id as "parentId", t.kind, t.closed_on as "closedOn", u.code, n.name,
      coalesce(p.n, 0) as n, p.id as version, p.in_force as "inForce", coalesce(p.ever_approved, false) as "everApproved",
      coalesce(p.replaces, false) as replaces, p.opened_by as "openedBy", p.last, p.hash
    from editions.editions e cross join lateral editions.tree(e.id) t join org.units u on u.id = t.unit_id ${only('t.unit_id')}
      join org.unit_names n on n.unit_id = t.unit_id and n.from_day <= coalesce(e.reference_day, e.from_day)
        and (n.until_day is null or n.until_day > coalesce(e.reference_day, e.from_day)) ${only('n.unit_id')}
      left join editions.plans p on p.edition_id = ${edition} and p.unit_id = t.unit_id ${only('p.unit_id')}
    where e.id = ${edition}`.execute(act.tx)
  const nodes = new Map(rows.map(node => [node.id, node]))
  const under = Map.groupBy([...rows].sort(inOrder), node => node.parentId ?? '')
  return { edition, nodes, under, tops: rows.filter(node => !nodes.has(node.parentId ?? '')) }
}

export const stateOf = (node: Node): PlanState =>
  node.version === null ? 'none' : planStateOf({ replaces: node.replaces, last: node.last ?? undefined })

export const childrenOf = (tree: Tree, id: string): readonly Node[] => tree.under.get(id) ?? []
export const parentOf = (tree: Tree, node: Node): Node | undefined => tree.nodes.get(node.parentId ?? '')

/** A unit of the tree that the caller reaches; any other is not there for them. */
export function getNode(act: Act, tree: Tree, id: string): Node {
  const node = tree.nodes.get(id)
  return node && act.units.includes(id) ? node : refuse('editions.unknown_unit', 404)
}

/** Every unit, a parent before its children. */
export function inReadingOrder(tree: Tree, from: readonly Node[] = tree.tops): Node[] {
  return from.flatMap(node => [node, ...inReadingOrder(tree, childrenOf(tree, node.id))])
}

/**
 * The units that a caller looks at, in reading order: a parent before its children. Without `root`, all in reach; also
 * those that a plan in reach assigns to, though they have moved elsewhere since.
 */
export function unitsInSight(act: Act, tree: Tree, root?: string): Node[] {
  const reach = new Set(act.units)
  const from = root === undefined ? tree.tops : [getNode(act, tree, root)]
  return inReadingOrder(tree, from).filter(node => reach.has(node.id) || reach.has(node.parentId ?? ''))
}

/** The units that the caller reaches by a role that holds a permission, today. Empty without the permission. */
export async function unitsBy(
  act: Act,
  permission: 'editions.plan' | 'editions.approve',
): Promise<ReadonlySet<string>> {
  const { who } = act
  if (who.kind !== 'staff' || who.readOnly || !who.permissions.has(permission)) return new Set()
  const role = permission === 'editions.plan' ? 'planner' : 'approver'
  const { rows } = await sql<{ id: string }>`select distinct r.id from people.held(${who.id}, ${act.today}::date) h
    cross join lateral org.reach(h.unit_id, ${act.today}::date) as r (id) where h.role = ${role}`.execute(act.tx)
  return new Set(rows.map(row => row.id))
}

/**
 * Who lent the caller the role by which they act on each unit; no entry where they hold it themselves. Of several
 * lenders all are named: each of them stands behind the act.
 */
export async function lendersFor(
  act: Act,
  role: 'planner' | 'approver',
  units: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const me = act.who.kind === 'staff' ? act.who.id : null
  const held = sql`people.held(${me}, ${act.today}::date) h`
  const { rows: lent } = await sql`select from ${held} where h.role = ${role} and h.lent_by is not null`.execute(act.tx)
  if (lent.length === 0) return new Map()
  const { rows } = await sql<{
    unit: string
    lentBy: string | null
  }>`select distinct r.id as unit, h.lent_by as "lentBy"
    from ${held} cross join lateral org.reach(h.unit_id, ${act.today}::date) as r (id)
    where h.role = ${role} and r.id = any (${units}::uuid[])`.execute(act.tx)
  const byUnit = Map.groupBy(rows, row => row.unit)
  return new Map(
    [...byUnit].flatMap(([unit, all]) => {
      const lenders = all.flatMap(row => (row.lentBy === null ? [] : [row.lentBy]))
      return lenders.length === all.length ? [[unit, lenders] as const] : []
    }),
  )
}

/** Edits of a plan share its lock; whoever decides on it, or begins a version, has it alone until the end. */
export async function lockPlan(act: Act, edition: string, unit: string, how: 'shared' | 'alone'): Promise<void> {
  const key = sql`hashtextextended(${`editions.plan ${edition} ${unit}`}, 0)`
  await (how === 'alone'
    ? sql`select pg_advisory_xact_lock(${key})`
    : sql`select pg_advisory_xact_lock_shared(${key})`
  ).execute(act.tx)
}
