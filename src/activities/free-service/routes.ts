import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
const line = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
const kind = z.string().regex(/^[a-z][a-z-]{1,40}$/)
const commune = z.string().regex(/^\d{5}$/)
const grades = z.object({ declared: z.number(), recorded: z.number(), proven: z.number() })

/** The contract of the free services; staff work on the requests through the routes of spine/fieldwork. */
export const routes = {
  /** Communes by a part of their name, as whoever has no contract yet says where they live. */
  places: route({
    does: does('places'),
    at: 'GET /api/free-service/places',
    may: 'customer',
    takes: z.strictObject({ q: line(2, 80) }),
    gives: z.object({ places: z.array(z.object({ code: commune, name: z.string(), unit: z.string() })) }),
  }),
  /** Asks for a service: at one of the customer's own contracts, or at an address in a commune. */
  ask: route({
    does: does('ask'),
    at: 'POST /api/free-service/requests',
    may: 'customer',
    takes: z.strictObject({
      kind,
      customerId: id.optional(),
      commune: commune.optional(),
      name: line(2, 120).optional(),
      address: line(5, 250).optional(),
      phone: line(8, 40).optional(),
      note: z
        .string()
        .trim()
        .max(1000)
        .regex(/^[^\p{Cc}]*(?:[\r\n\t]+[^\p{Cc}]*)*$/u)
        .optional(),
      answers: z.record(z.string().max(40), z.union([line(0, 300), z.number()])).optional(),
    }),
    gives: z.object({ code: z.string(), already: z.boolean() }),
  }),
  mine: route({
    does: does('mine'),
    at: 'GET /api/free-service/mine',
    may: 'customer',
    takes: z.strictObject({}),
    gives: z.object({
      requests: z.array(
        z.object({
          code: z.string(),
          says: z.object({ vi: z.string(), en: z.string() }),
          state: z.string(),
          askedOn: z.iso.date(),
        }),
      ),
    }),
  }),
  figures: route({
    does: does('figures'),
    at: 'GET /api/free-service/figures',
    may: 'anyone',
    takes: z.strictObject({}),
    gives: z.object({
      edition: z.object({ vi: z.string(), en: z.string() }).nullable(),
      figures: z.array(z.object({ measure: z.string(), total: z.number(), byGrade: grades })),
    }),
  }),
}
