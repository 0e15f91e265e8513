import { z } from 'zod'
import { type UnitKey, units } from '#kit/units'
import type { Said } from '#kit/words'
import { blocks, editionStates, gathers, planStates, problemCodes, roles, sources } from './rules.ts'
import { editionWords as words } from './words.ts'

export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })

export const id = z.uuid()
export const day = z.iso.date()
export const code = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(2)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
export const said = z.object({ vi: z.string(), en: z.string() })
/** What a person writes in both languages. */
export const saying = (most: number) => z.strictObject({ vi: text(most), en: text(most) })
export const reason = text(500)
export const unitKind = z.enum(['group', 'corporation', 'company', 'team', 'transmission', 'generation', 'office'])
export const unitKey = z.enum(Object.keys(units) as [UnitKey, ...UnitKey[]])
export const block = z.enum(blocks)
export const gather = z.enum(gathers)
export const role = z.enum(roles)
export const source = z.enum(sources)
export const editionState = z.enum(editionStates)
export const planState = z.enum(planStates)
/** A moment, ISO 8601 in UTC. */
export const moment = z.string()
/** The content hash of a plan: sha256 in hex. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
/** A column of the plan: a measure's code, and its month where it is planned by month: `led-lamps`, `messages@2026-12`. */
export const columnKey = z.string().regex(/^[a-z][a-z0-9-]{1,40}(@\d{4}-\d{2})?$/)
/** A figure of a plan, in the measure's unit (whole đồng for money), at most 10^14, so that JSON carries it exactly. */
export const figure = z.number()

export const places = z.array(z.int())
/** Figures that few cells have: `unit` and `column` are places in the lists of units and columns. */
export const sparse = z.object({ unit: places, column: places, value: z.array(figure) })

/** One thing that keeps a plan from being submitted, or that needs a reason. Its sentence: `problemSentence` of rules. */
export const problem = z.object({
  unit: id,
  column: columnKey,
  code: z.enum(problemCodes),
  /** What the unit was assigned, what its children and reserve add up to, and how far apart the two are. */
  assigned: figure.nullable(),
  sum: figure.nullable(),
  by: figure,
  /** The child whose cell broke it, when one did, with the most that it can have. */
  child: id.nullable(),
  room: figure.nullable(),
  /** What may be taken from the reserve above, as far as the caller sees it. */
  above: figure.nullable(),
})

/** A version of a plan. `hash` is that of its last move. */
export const versionHead = z.object({
  n: z.int(),
  state: planState,
  replaces: z.int().nullable(),
  reason: z.string().nullable(),
  openedBy: z.string(),
  openedAt: moment,
  hash: hash.nullable(),
})
