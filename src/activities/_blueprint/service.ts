import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act, Verbs } from '#kit/serve'
import { isoDay } from '#kit/time'
import { refuse, uuidv7 } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { hasEvidence } from '#spine/evidence'
import { count, publicFigure } from '#spine/facts'
import { nameOfStaff } from '#spine/people'
import { measures } from './report.ts'
import type { Plan, routes } from './routes.ts'
import { dayRefused, gradeOf, type Move, mayMove, mostTrees, type PlanState, stateOf } from './rules.ts'
import type { DecisionRow, TreeTables } from './schema.ts'

type Row = Omit<Plan, 'state' | 'mine'> & {
  lastDecision: DecisionRow['kind'] | null
  plannedById: string
  editionId: string
}

const page = 50
const measure = { activity: 'blueprint', measure: 'trees-planted' } as const
const actor = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))

const planColumns = sql`p.id, p.unit_id as "unitId", coalesce((select n.name from org.unit_names n where n.unit_id = p.unit_id order by n.from_day desc limit 1), '') as unit,
  p.place, p.species, p.trees, p.edition_id as "editionId", p.planned_by as "plannedById", ${nameOfStaff('p.planned_by')} as "plannedBy",
  to_char(p.planned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "plannedAt",
  coalesce((select sum(t.trees) from blueprint.plantings t where t.plan_id = p.id), 0)::int as planted,
  coalesce((select sum(t.trees) from blueprint.plantings t where t.plan_id = p.id and t.photo_id is not null), 0)::int as proven,
  (select d.kind from blueprint.decisions d where d.plan_id = p.id order by d.decided_at desc, d.id desc limit 1) as "lastDecision"`

const shown = (act: Act, { lastDecision, plannedById, ...row }: Row): Plan => ({
  ...row,
  state: stateOf(lastDecision ?? undefined),
  mine: act.who.kind === 'staff' && act.who.id === plannedById,
})

/** Takes the plan's row for the rest of the act, so that two moves at once happen one after the other. */
async function getPlan(act: Act, id: string, lock = false): Promise<Row & { state: PlanState }> {
  if (lock) await sql`select id from blueprint.plans where id = ${id} for update`.execute(act.tx)
  const { rows } = await sql<Row>`select ${planColumns} from blueprint.plans p where p.id = ${id}`.execute(act.tx)
  const row = rows[0] ?? refuse('blueprint.unknown_plan', 404)
  return { ...row, state: stateOf(row.lastDecision ?? undefined) }
}

/** Takes a plan that may make this move, or refuses with the rule's reason. */
async function moving(act: Act, id: string, move: Move): Promise<Row> {
  const plan = await getPlan(act, id, true)
  const refused = mayMove(move, { state: plan.state, plannedBy: plan.plannedById }, actor(act))
  if (refused) refuse(refused, refused === 'blueprint.own_plan' || refused === 'blueprint.not_yours' ? 403 : 409)
  act.concerns({ record: id, unit: plan.unitId })
  return plan
}

async function decide(
  act: Act,
  plan: Row,
  kind: DecisionRow['kind'],
  reason: string | null = null,
): Promise<Record<string, never>> {
  await act.tx
    .withTables<TreeTables>()
    .insertInto('blueprint.decisions')
    .values({
      id: uuidv7(act.now.getTime()),
      plan_id: plan.id,
      unit_id: plan.unitId,
      kind,
      reason,
      decided_by: actor(act),
      decided_at: act.now,
    })
    .execute()
  return {}
}

const stateFilter = (state: PlanState | undefined) => {
  if (!state) return sql`true`
  const kinds = { proposed: ['', 'revised'], sent_back: ['sent_back'], approved: ['approved'], finished: ['finished'] }[
    state
  ]
  return sql`coalesce("lastDecision", '') = any (${kinds})`
}

/** A planting stands on the page of its plan. */
export async function opens(tx: Tx, _: string, record: string): Promise<string | undefined> {
  const { rows } = await sql<{
    plan: string
  }>`select plan_id as plan from blueprint.plantings where id = ${record}`.execute(tx)
  return rows[0] && `/trees/${rows[0].plan}`
}

export const verbs: Verbs<typeof routes> = {
  list: async (act, { state, q, after }) => {
    const { rows } = await sql<Row>`select * from (select ${planColumns} from blueprint.plans p) plans
      where ${stateFilter(state)} and (${q ?? ''} = '' or unaccent(lower(place)) like '%' || unaccent(lower(${q ?? ''})) || '%')
        and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid) order by id desc limit ${page + 1}`.execute(
      act.tx,
    )
    const plans = rows.slice(0, page).map(row => shown(act, row))
    return { plans, next: rows.length > page ? (plans.at(-1)?.id ?? null) : null }
  },

  one: async (act, { id }) => {
    const plan = await getPlan(act, id)
    const { rows: plantings } = await sql<{
      id: string
      trees: number
      plantedOn: string
      photoId: string | null
      by: string
    }>`
      select id, trees, planted_on::text as "plantedOn", photo_id as "photoId", ${nameOfStaff('planted_by')} as by
      from blueprint.plantings where plan_id = ${id} order by planted_on desc, id desc limit 500`.execute(act.tx)
    const { rows: decisions } = await sql<{
      id: string
      kind: DecisionRow['kind']
      reason: string | null
      by: string
      at: string
    }>`
      select id, kind, reason, ${nameOfStaff('decided_by')} as by, to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from blueprint.decisions where plan_id = ${id} order by decided_at, id`.execute(act.tx)
    return { ...shown(act, plan), plantings: plantings.map(row => ({ ...row, grade: gradeOf(row) })), decisions }
  },

  plan: async (act, { unitId, place, species, trees }) => {
    if (!act.units.includes(unitId)) refuse('blueprint.unit_out_of_scope', 403)
    const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('blueprint.no_edition', 409)
    await act.tx
      .withTables<TreeTables>()
      .insertInto('blueprint.plans')
      .values({
        id: act.key,
        edition_id: edition.id,
        unit_id: unitId,
        place,
        species,
        trees,
        planned_by: actor(act),
        planned_at: act.now,
      })
      .execute()
    act.concerns({ record: act.key, unit: unitId, values: { trees } })
    return { id: act.key }
  },

  approve: async (act, { id }) => decide(act, await moving(act, id, 'approve'), 'approved'),
  sendBack: async (act, { id, reason }) => decide(act, await moving(act, id, 'sendBack'), 'sent_back', reason),
  finish: async (act, { id }) => decide(act, await moving(act, id, 'finish'), 'finished'),

  revise: async (act, { id, ...changed }) => {
    const plan = await moving(act, id, 'revise')
    await act.tx.withTables<TreeTables>().updateTable('blueprint.plans').set(changed).where('id', '=', id).execute()
    return decide(act, plan, 'revised')
  },

  work: async act => {
    const { rows } = await sql<Row>`select * from (select ${planColumns} from blueprint.plans p) plans
      where "lastDecision" = 'approved' order by id limit 200`.execute(act.tx)
    return { plans: rows.map(row => shown(act, row)) }
  },

  plant: async (act, { id, trees, plantedOn, photoId }) => {
    const plan = await moving(act, id, 'plant')
    const wrongDay = dayRefused(plantedOn, isoDay(new Date(plan.plannedAt)), act.today)
    if (wrongDay) refuse(wrongDay, 422)
    const room = mostTrees(plan) - plan.planted
    if (trees > room) refuse('blueprint.too_many_trees', 409, { most: Math.max(0, room) })
    if (photoId && !(await hasEvidence(act.tx, photoId, id))) refuse('blueprint.unknown_photo', 422)
    const grade = gradeOf({ photoId })
    await act.tx
      .withTables<TreeTables>()
      .insertInto('blueprint.plantings')
      .values({
        id: act.key,
        plan_id: id,
        unit_id: plan.unitId,
        trees,
        planted_on: plantedOn,
        photo_id: photoId ?? null,
        planted_by: actor(act),
        planted_at: act.now,
      })
      .execute()
    const { duty } = measures['trees-planted']
    await count(
      act.tx,
      {
        edition: plan.editionId,
        ...measure,
        unit: plan.unitId,
        day: plantedOn,
        quantity: trees,
        record: act.key,
        grade,
        duty,
      },
      act.now,
    )
    await act.settle({
      because: { edition: plan.editionId, activity: 'blueprint', record: act.key },
      kind: 'planted',
      unit: plan.unitId,
      values: { trees },
    })
    act.concerns({ values: { trees } })
    return { id: act.key, planted: plan.planted + trees }
  },

  figures: async act => {
    const edition = await findCurrentEdition(act.tx, act.today)
    const byGrade = edition
      ? await publicFigure(act.tx, { edition: edition.id, ...measure })
      : { declared: 0, recorded: 0, proven: 0 }
    return { edition: edition?.name ?? null, trees: byGrade.declared + byGrade.recorded + byGrade.proven, byGrade }
  },
}
