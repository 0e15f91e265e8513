import { z } from 'zod'
import { largestVnd } from './vnd.ts'

/** A whole amount as JSON carries it: a decimal string without leading zeros, since a JSON number would round it. */
const decimal = /^(?:0|-?[1-9]\d{0,18})$/

/** An amount that a route gives: the verb answers `String(amount)`. */
export const vndText = /* @__PURE__ */ z.string().regex(decimal)

/** An amount that a route takes, `"500000"` on the wire and 500000n in the verb, at least so much. */
export function vndAtLeast(least: bigint): z.ZodCodec<z.ZodString, z.ZodBigInt> {
  return z.codec(z.string().max(20).regex(decimal), z.bigint().gte(least).lte(largestVnd), {
    decode: text => BigInt(text),
    encode: amount => String(amount),
  })
}

/** Any amount that a table holds: |amount| < 2^63. */
export const vndSchema: z.ZodCodec<z.ZodString, z.ZodBigInt> = /* @__PURE__ */ vndAtLeast(-largestVnd)
