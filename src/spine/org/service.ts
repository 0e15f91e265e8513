import { sql } from 'kysely'
import type { Act } from '#kit/serve/face.ts'
import { Refusal, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import type { orgRoutes } from './routes.ts'
import {
  judgeClose,
  judgeMerge,
  judgeMove,
  judgeOpen,
  judgePlace,
  judgeRename,
  type Kind,
  type UnitState,
} from './rules.ts'
import type { OrgTables } from './schema.ts'
import { childrenFrom, findStates, getShapable, hold, lockTree, wouldCircle } from './state.ts'

type Takes<K extends keyof typeof orgRoutes> = TakesOf<(typeof orgRoutes)[K]>
type Done = { unit: string }

const tables = (act: Act) => act.tx.withTables<OrgTables>()

async function writeUnit(
  act: Act,
  unit: { code: string; name: string; kind: Kind; parent: string; day: string },
): Promise<string> {
  const id = uuidv7(act.now.getTime())
  const { rows } = await sql`select from org.units where code = ${unit.code}`.execute(act.tx)
  if (rows.length > 0) refuse('org.code_taken', 409, { code: unit.code })
  // The place first: it is what lets row-level security see whose the new unit is.
  await place(act, id, unit.parent, unit.day)
  await tables(act)
    .insertInto('org.units')
    .values({ id, code: unit.code, kind: unit.kind, opened_on: unit.day })
    .execute()
  await tables(act).insertInto('org.unit_names').values({ unit_id: id, name: unit.name, from_day: unit.day }).execute()
  return id
}

const place = (act: Act, unit: string, parent: string, day: string): Promise<unknown> =>
  tables(act).insertInto('org.unit_parents').values({ unit_id: unit, parent_id: parent, from_day: day }).execute()

async function replace(act: Act, unit: string, parent: string, day: string): Promise<void> {
  await tables(act)
    .updateTable('org.unit_parents')
    .set({ until_day: day })
    .where('unit_id', '=', unit)
    .where('until_day', 'is', null)
    .execute()
  await place(act, unit, parent, day)
}

async function endUnit(act: Act, unit: UnitState, day: string): Promise<void> {
  const tx = tables(act)
  for (const table of ['org.unit_parents', 'org.unit_names', 'org.unit_areas'] as const)
    await tx
      .updateTable(table)
      .set({ until_day: day })
      .where('unit_id', '=', unit.id)
      .where('until_day', 'is', null)
      .execute()
  await tx.updateTable('org.units').set({ closed_on: day }).where('id', '=', unit.id).execute()
}

/** Opens a unit under a parent from a day on, past or future. */
export async function open(act: Act, input: Takes<'open'>): Promise<Done> {
  await lockTree(act)
  const parent = await getShapable(act, input.parent)
  if (input.kind === 'group') refuse('org.one_group', 409)
  hold(judgePlace(input.kind, parent, input.day))
  const unit = await writeUnit(act, input)
  act.concerns({ unit: parent.id, record: unit, values: { day: input.day } })
  return { unit }
}

/** Gives a unit another name from a day on; it stays the same unit. */
export async function rename(act: Act, input: Takes<'rename'>): Promise<Done> {
  await lockTree(act)
  const unit = await getShapable(act, input.id)
  hold(judgeRename(unit, input.name, input.day))
  const tx = tables(act)
  await tx
    .updateTable('org.unit_names')
    .set({ until_day: input.day })
    .where('unit_id', '=', unit.id)
    .where('until_day', 'is', null)
    .execute()
  await tx.insertInto('org.unit_names').values({ unit_id: unit.id, name: input.name, from_day: input.day }).execute()
  act.concerns({ unit: unit.id, record: unit.id, values: { day: input.day } })
  return { unit: unit.id }
}

/** Moves a unit, with all that stands under it, to another parent from a day on. */
export async function move(act: Act, input: Takes<'move'>): Promise<Done> {
  await lockTree(act)
  const unit = await getShapable(act, input.id)
  const parent = await getShapable(act, input.parent)
  hold(judgeMove(unit, parent, input.day, await wouldCircle(act, unit.id, parent.id, input.day)))
  await replace(act, unit.id, parent.id, input.day)
  act.concerns({ unit: unit.id, record: unit.id, values: { day: input.day, parent: parent.id } })
  return { unit: unit.id }
}

/** Ends a unit that nothing stands under any more; `day` is the first day without it. */
export async function close(act: Act, input: Takes<'close'>): Promise<Done> {
  await lockTree(act)
  const unit = await getShapable(act, input.id)
  hold(judgeClose(unit, input.day, (await childrenFrom(act, unit.id, input.day)).length))
  await endUnit(act, unit, input.day)
  act.concerns({ unit: unit.id, record: unit.id, values: { day: input.day } })
  return { unit: unit.id }
}

/** Moves units beneath `from` to other parents on a day; each must be able to leave on that day. */
async function moveChildren(act: Act, day: string, goTo: ReadonlyMap<string, UnitState>): Promise<void> {
  for (const child of await findStates(act, [...goTo.keys()])) {
    const parent = goTo.get(child.id)
    if (!parent) continue
    hold(judgeMove(child, parent, day, await wouldCircle(act, child.id, parent.id, day)))
    await replace(act, child.id, parent.id, day)
  }
}

type Part = Takes<'merge'>['into']

/** The unit that a reform names, or opens: of the kind and under the parent of the unit that it comes from. */
async function partOf(act: Act, part: Part, like: UnitState, day: string): Promise<UnitState> {
  if ('unit' in part) return await getShapable(act, part.unit)
  const parent = await getShapable(act, like.parentId ?? refuse('org.group_stays', 409))
  hold(judgePlace(like.kind, parent, day))
  return await getShapable(act, await writeUnit(act, { ...part, kind: like.kind, parent: parent.id, day }))
}

const succeed = (act: Act, unit: string, successor: string, day: string, kind: 'merge' | 'split'): Promise<unknown> =>
  tables(act)
    .insertInto('org.unit_successors')
    .values({ unit_id: unit, successor_id: successor, on_day: day, kind })
    .onConflict(conflict => conflict.doNothing())
    .execute()

/** Merges units into one that exists or opens that day: what stood under them moves to it, and they end. */
export async function merge(act: Act, input: Takes<'merge'>): Promise<Done> {
  await lockTree(act)
  const sources: UnitState[] = []
  for (const id of new Set(input.units)) sources.push(await getShapable(act, id))
  const first = sources[0]
  if (!first) refuse('org.no_such_unit', 404)
  const into = await partOf(act, input.into, first, input.day)
  for (const unit of sources) {
    hold(judgeMerge(unit, into, input.day))
    hold(judgeClose(unit, input.day, 0))
    const children = await childrenFrom(act, unit.id, input.day)
    const leaving = children.find(child => child.until !== null)
    if (leaving) refuse('org.later_change', 409, { code: unit.code, day: leaving.until ?? '' })
    await moveChildren(act, input.day, new Map(children.map(child => [child.id, into])))
    await succeed(act, unit.id, into.id, input.day, 'merge')
    await endUnit(act, unit, input.day)
  }
  act.concerns({ unit: into.id, record: into.id, values: { day: input.day, merged: sources.length } })
  return { unit: into.id }
}

/** Splits a unit: parts that exist or open that day take the units named, and the unit may end. */
export async function split(act: Act, input: Takes<'split'>): Promise<{ parts: string[] }> {
  await lockTree(act)
  const unit = await getShapable(act, input.id)
  hold(judgeOpen(unit, input.day))
  if (unit.kind === 'group') refuse('org.group_stays', 409)
  const parts: UnitState[] = []
  for (const part of input.parts) parts.push(await partOf(act, part, unit, input.day))
  for (const part of parts) hold(judgeMerge(unit, part, input.day))
  const children = await childrenFrom(act, unit.id, input.day)
  const goTo = new Map<string, UnitState>()
  for (const { unit: child, part } of input.children) {
    if (!children.some(({ id }) => id === child)) refuse('org.not_beneath', 409, { code: unit.code })
    goTo.set(child, parts[part] ?? refuse('org.no_such_part', 422, { part: part + 1 }))
  }
  await moveChildren(act, input.day, goTo)
  for (const part of parts) await succeed(act, unit.id, part.id, input.day, 'split')
  if (input.closes) {
    hold(judgeClose(unit, input.day, children.filter(({ id }) => !goTo.has(id)).length))
    await endUnit(act, unit, input.day)
  }
  act.concerns({ unit: unit.id, record: unit.id, values: { day: input.day, parts: parts.length } })
  return { parts: parts.map(({ id }) => id) }
}

/** Says which communes a unit serves from a day on: those no longer named end, new ones begin. */
export async function serve(act: Act, input: Takes<'serve'>): Promise<{ added: number; ended: number }> {
  await lockTree(act)
  const unit = await getShapable(act, input.id)
  hold(judgeOpen(unit, input.day))
  const wanted = [...new Set(input.communes)]
  const { rows: known } = await sql<{ code: string }>`
    select code from org.communes where code = any (${wanted}) and opened_on <= ${input.day}
      and (closed_on is null or closed_on > ${input.day})`.execute(act.tx)
  const open = new Set(known.map(({ code }) => code))
  const unknown = wanted.find(code => !open.has(code))
  if (unknown) throw new Refusal('org.no_such_commune', 422, { code: unknown, day: input.day })
  const { rows: late } = await sql`select from org.unit_areas where unit_id = ${unit.id} and
    (from_day >= ${input.day} or until_day > ${input.day})`.execute(act.tx)
  if (late.length > 0) refuse('org.before_last_change', 409, { code: unit.code, day: input.day })
  const ended = await sql`update org.unit_areas set until_day = ${input.day}
    where unit_id = ${unit.id} and until_day is null and commune_code <> all (${wanted})`.execute(act.tx)
  const added = await sql`insert into org.unit_areas (unit_id, commune_code, from_day)
    select ${unit.id}, code, ${input.day} from unnest(${wanted}::text[]) code
    where not exists (select from org.unit_areas a where a.unit_id = ${unit.id} and a.commune_code = code and a.until_day is null)`.execute(
    act.tx,
  )
  act.concerns({ unit: unit.id, record: unit.id, values: { day: input.day, communes: wanted.length } })
  return { added: Number(added.numAffectedRows ?? 0), ended: Number(ended.numAffectedRows ?? 0) }
}
