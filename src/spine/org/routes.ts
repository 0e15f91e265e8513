import { z } from 'zod'
import { route } from '#kit/wire'
import { placeRoutes } from './routes-places.ts'
import { kinds } from './rules.ts'

const day = z.iso.date()
const unitId = z.uuid()
const code = z
  .string()
  .trim()
  .regex(/^[A-Z0-9][A-Z0-9.-]{0,23}$/)
const name = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u)
const kind = z.enum(kinds)
const onDay = { on: day.optional() }
const named = z.object({ id: unitId, code: z.string(), name: z.string(), kind })

/** Whether the caller may change what is shown, so that a screen offers it. */
const shapes = z.boolean()

/** One row of the tree-table, in the order of the tree. `level` 0 is the root of what was asked for. */
const treeRow = named.extend({
  parentId: unitId.nullable(),
  level: z.int(),
  children: z.int(),
  openedOn: day,
  closedOn: day.nullable(),
})

/** One thing that happened to a unit. `other` is the parent moved to, the successor, or what was taken over. */
const change = z.object({
  on: day,
  what: z.enum(['opened', 'renamed', 'moved', 'merged', 'split', 'took_over', 'closed']),
  unit: named,
  other: named.nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

const unitPage = named.extend({
  on: day,
  shapes,
  openedOn: day,
  closedOn: day.nullable(),
  ancestors: z.array(named),
  names: z.array(z.object({ name: z.string(), from: day, until: day.nullable() })),
  parents: z.array(z.object({ parent: named, from: day, until: day.nullable() })),
  children: z.array(named),
  standsForIt: z.array(named),
  cameFrom: z.array(named),
  history: z.array(change),
  areas: z.array(
    z.object({ code: z.string(), name: z.string(), province: z.string(), from: day, until: day.nullable() }),
  ),
})

/** A unit that exists, or one that is opened by the same act under the same parent and of the same kind. */
const part = z.union([z.strictObject({ unit: unitId }), z.strictObject({ code, name })])
const done = z.object({ unit: unitId })

export const orgRoutes = {
  tree: route({
    does: { vi: 'xem cây đơn vị', en: 'view the tree of units' },
    at: 'GET /api/org/tree',
    may: 'org.read',
    takes: z.strictObject({ ...onDay, root: unitId.optional() }),
    gives: z.object({ on: day, rows: z.array(treeRow), shapes }),
  }),
  unit: route({
    does: { vi: 'xem một đơn vị', en: 'view a unit' },
    at: 'GET /api/org/units/:id',
    may: 'org.read',
    takes: z.strictObject({ id: unitId, ...onDay }),
    gives: unitPage,
  }),
  search: route({
    does: { vi: 'tìm đơn vị', en: 'search for units' },
    at: 'GET /api/org/search',
    may: 'org.read',
    takes: z.strictObject({ q: z.string().trim().min(1).max(100), ...onDay }),
    gives: z.object({
      rows: z.array(
        named.extend({ formerly: z.string().nullable(), open: z.boolean(), parent: z.string().nullable() }),
      ),
    }),
  }),
  changes: route({
    does: { vi: 'xem các thay đổi tổ chức', en: 'view changes of organisation' },
    at: 'GET /api/org/changes',
    may: 'org.read',
    takes: z.strictObject({ from: day.optional(), until: day.optional() }),
    gives: z.object({ rows: z.array(change) }),
  }),
  consequences: route({
    does: { vi: 'xem trước hệ quả của một thay đổi', en: 'preview the consequences of a change' },
    at: 'GET /api/org/units/:id/consequences',
    may: 'org.shape',
    takes: z.strictObject({ id: unitId, act: z.enum(['move', 'merge', 'close']), day, to: unitId.optional() }),
    gives: z.object({
      units: z.int(),
      moves: z.array(named),
      closes: z.array(named),
      refusal: z.object({ code: z.string(), sentence: z.string() }).nullable(),
    }),
  }),
  open: route({
    does: { vi: 'mở đơn vị', en: 'open a unit' },
    at: 'POST /api/org/units',
    may: 'org.shape',
    takes: z.strictObject({ code, name, kind, parent: unitId, day }),
    gives: done,
  }),
  rename: route({
    does: { vi: 'đổi tên đơn vị', en: 'rename a unit' },
    at: 'POST /api/org/units/:id/name',
    may: 'org.shape',
    takes: z.strictObject({ id: unitId, name, day }),
    gives: done,
  }),
  move: route({
    does: { vi: 'chuyển đơn vị sang nơi khác', en: 'move a unit' },
    at: 'POST /api/org/units/:id/place',
    may: 'org.shape',
    takes: z.strictObject({ id: unitId, parent: unitId, day }),
    gives: done,
  }),
  merge: route({
    does: { vi: 'sáp nhập đơn vị', en: 'merge units' },
    at: 'POST /api/org/merge',
    may: 'org.shape',
    takes: z.strictObject({ units: z.array(unitId).min(1).max(20), into: part, day }),
    gives: done,
  }),
  split: route({
    does: { vi: 'chia tách đơn vị', en: 'split a unit' },
    at: 'POST /api/org/units/:id/split',
    may: 'org.shape',
    takes: z.strictObject({
      id: unitId,
      day,
      parts: z.array(part).min(1).max(20),
      /** Which unit beneath goes to which part (its place in `parts`). */
      children: z.array(z.strictObject({ unit: unitId, part: z.int().min(0).max(19) })).max(500),
      /** Whether the unit ends on that day, its history staying with the unit above. */
      closes: z.boolean(),
    }),
    gives: z.object({ parts: z.array(unitId) }),
  }),
  close: route({
    does: { vi: 'đóng đơn vị', en: 'close a unit' },
    at: 'POST /api/org/units/:id/close',
    may: 'org.shape',
    takes: z.strictObject({ id: unitId, day }),
    gives: done,
  }),
  serve: route({
    does: { vi: 'giao địa bàn cho đơn vị', en: 'give a unit the communes it serves' },
    at: 'POST /api/org/units/:id/areas',
    may: 'org.shape',
    takes: z.strictObject({ id: unitId, communes: z.array(z.string().regex(/^\d{5}$/)).max(500), day }),
    gives: z.object({ added: z.int(), ended: z.int() }),
  }),
  ...placeRoutes,
}
