import { z } from 'zod'
import { route } from '#kit/wire'
import type { Said } from '#kit/words'
import { ledgerWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
const id = z.uuid()
/** Whole units of the asset as decimal text, since they may pass what a number can hold. */
const amount = z.string().regex(/^-?\d+$/)
const kind = z.enum(['transfer', 'hold', 'reversal', 'expiry', 'claw-back', 'lease', 'return'])

const account = z.object({
  id,
  unit: z.string(),
  asset: z.string(),
  kind: z.string(),
  title: z.string().nullable(),
  posted: amount,
  held: amount,
  free: amount,
})
export type Account = z.infer<typeof account>
const line = z.object({
  line: z.number(),
  entry: id,
  kind,
  day: z.iso.date(),
  amount,
  after: amount,
  activity: z.string(),
  record: id,
  other: z.string(),
})

/** Reading the ledger: accounts, an account with its lines, an entry with both of its lines. */
export const ledgerRoutes = {
  accounts: route({
    does: does('accounts'),
    at: 'GET /api/ledger/accounts',
    may: 'ledger.read',
    takes: z.strictObject({ q: z.string().trim().max(100).optional(), after: id.optional() }),
    gives: z.object({ accounts: z.array(account), next: id.nullable() }),
  }),
  account: route({
    does: does('account'),
    at: 'GET /api/ledger/accounts/:id',
    may: 'ledger.read',
    takes: z.strictObject({ id, before: z.coerce.number().int().min(1).max(1e12).optional() }),
    gives: account.extend({ lines: z.array(line), next: z.number().nullable() }),
  }),
  entry: route({
    does: does('entry'),
    at: 'GET /api/ledger/entries/:id',
    may: 'ledger.read',
    takes: z.strictObject({ id }),
    gives: z.object({
      id,
      kind,
      day: z.iso.date(),
      amount,
      from: id,
      to: id,
      activity: z.string(),
      record: id,
      postedAt: z.string(),
      reverses: id.nullable(),
    }),
  }),
  close: route({
    does: does('close'),
    at: 'POST /api/ledger/periods',
    may: 'ledger.close',
    takes: z.strictObject({ unitId: id, through: z.iso.date() }),
    gives: z.object({ units: z.number() }),
  }),
}
