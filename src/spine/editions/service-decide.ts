import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { Refusal, refuse, uuidv7 } from '#kit/wire'
import type { planRoutes } from './routes-plan.ts'
import { type PlanMove, type PlanState, type Problem, problemsOf } from './rules.ts'
import { actorOf, type EditionRow, type EditionVerbs, getLiving } from './service.ts'
import { readColumns } from './service-columns.ts'
import { contentHash } from './service-content.ts'
import { moveMoney } from './service-money.ts'
import { problemErrors } from './service-sentences.ts'
import { type Figures, readFigures } from './service-table.ts'
import {
  childrenOf,
  getNode,
  lendersFor,
  lockPlan,
  type Node,
  parentOf,
  readTree,
  stateOf,
  type Tree,
} from './service-tree.ts'

type Case = { readonly edition: EditionRow; readonly tree: Tree; readonly node: Node; readonly above: Node | undefined }

/** A plan taken for the rest of the act: nobody types into it, and two who decide at once go one after the other. */
async function take(act: Act, edition: string, unit: string): Promise<Case> {
  const row = await getLiving(act.tx, edition)
  const before = await readTree(act, edition, [unit])
  const parentId = getNode(act, before, unit).parentId
  if (parentId !== null) await lockPlan(act, edition, parentId, 'shared')
  await lockPlan(act, edition, unit, 'alone')
  const tree = await readTree(act, edition, [unit])
  const node = getNode(act, tree, unit)
  act.concerns({ record: edition, unit, values: { version: node.n } })
  return { edition: row, tree, node, above: parentOf(tree, node) }
}

const balance = new Set(['excess', 'short', 'unassigned'])

/** What is wrong within one unit's plan: its own sums and wishes, and the cells that it gives to others. */
export async function problemsWithin(
  act: Act,
  edition: EditionRow,
  tree: Tree,
  node: Node,
): Promise<{ figures: Figures; problems: Problem[] }> {
  const lanes = await readColumns(act, edition)
  const figures = await readFigures(act, tree, [node, ...childrenOf(tree, node.id)], lanes)
  const isRoot = node.parentId === null
  const problems = problemsOf(figures).filter(({ unit, code }) => {
    if (unit !== node.id) return !balance.has(code) && code !== 'unsettled'
    return isRoot || balance.has(code) || code === 'unsettled'
  })
  return { figures, problems }
}

async function refuseWrong(
  act: Act,
  it: Case,
  code: 'editions.not_balanced' | 'editions.approve_not_balanced',
): Promise<void> {
  const { figures, problems } = await problemsWithin(act, it.edition, it.tree, it.node)
  if (!figures.target.some(column => column.some(value => value !== null))) refuse('editions.nothing_planned', 409)
  if (problems.length > 0)
    throw new Refusal(code, 409, { count: problems.length }, problemErrors(problems, figures, act.lang))
}

async function move(
  act: Act,
  it: Case,
  kind: PlanMove,
  hash: string,
  more: { reason?: string; lentBy?: readonly string[] } = {},
): Promise<void> {
  await sql`insert into editions.plan_moves (id, version_id, unit_id, kind, hash, reason, by_staff, lent_by, at)
    values (${uuidv7(act.now.getTime())}, ${it.node.version}, ${it.node.id}, ${kind}, ${hash}, ${more.reason ?? null}, ${actorOf(act)},
      ${more.lentBy ?? []}::uuid[], ${act.now})`.execute(act.tx)
}

/** Everybody who had a hand in a version: who began it, typed in it or submitted it, and who lent them the role for that. */
async function handsOf(act: Act, version: string | null): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select opened_by as id from editions.plan_versions where id = ${version} and opened_by is not null
    union select unnest(by_staff || lent_by) from editions.plan_edits where version_id = ${version}
    union select unnest(by_staff || lent_by) from editions.plan_moves where version_id = ${version} and kind = 'submitted'`.execute(
    act.tx,
  )
  return new Set(rows.map(row => row.id))
}

/** Whether the caller may decide: from the level above, on a plan of others, by a role that none of these others lent. */
async function refuseOwn(act: Act, { node, above }: Case): Promise<readonly string[]> {
  const at = (above ?? node).id
  if (!act.units.includes(at)) refuse('editions.not_level_above', 403)
  const hands = await handsOf(act, node.version)
  if (hands.has(actorOf(act))) refuse('editions.own_plan', 403)
  const lenders = (await lendersFor(act, 'approver', [at])).get(at) ?? []
  if (lenders.some(lender => hands.has(lender))) refuse('editions.own_plan_lent', 403)
  return lenders
}

/** A plan that waits, still as the caller saw it. */
async function getWaiting(
  act: Act,
  edition: string,
  unit: string,
  hash: string,
): Promise<Case & { lentBy: readonly string[] }> {
  const it = await take(act, edition, unit)
  if (it.node.last !== 'submitted') refuse('editions.not_waiting', 409)
  const lentBy = await refuseOwn(act, it)
  if ((await contentHash(act, it.tree, it.node)) !== hash) refuse('editions.changed_since', 409)
  return { ...it, lentBy }
}

const refuseEdited = (state: PlanState): void => {
  if (state === 'waiting') refuse('editions.is_waiting', 409)
  if (state === 'approved') refuse('editions.is_approved', 409)
}

/** A unit that only received has no version yet: accepting begins one. */
async function withVersion(act: Act, it: Case): Promise<Case> {
  if (it.node.version !== null) return it
  await sql`insert into editions.plan_versions (id, edition_id, unit_id, n, opened_by, opened_at)
    values (${uuidv7(act.now.getTime())}, ${it.edition.id}, ${it.node.id}, 1, ${actorOf(act)}, ${act.now})`.execute(
    act.tx,
  )
  const tree = await readTree(act, it.edition.id, [it.node.id])
  return { ...it, tree, node: getNode(act, tree, it.node.id) }
}

/** Numbers go on after a version that was thrown away. */
async function nextNumber(act: Act, edition: string, unit: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select max(n) + 1 as n from editions.plan_versions
    where edition_id = ${edition} and unit_id = ${unit}`.execute(act.tx)
  return rows[0]?.n ?? 1
}

const getHash = async (act: Act, it: Case): Promise<string> =>
  (await contentHash(act, it.tree, it.node)) ?? refuse('editions.nothing_planned', 409)

export const decisionVerbs: EditionVerbs<
  Extract<keyof typeof planRoutes, 'submit' | 'withdraw' | 'approve' | 'sendBack' | 'amend' | 'discard'>
> = {
  submit: async (act, { id, unit }) => {
    const taken = await take(act, id, unit)
    refuseEdited(stateOf(taken.node))
    await refuseWrong(act, taken, 'editions.not_balanced')
    const it = await withVersion(act, taken)
    const hash = await getHash(act, it)
    const lentBy = (await lendersFor(act, 'planner', [unit])).get(unit) ?? []
    await move(act, it, 'submitted', hash, { lentBy })
    return { state: 'waiting', hash }
  },

  withdraw: async (act, { id, unit }) => {
    const it = await take(act, id, unit)
    if (it.node.last !== 'submitted') refuse('editions.not_waiting', 409)
    const hash = await getHash(act, it)
    await move(act, it, 'withdrawn', hash)
    return { state: it.node.replaces ? 'amending' : 'draft', hash }
  },

  approve: async (act, { id, unit, hash }) => {
    const it = await getWaiting(act, id, unit, hash)
    if (it.above && !it.above.everApproved) refuse('editions.above_not_approved', 409, { above: it.above.name })
    await refuseWrong(act, it, 'editions.approve_not_balanced')
    await move(act, it, 'approved', hash, { lentBy: it.lentBy })
    return { state: 'approved', hash, entries: await moveMoney(act, it.edition, it.tree, it.node) }
  },

  sendBack: async (act, { id, unit, hash, reason }) => {
    const it = await getWaiting(act, id, unit, hash)
    await move(act, it, 'sent_back', hash, { reason, lentBy: it.lentBy })
    return { state: 'sent_back', hash }
  },

  amend: async (act, { id, unit, reason }) => {
    const { node } = await take(act, id, unit)
    if (node.last !== 'approved') refuse('editions.not_amendable', 409)
    const version = uuidv7(act.now.getTime())
    const n = await nextNumber(act, id, unit)
    await sql`insert into editions.plan_versions (id, edition_id, unit_id, n, replaces, reason, opened_by, opened_at)
      values (${version}, ${id}, ${unit}, ${n}, ${node.version}, ${reason}, ${actorOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    await sql`insert into editions.plan_cells
      select ${version}, owner_id, unit_id, measure, month, kind, value, note, by_staff, at from editions.plan_cells
      where version_id = ${node.version}`.execute(act.tx)
    return { n, replaces: node.n }
  },

  // The version stays as it was given up; the one that it was to replace never stopped being in force.
  discard: async (act, { id, unit }) => {
    const it = await take(act, id, unit)
    refuseEdited(stateOf(it.node))
    if (!it.node.replaces) refuse('editions.not_an_amendment', 409)
    if (it.node.openedBy !== actorOf(act)) refuse('editions.not_its_author', 403)
    await move(act, it, 'discarded', await getHash(act, it))
    const node = getNode(act, await readTree(act, id, [unit]), unit)
    return { state: stateOf(node), n: node.n }
  },
}
