import { z } from 'zod'
import { route } from '#kit/wire'
import {
  criteriaContent,
  criteriaState,
  criteriaTaken,
  does,
  hash,
  id,
  kind,
  made,
  name,
  nothing,
  one,
  settingSaid,
  step,
  text,
} from './routes-parts.ts'

const head = z.object({
  id,
  editionId: id,
  activity: z.string(),
  kind: z.string(),
  unitId: id,
  unit: z.string(),
  no: z.number(),
  replaces: id.nullable(),
})
const row = head.extend({
  title: z.string(),
  state: criteriaState,
  writtenBy: z.string(),
  writtenAt: z.string(),
  publishedAt: z.string().nullable(),
  /** A newer published version replaces this one. */
  replacedBy: id.nullable(),
})
export type CriteriaRow = z.infer<typeof row>

const publication = head.extend({
  ...criteriaContent.shape,
  /** The kind's own words in the caller's language. */
  says: z.string(),
  settingsSaid: z.array(settingSaid),
  groundsSaid: z.array(z.object({ name: z.string(), says: z.string(), explains: z.string(), words: z.string() })),
  sha256: hash,
  publishedAt: z.string(),
  replacedBy: id.nullable(),
})
export type Publication = z.infer<typeof publication>

/** Criteria: written, approved by somebody else, published; immutable from approval on. */
export const criteriaRoutes = {
  kinds: route({
    does: does('kinds'),
    at: 'GET /api/recognition/kinds',
    may: 'recognition.read',
    takes: z.strictObject({}),
    gives: z.object({ kinds: z.array(kind) }),
  }),
  criteria: route({
    does: does('criteria'),
    at: 'GET /api/recognition/criteria',
    may: 'recognition.read',
    takes: z.strictObject({ edition: id.optional(), kind: name.optional() }),
    gives: z.object({ criteria: z.array(row) }),
  }),
  version: route({
    does: does('version'),
    at: 'GET /api/recognition/criteria/:id',
    may: 'recognition.read',
    takes: one,
    gives: row.extend({
      ...criteriaContent.shape,
      sha256: hash.nullable(),
      steps: z.array(step),
      /** The version that it replaces, to compare with. */
      before: criteriaContent.extend({ no: z.number() }).nullable(),
      /** Whether the caller wrote, edited or sent it, and so may not approve it. */
      mine: z.boolean(),
    }),
  }),
  write: route({
    does: does('write'),
    at: 'POST /api/recognition/criteria',
    may: 'recognition.plan',
    takes: z.strictObject({ unitId: id, editionId: id, kind: name, ...criteriaTaken }),
    gives: made,
  }),
  edit: route({
    does: does('edit'),
    at: 'POST /api/recognition/criteria/:id/edit',
    may: 'recognition.plan',
    takes: one.extend(criteriaTaken),
    gives: nothing,
  }),
  send: route({
    does: does('send'),
    at: 'POST /api/recognition/criteria/:id/send',
    may: 'recognition.plan',
    takes: one,
    gives: nothing,
  }),
  sendBackCriteria: route({
    does: does('sendBackCriteria'),
    at: 'POST /api/recognition/criteria/:id/send-back',
    may: 'recognition.approve',
    takes: one.extend({ reason: text(3, 500) }),
    gives: nothing,
  }),
  approveCriteria: route({
    does: does('approveCriteria'),
    at: 'POST /api/recognition/criteria/:id/approve',
    may: 'recognition.approve',
    takes: one,
    gives: nothing,
  }),
  publish: route({
    does: does('publish'),
    at: 'POST /api/recognition/criteria/:id/publish',
    may: 'recognition.plan',
    takes: one,
    gives: z.object({ sha256: hash, publishedAt: z.string() }),
  }),
  published: route({
    does: does('published'),
    at: 'GET /api/recognition/published',
    may: 'anyone',
    takes: z.strictObject({ edition: id.optional() }),
    gives: z.object({
      edition: z.object({ id, vi: z.string(), en: z.string() }).nullable(),
      criteria: z.array(publication),
    }),
  }),
}
