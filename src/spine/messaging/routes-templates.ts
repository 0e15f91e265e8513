import { z } from 'zod'
import { route } from '#kit/wire'
import { does, done, id, reason } from './routes-parts.ts'
import { classes, decisionKinds, templateStates } from './rules.ts'
import { variableNames } from './rules-text.ts'

const text = (most: number) => z.string().trim().max(most).nullable()
const texts = {
  name: z.string().trim().min(3).max(120),
  class: z.enum(classes),
  variables: z.array(z.enum(variableNames)).max(variableNames.length),
  sms: text(600),
  plain: z.boolean(),
  zalo: text(400),
  zaloTemplate: text(40),
  emailSubject: text(150),
  email: text(5000),
}
const template = z.object({
  id,
  unitId: id,
  unit: z.string(),
  ...texts,
  state: z.enum(templateStates),
  by: z.string(),
  mine: z.boolean(),
  at: z.string(),
})
export type Template = z.infer<typeof template>

export const templateRoutes = {
  templates: route({
    does: does('templates'),
    at: 'GET /api/messaging/templates',
    may: 'messaging.read',
    takes: z.strictObject({ state: z.enum(templateStates).optional(), after: id.optional() }),
    gives: z.object({ templates: z.array(template), next: id.nullable() }),
  }),
  template: route({
    does: does('template'),
    at: 'GET /api/messaging/templates/:id',
    may: 'messaging.read',
    takes: z.strictObject({ id }),
    gives: template.extend({
      decisions: z.array(
        z.object({ kind: z.enum(decisionKinds), reason: z.string().nullable(), by: z.string(), at: z.string() }),
      ),
    }),
  }),
  addTemplate: route({
    does: does('addTemplate'),
    at: 'POST /api/messaging/templates',
    may: 'messaging.write',
    takes: z.strictObject({ unitId: id, ...texts }),
    gives: z.object({ id }),
  }),
  approveTemplate: route({
    does: does('approveTemplate'),
    at: 'POST /api/messaging/templates/:id/approve',
    may: 'messaging.approve',
    takes: z.strictObject({ id }),
    gives: done,
  }),
  sendBackTemplate: route({
    does: does('sendBackTemplate'),
    at: 'POST /api/messaging/templates/:id/send-back',
    may: 'messaging.approve',
    takes: z.strictObject({ id, reason }),
    gives: done,
  }),
  reviseTemplate: route({
    does: does('reviseTemplate'),
    at: 'POST /api/messaging/templates/:id/revise',
    may: 'messaging.write',
    takes: z.strictObject({ id, ...texts }),
    gives: done,
  }),
  retireTemplate: route({
    does: does('retireTemplate'),
    at: 'POST /api/messaging/templates/:id/retire',
    may: 'messaging.approve',
    takes: z.strictObject({ id }),
    gives: done,
  }),
}
