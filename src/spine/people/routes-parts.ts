import { z } from 'zod'
import type { Said } from '#kit/words'
import { passwordLength, roles, steps } from './rules.ts'
import { peopleWords as words } from './words.ts'

/** What the rows of several files share. */
export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
export const id = z.uuid()
export const day = z.iso.date()
export const nothing = z.strictObject({})
export const empty = z.object({})
export const role = z.enum(roles)
export const password = z.string().min(1).max(passwordLength.most)
export const sixDigits = z
  .string()
  .transform(text => text.replace(/[\s.-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/))
export const label = z.string().trim().min(1).max(80)
export const unit = z.object({ id, name: z.string() })

/** A role held on a unit from a day until (and without) a day; `lentBy` names the colleague who lends it. */
export const heldRole = z.object({
  id,
  role,
  unit,
  from: day,
  until: day.nullable(),
  lentBy: z.object({ id, name: z.string() }).nullable(),
})

/** Whether somebody is signed in now, and otherwise what is still to be proved. */
export const signedIn = z.object({ done: z.boolean(), needs: z.enum(steps).nullable() })

/** What an authenticator app is told: the secret as text, and the same as an `otpauth:` address for a QR code. */
export const enrolment = z.object({ secret: z.string(), address: z.string() })

export const device = z.object({
  id,
  label: z.string(),
  registeredAt: z.string(),
  seenAt: z.string().nullable(),
  endsAt: z.string(),
  revokedAt: z.string().nullable(),
})
