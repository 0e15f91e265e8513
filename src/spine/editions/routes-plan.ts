import { z } from 'zod'
import { route } from '#kit/wire'
import { besideRoutes } from './routes-beside.ts'
import {
  block,
  columnKey,
  day,
  does,
  editionState,
  figure,
  gather,
  hash,
  id,
  moment,
  places,
  planState,
  problem,
  reason,
  role,
  said,
  source,
  sparse,
  unitKey,
  unitKind,
  versionHead,
} from './routes-parts.ts'
import { cellKinds } from './rules.ts'

const cellKind = z.enum(cellKinds)
const column = z.object({
  key: columnKey,
  measure: z.string(),
  /** `2026-12` where the measure is planned by month. */
  month: z.string().nullable(),
  activity: z.string(),
  block,
  name: said,
  unit: unitKey,
  duty: z.enum(['statutory', 'extra']),
  gather,
  role,
  /** For a cost: the measure that it pays for. */
  of: z.string().nullable(),
  source: source.nullable(),
  /** The usual đồng for one, and whether that range has no source. */
  usual: z.object({ low: figure, high: figure, unsourced: z.boolean() }).nullable(),
  /** Which facts count towards it (facts.progress). */
  counts: z.object({ activity: z.string(), measure: z.string() }).nullable(),
})
export type Column = z.infer<typeof column>

/** The units as columns, in reading order: a parent stands before its children, the root first. */
const unitColumns = z.object({
  id: z.array(id),
  /** The place of the parent in these lists; -1 for the root. */
  parent: places,
  name: z.array(z.string()),
  code: z.array(z.string()),
  kind: z.array(unitKind),
  state: z.array(planState),
  /** The number of the unit's newest version; 0 before the first. */
  version: places,
  /** Whether the caller may type its reserve, its wishes and its children's targets now. */
  edits: z.array(z.boolean()),
  /** It waits, and the caller stands above it and had no hand in it. */
  decides: z.array(z.boolean()),
  /** Closed since the reference day: its cells can no longer be changed. */
  closed: z.array(z.boolean()),
})

const planTable = z.object({
  edition: z.object({ id, year: z.int(), name: said, state: editionState, referenceDay: day }),
  columns: z.array(column),
  units: unitColumns,
  /** target[column][unit]; null where nothing was assigned. */
  target: z.array(z.array(figure.nullable())),
  reserve: sparse,
  /** What a unit asks for itself, where it differs from nothing: the bottom-up proposal. */
  wanted: sparse,
  /** Where a parent is amending: the figure that is still in force for the child, null for none. */
  inForce: sparse.extend({ value: z.array(figure.nullable()) }),
  notes: z.object({ unit: places, column: places, kind: z.array(cellKind), note: z.array(z.string()) }),
  least: z.array(z.object({ column: columnKey, kind: unitKind, least: figure })),
  problems: z.array(problem),
  /** How many problems there are; the list is cut at 200. */
  problemCount: z.int(),
})
export type PlanTable = z.infer<typeof planTable>

const typed = z.strictObject({
  unit: id,
  column: columnKey,
  kind: cellKind,
  /** Null takes the figure away. */
  value: z.number().nullable(),
  /** What stood there when the caller typed; a cell that holds something else by now is refused by name. */
  was: z.number().nullable(),
  /** Why: for a figure outside the usual range, or for a counter-proposal. */
  note: z.string().trim().max(500).optional(),
})
const editPlan = { id, unit: id }
const decided = z.object({ state: planState, hash })
export const planRoutes = {
  plan: route({
    does: does('plan'),
    at: 'GET /api/editions/:id/plan',
    may: 'editions.read',
    takes: z.strictObject({ id, root: id.optional(), block: block.optional() }),
    gives: planTable,
  }),
  edit: route({
    does: does('edit'),
    at: 'POST /api/editions/:id/plan/cells',
    may: 'editions.plan',
    bodyBytes: 2 * 1024 * 1024,
    takes: z.strictObject({
      id,
      cells: z.array(typed).min(1).max(5000),
      /** `all`: one refused cell refuses every cell (409, `errors` names each). `each`: what can stand is kept. */
      mode: z.enum(['all', 'each']),
    }),
    gives: z.object({
      changed: z.array(z.object({ unit: id, column: columnKey, kind: cellKind, value: figure.nullable() })),
      refused: z.array(
        z.object({
          /** Its place in what was sent. */
          cell: z.int(),
          code: z.string(),
          says: z.string(),
          /** For a cell that somebody changed meanwhile: what it holds now, whose it is, and since when. */
          now: z.object({ value: figure.nullable(), by: z.string(), at: moment }).nullable(),
        }),
      ),
      /** Each parent and column that was touched, with what its children and its reserve add up to. */
      sums: z.array(
        z.object({
          unit: id,
          column: columnKey,
          assigned: figure.nullable(),
          children: figure,
          reserve: figure.nullable(),
        }),
      ),
      problems: z.array(problem),
    }),
  }),
  unitPlan: route({
    does: does('unitPlan'),
    at: 'GET /api/editions/:id/plan/units/:unit',
    may: 'editions.read',
    takes: z.strictObject(editPlan),
    gives: z.object({
      unit: id,
      name: z.string(),
      state: planState,
      /** The hash of what stands there now: what an approver sends back with the decision. Null before the first version. */
      hash: hash.nullable(),
      /** Whose planner assigns and whose approver decides; null for the root. */
      above: z.object({ id, name: z.string() }).nullable(),
      may: z.object({
        edit: z.boolean(),
        submit: z.boolean(),
        withdraw: z.boolean(),
        decide: z.boolean(),
        amend: z.boolean(),
        discard: z.boolean(),
      }),
      versions: z.array(versionHead),
      moves: z.array(
        z.object({
          n: z.int(),
          kind: z.enum(['submitted', 'withdrawn', 'sent_back', 'approved', 'discarded']),
          reason: z.string().nullable(),
          hash: hash.nullable(),
          by: z.string(),
          /** Whose role was used. */
          lentBy: z.string().nullable(),
          at: moment,
        }),
      ),
      problems: z.array(problem),
    }),
  }),
  version: route({
    does: does('version'),
    at: 'GET /api/editions/:id/plan/units/:unit/versions/:n',
    may: 'editions.read',
    takes: z.strictObject({ ...editPlan, n: z.coerce.number().int().min(1).max(10_000) }),
    gives: versionHead.extend({
      cells: z.array(
        z.object({
          unit: id,
          name: z.string(),
          column: columnKey,
          kind: cellKind,
          value: figure.nullable(),
          note: z.string().nullable(),
          /** What the version that it replaces held; equal where nothing changed. */
          before: figure.nullable(),
        }),
      ),
    }),
  }),
  submit: route({
    does: does('submit'),
    at: 'POST /api/editions/:id/plan/units/:unit/submit',
    may: 'editions.plan',
    takes: z.strictObject(editPlan),
    gives: decided,
  }),
  withdraw: route({
    does: does('withdraw'),
    at: 'POST /api/editions/:id/plan/units/:unit/withdraw',
    may: 'editions.plan',
    takes: z.strictObject(editPlan),
    gives: decided,
  }),
  approve: route({
    does: does('approve'),
    at: 'POST /api/editions/:id/plan/units/:unit/approve',
    may: 'editions.approve',
    takes: z.strictObject({ ...editPlan, hash }),
    gives: decided.extend({
      /** How many entries moved money down the ledger. */
      entries: z.int(),
    }),
  }),
  sendBack: route({
    does: does('sendBack'),
    at: 'POST /api/editions/:id/plan/units/:unit/send-back',
    may: 'editions.approve',
    takes: z.strictObject({ ...editPlan, hash, reason: reason.min(3) }),
    gives: decided,
  }),
  amend: route({
    does: does('amend'),
    at: 'POST /api/editions/:id/plan/units/:unit/amend',
    may: 'editions.plan',
    takes: z.strictObject({ ...editPlan, reason: reason.min(3) }),
    gives: z.object({ n: z.int(), replaces: z.int() }),
  }),
  discard: route({
    does: does('discard'),
    at: 'POST /api/editions/:id/plan/units/:unit/discard',
    may: 'editions.plan',
    takes: z.strictObject(editPlan),
    gives: z.object({ state: planState, n: z.int() }),
  }),
  ...besideRoutes,
}
