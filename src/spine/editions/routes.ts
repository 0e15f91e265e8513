import { z } from 'zod'
import { route } from '#kit/wire'
import { catalogueRoutes } from './routes-catalogue.ts'
import { paperRoutes } from './routes-papers.ts'
import {
  code,
  day,
  does,
  editionState,
  figure,
  id,
  moment,
  reason,
  said,
  saying,
  unitKey,
  unitKind,
} from './routes-parts.ts'
import { planRoutes } from './routes-plan.ts'
import { sheetRoutes } from './routes-sheet.ts'

const edition = z.object({
  id,
  year: z.number(),
  number: z.number(),
  name: said,
  theme: said.nullable(),
  from: day,
  until: day,
  source: z.string().nullable(),
})
export type Edition = z.infer<typeof edition>

const month = z.int().min(1).max(12)
const year = z.int().min(2015).max(2100)
const number = z.int().min(1).max(999)
const groupCode = code
/** What makes an edition, as it is typed. Every day is an ISO day in Asia/Ho_Chi_Minh. */
const written = {
  number,
  name: saying(120),
  theme: saying(300).nullable(),
  occasion: saying(300).nullable(),
  slogan: saying(200).nullable(),
  from: day,
  until: day,
  /** The last day of the extension to Tết; null for none. */
  tetUntil: day.nullable(),
  /** The tree of units as of this day carries the plan. */
  referenceDay: day,
  hotMonths: z.array(month).max(12),
  priorityGroups: z.array(groupCode).max(20),
  priorityAreas: z.array(z.string().trim().min(2).max(120)).max(50),
  /** What a day of work given in kind is worth, in đồng. */
  labourDayVnd: z.int().min(0).max(10_000_000),
  source: z.string().trim().max(300).nullable(),
}

const unitWindow = z.object({
  unit: id,
  name: z.string(),
  from: day,
  until: day,
  theme: said.nullable(),
  by: z.string(),
  at: moment,
})
const editionPage = edition.extend({
  state: editionState,
  /** Years since 1954, the sector's first: the anniversary of 21 December. */
  anniversary: z.int(),
  occasion: said.nullable(),
  slogan: said.nullable(),
  tetUntil: day.nullable(),
  referenceDay: day,
  hotMonths: z.array(month),
  priorityGroups: z.array(z.string()),
  priorityAreas: z.array(z.string()),
  labourDayVnd: figure,
  copiedFrom: z.object({ id, year: z.number() }).nullable(),
  states: z.array(z.object({ state: editionState, by: z.string(), at: moment, reason: z.string().nullable() })),
  windows: z.array(unitWindow),
  measures: z.array(z.object({ measure: z.string(), byMonth: z.boolean() })),
  least: z.array(z.object({ measure: z.string(), kind: unitKind, least: figure })),
  /** Public figures of that year, as announced, apart from what is counted. */
  announced: z.array(
    z.object({ who: z.string(), says: said, quantity: figure, unit: unitKey, source: z.string().nullable() }),
  ),
  /** Whether the caller may change it. */
  edits: z.boolean(),
  /** Whether the caller may make another of it. */
  makes: z.boolean(),
})
export type EditionPage = z.infer<typeof editionPage>

/** What differs between an edition and the one that it was copied from. */
const difference = z.object({
  what: z.enum([
    'number',
    'name',
    'theme',
    'occasion',
    'slogan',
    'from',
    'until',
    'tetUntil',
    'referenceDay',
    'hotMonths',
    'priorityGroups',
    'priorityAreas',
    'labourDayVnd',
    'measures',
    'least',
    'windows',
    'units',
  ]),
  before: z.string(),
  after: z.string(),
})

export const editionRoutes = {
  list: route({
    does: does('list'),
    at: 'GET /api/editions',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({
      editions: z.array(edition.extend({ state: editionState, anniversary: z.int() })),
      current: id.nullable(),
      /** Whether the caller may make an edition: who holds the group and plans or administers it. */
      makes: z.boolean(),
    }),
  }),
  one: route({
    does: does('one'),
    at: 'GET /api/editions/:id',
    may: 'editions.read',
    takes: z.strictObject({ id }),
    gives: editionPage,
  }),
  create: route({
    does: does('create'),
    at: 'POST /api/editions',
    may: 'editions.edit',
    takes: z.strictObject({ year, ...written }),
    gives: z.object({ id }),
  }),
  change: route({
    does: does('change'),
    at: 'PUT /api/editions/:id',
    may: 'editions.edit',
    takes: z.strictObject({ id, ...written }),
    gives: z.object({}),
  }),
  copy: route({
    does: does('copy'),
    at: 'POST /api/editions/:id/copy',
    may: 'editions.edit',
    takes: z.strictObject({ id, year }),
    gives: z.object({ id, changed: z.array(difference) }),
  }),
  changed: route({
    does: does('changed'),
    at: 'GET /api/editions/:id/changed',
    may: 'editions.read',
    takes: z.strictObject({ id }),
    gives: z.object({ from: z.object({ id, year: z.number() }).nullable(), changed: z.array(difference) }),
  }),
  turn: route({
    does: does('turn'),
    at: 'POST /api/editions/:id/state',
    may: 'editions.edit',
    takes: z.strictObject({ id, to: z.enum(['open', 'closed']), reason: reason.optional() }),
    gives: z.object({ state: editionState }),
  }),
  window: route({
    does: does('window'),
    at: 'PUT /api/editions/:id/units/:unit',
    may: 'editions.edit',
    takes: z.strictObject({ id, unit: id, from: day, until: day, theme: saying(300).nullable() }),
    gives: z.object({}),
  }),
  measures: route({
    does: does('measures'),
    at: 'PUT /api/editions/:id/measures',
    may: 'editions.edit',
    takes: z.strictObject({
      id,
      measures: z.array(z.strictObject({ measure: code, byMonth: z.boolean() })).max(120),
      least: z
        .array(z.strictObject({ measure: code, kind: unitKind, least: z.number().positive().max(1e14) }))
        .max(200),
    }),
    gives: z.object({}),
  }),
  ...catalogueRoutes,
  ...planRoutes,
  ...paperRoutes,
  ...sheetRoutes,
}
