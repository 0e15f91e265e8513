import { z } from 'zod'
import { route } from '#kit/wire'
import { consent, history } from './routes-consents.ts'
import { day, id, key, kind, line, named, said } from './routes-parts.ts'
import { customerRow, request } from './routes-shapes.ts'
import { representativeRoles } from './rules-personal.ts'

const dated = { from: day, until: day.nullable() }
const contact = z.object({
  /** Opaque: by which a reveal names it. */
  key,
  kind: z.enum(['phone', 'email']),
  shown: z.string(),
  main: z.boolean(),
  ...dated,
  /** How many contracts it stands behind; a number of more than twenty identifies nobody. */
  shared: z.int(),
})
const representative = z.object({
  id,
  name: z.string(),
  role: z.enum(representativeRoles),
  phone: z.string().nullable(),
  evidence: z.string(),
  from: day,
  until: day,
  ended: z.boolean(),
})
const point = z.object({
  id,
  code: z.string(),
  meter: z.string(),
  ...dated,
  multipliers: z.array(z.object({ multiplier: z.string(), ...dated })),
})
const contract = z.object({ id, number: z.string(), agreedKw: z.string().nullable(), ...dated, points: z.array(point) })

export const customerPage = customerRow.extend({
  since: day,
  usual: z.boolean(),
  enterprise: z.object({ id, name: z.string(), taxCode: z.string(), usual: z.boolean() }).nullable(),
  site: z.string().nullable(),
  largeSince: day.nullable(),
  yearlyKwh: z.string().nullable(),
  contracts: z.array(contract),
  contacts: z.array(contact),
  representatives: z.array(representative),
  consents: z.array(consent),
  consentHistory: z.array(history),
  former: z.array(z.object({ what: z.enum(['code', 'name', 'address', 'unit']), value: z.string(), until: day })),
  requests: z.array(request),
  same: z.array(named.extend({ code: z.string() })),
})
export type CustomerPage = z.infer<typeof customerPage>

/** What narrows a list: the same for what is shown and for what is taken out. */
const filters = {
  q: line(120).optional(),
  unit: id.optional(),
  kind: kind.optional(),
  large: z.enum(['yes']).optional(),
  commune: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  state: z.enum(['active', 'all']).default('active'),
}

export const readRoutes = {
  list: route({
    does: said('list'),
    at: 'GET /api/customers',
    may: 'customers.read',
    takes: z.strictObject({
      ...filters,
      sort: z.enum(['code', '-code']).default('code'),
      /** What the page before said: a code, or the place in what was found. */
      after: line(40).optional(),
    }),
    gives: z.object({
      customers: z.array(customerRow),
      /** How many a search found; null for a list that was not searched. */
      found: z.int().nullable(),
      /** More than a search counts: it wants to be narrowed. */
      more: z.boolean(),
      next: z.string().nullable(),
    }),
  }),
  takeOut: route({
    does: said('takeOut'),
    at: 'GET /api/customers/sheet',
    may: 'customers.change',
    takes: z.strictObject({ ...filters, as: z.enum(['csv', 'xlsx']) }),
    gives: z.object({ name: z.string(), type: z.string(), bytes: z.string() }),
    audited: true,
    rate: 'heavy',
  }),
  one: route({
    does: said('one'),
    at: 'GET /api/customers/:id',
    may: 'customers.read',
    takes: z.strictObject({ id }),
    gives: customerPage,
  }),
  enterprise: route({
    does: said('enterprise'),
    at: 'GET /api/customers/enterprises/:id',
    may: 'customers.read',
    takes: z.strictObject({ id }),
    gives: z.object({
      id,
      name: z.string(),
      taxCode: z.string(),
      usual: z.boolean(),
      sites: z.array(named.extend({ address: z.string(), customers: z.array(customerRow) })),
      more: z.boolean(),
      yearlyKwh: z.string().nullable(),
    }),
  }),
}
