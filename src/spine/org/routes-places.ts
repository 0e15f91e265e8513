import { z } from 'zod'
import { route } from '#kit/wire'
import { communeKinds, confidences, provinceKinds } from './rules.ts'

const day = z.iso.date()
const provinceCode = z.string().regex(/^\d{2}$/)

/** A list of places as a file's text: JSON, or CSV with the columns code, name, kind, province. */
const list = {
  name: z.string().trim().min(2).max(200),
  day,
  /** Whether the list is the whole country's, so that a place it does not name ends on that day. */
  complete: z.boolean(),
  text: z.string().min(2).max(3_000_000),
}
const counts = { added: z.int(), changed: z.int(), closed: z.int(), mapped: z.int() }
const example = z.object({ code: z.string(), before: z.string().nullable(), after: z.string().nullable() })

export const placeRoutes = {
  provinces: route({
    does: { vi: 'xem danh mục tỉnh, thành phố', en: 'view the list of provinces' },
    at: 'GET /api/org/provinces',
    may: 'anyone',
    takes: z.strictObject({ on: day.optional() }),
    gives: z.object({
      on: day,
      rows: z.array(z.object({ code: z.string(), name: z.string(), kind: z.enum(provinceKinds), communes: z.int() })),
    }),
  }),
  communes: route({
    does: { vi: 'xem danh mục xã, phường, đặc khu', en: 'view the list of communes' },
    at: 'GET /api/org/communes',
    may: 'anyone',
    takes: z.strictObject({
      on: day.optional(),
      province: provinceCode.optional(),
      q: z.string().trim().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
      after: z
        .string()
        .regex(/^\d{5}$/)
        .optional(),
    }),
    gives: z.object({
      on: day,
      total: z.int(),
      rows: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          kind: z.enum(communeKinds),
          province: z.string(),
          provinceName: z.string(),
        }),
      ),
    }),
  }),
  formerCommunes: route({
    does: { vi: 'tra xã, phường cũ thành xã, phường nào nay', en: 'find what became of a former commune' },
    at: 'GET /api/org/communes/former',
    may: 'anyone',
    takes: z.strictObject({ q: z.string().trim().min(2).max(100) }),
    gives: z.object({
      rows: z.array(
        z.object({
          oldCode: z.string().nullable(),
          oldName: z.string(),
          oldDistrict: z.string(),
          oldProvince: z.string(),
          code: z.string(),
          name: z.string(),
          province: z.string(),
          on: day,
          share: z.enum(['whole', 'part']),
          confidence: z.enum(confidences),
        }),
      ),
    }),
  }),
  previewPlaces: route({
    does: { vi: 'xem trước danh mục địa giới mới', en: 'preview a newer list of places' },
    at: 'POST /api/org/places/preview',
    may: 'org.shape',
    rate: 'heavy',
    bodyBytes: 4_000_000,
    takes: z.strictObject(list),
    gives: z.object({
      ...counts,
      unchanged: z.int(),
      examples: z.array(example),
      refused: z.array(z.object({ row: z.int(), code: z.string(), why: z.string(), sentence: z.string() })),
      refusedCount: z.int(),
    }),
  }),
  importPlaces: route({
    does: { vi: 'nhập danh mục địa giới mới', en: 'take in a newer list of places' },
    at: 'POST /api/org/places/import',
    may: 'org.shape',
    rate: 'heavy',
    bodyBytes: 4_000_000,
    takes: z.strictObject({ ...list, expected: z.strictObject(counts) }),
    gives: z.object(counts),
  }),
}
