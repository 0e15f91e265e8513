import { z } from 'zod'
import { vndText } from '#kit/money'
import { route } from '#kit/wire'
import { does, id, one } from './routes-parts.ts'

const at = '/api/recognition/runs/:id/thanks' as const

/** From a result to thanks: what is promised for each ground becomes a run of awards, decided on like any other. */
export const thanksRoutes = {
  /** What an approved run owes to how many, and the runs of awards that were proposed from it so far. */
  thanks: route({
    does: does('thanks'),
    at: `GET ${at}`,
    may: 'recognition.read',
    takes: one,
    gives: z.object({
      grounds: z.array(
        z.object({
          ground: z.string(),
          says: z.string(),
          words: z.string(),
          /** For each party; null where the thanks is in words only. */
          amountVnd: vndText.nullable(),
          parties: z.number(),
        }),
      ),
      runs: z.array(
        z.object({
          id,
          title: z.object({ vi: z.string(), en: z.string() }),
          awards: z.number(),
          valueVnd: vndText,
          state: z.enum(['filling', 'waiting', 'approved', 'refused', 'issued']),
        }),
      ),
    }),
  }),
  /**
   * Proposes thanks to everybody in the result who was not proposed yet: one run of awards a ground with an amount.
   * `already` were thanked for that ground and year before, by whatever unit.
   */
  thank: route({
    does: does('thank'),
    at: `POST ${at}`,
    may: 'recognition.thank',
    takes: one.extend({ source: z.enum(['company', 'union', 'youth', 'partner']) }),
    gives: z.object({ runs: z.array(id), proposed: z.number(), already: z.number() }),
  }),
}
