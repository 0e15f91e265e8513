import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { messagingRoutes } from '#spine/messaging/routes.ts'
import { advicePoints, campaignStates, materialKinds, organisations, talkKinds, topics } from './rules.ts'
import { words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const day = z.iso.date()
const place = z.string().trim().min(3).max(200)
const title = z.string().trim().min(3).max(160)
const done = z.object({})
const texts = {
  topic: z.enum(topics),
  title,
  body: z.string().trim().min(10).max(4000),
  from: day,
  until: day,
}
const campaign = z.object({
  id,
  unitId: id,
  unit: z.string(),
  ...texts,
  state: z.enum(campaignStates),
  by: z.string(),
  mine: z.boolean(),
})
export type Campaign = z.infer<typeof campaign>

const talk = z.object({
  id,
  kind: z.enum(talkKinds),
  place,
  heldOn: day,
  people: z.number(),
  photo: z.boolean(),
  by: z.string(),
})
const relay = z.object({
  id,
  organisation: z.enum(organisations),
  place,
  handed: z.number(),
  handedOn: day,
  people: z.number().nullable(),
  photo: z.boolean(),
})
const article = z.object({ id, topic: z.enum(topics), title, body: z.string(), from: day, until: day })

/** The contract of outreach. Days are ISO days in Asia/Ho_Chi_Minh. */
export const routes = {
  campaigns: route({
    does: does('campaigns'),
    at: 'GET /api/outreach/campaigns',
    may: 'outreach.read',
    takes: z.strictObject({ state: z.enum(campaignStates).optional(), after: id.optional() }),
    gives: z.object({ campaigns: z.array(campaign), next: id.nullable() }),
  }),
  campaign: route({
    does: does('campaign'),
    at: 'GET /api/outreach/campaigns/:id',
    may: 'outreach.read',
    takes: z.strictObject({ id }),
    gives: campaign.extend({
      materials: z.array(z.object({ id, title, kind: z.enum(materialKinds), fileId: id })),
      waves: z.array(z.object({ id, title, delivered: z.number(), submitted: z.number() })),
      talks: z.array(talk),
      relays: z.array(relay),
    }),
  }),
  add: route({
    does: does('add'),
    at: 'POST /api/outreach/campaigns',
    may: 'outreach.plan',
    takes: z.strictObject({ unitId: id, ...texts }),
    gives: z.object({ id }),
  }),
  approve: route({
    does: does('approve'),
    at: 'POST /api/outreach/campaigns/:id/approve',
    may: 'outreach.approve',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  sendBack: route({
    does: does('sendBack'),
    at: 'POST /api/outreach/campaigns/:id/send-back',
    may: 'outreach.approve',
    takes: z.strictObject({ id, reason: z.string().trim().min(3).max(500) }),
    gives: done,
  }),
  revise: route({
    does: does('revise'),
    at: 'POST /api/outreach/campaigns/:id/revise',
    may: 'outreach.plan',
    takes: z.strictObject({ id, ...texts }),
    gives: done,
  }),
  end: route({
    does: does('end'),
    at: 'POST /api/outreach/campaigns/:id/end',
    may: 'outreach.plan',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  /** A file of the library; the file itself was kept before, as evidence of the campaign. */
  addMaterial: route({
    does: does('addMaterial'),
    at: 'POST /api/outreach/campaigns/:id/materials',
    may: 'outreach.record',
    takes: z.strictObject({ id, title, kind: z.enum(materialKinds), fileId: id }),
    gives: z.object({ id }),
  }),
  planWave: route({
    does: does('planWave'),
    at: 'POST /api/outreach/campaigns/:id/waves',
    may: 'outreach.plan',
    takes: messagingRoutes.planWave.takes.extend({ id }),
    gives: z.object({ id }),
  }),
  talk: route({
    does: does('talk'),
    at: 'POST /api/outreach/campaigns/:id/talks',
    may: 'outreach.record',
    offline: true,
    takes: z.strictObject({
      id,
      kind: z.enum(talkKinds),
      place,
      heldOn: day,
      people: z.int().min(1).max(5000),
      photoId: id.optional(),
    }),
    gives: z.object({ id }),
  }),
  relay: route({
    does: does('relay'),
    at: 'POST /api/outreach/campaigns/:id/relays',
    may: 'outreach.record',
    takes: z.strictObject({
      id,
      organisation: z.enum(organisations),
      place,
      handed: z.int().min(1).max(100_000),
      handedOn: day,
    }),
    gives: z.object({ id }),
  }),
  relayReport: route({
    does: does('relayReport'),
    at: 'POST /api/outreach/relays/:id/report',
    may: 'outreach.record',
    offline: true,
    takes: z.strictObject({ id, people: z.int().min(0).max(1_000_000), photoId: id.optional() }),
    gives: z.object({ asked: z.boolean() }),
  }),
  advise: route({
    does: does('advise'),
    at: 'POST /api/outreach/advice',
    may: 'outreach.advise',
    offline: true,
    takes: z.strictObject({ customerId: id, points: z.array(z.enum(advicePoints)).min(1).max(advicePoints.length) }),
    gives: z.object({ counted: z.boolean() }),
  }),
  advised: route({
    does: does('advised'),
    at: 'GET /api/outreach/advice',
    may: 'outreach.advise',
    takes: z.strictObject({}),
    gives: z.object({
      today: z.number(),
      latest: z.array(
        z.object({ id, code: z.string(), name: z.string(), points: z.array(z.enum(advicePoints)), at: z.string() }),
      ),
    }),
  }),
  /** For the group's own app and anybody else: what is approved and current, newest first. */
  feed: route({
    does: does('feed'),
    at: 'GET /api/outreach/feed',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({ articles: z.array(article) }),
  }),
  figures: route({
    does: does('figures'),
    at: 'GET /api/outreach/figures',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({
      edition: z.object({ vi: z.string(), en: z.string() }).nullable(),
      figures: z.array(
        z.object({ measure: z.string(), proven: z.number(), recorded: z.number(), declared: z.number() }),
      ),
    }),
  }),
}
