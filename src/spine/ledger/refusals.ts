import { Refusal, type RefusalStatus } from '#kit/wire'

/** How each of the ledger's refusals answers. The database says which; its sentences stand in words.ts. */
export const statusOf = {
  'ledger.already_reversed': 409,
  'ledger.bad_amount': 422,
  'ledger.between_lots': 422,
  'ledger.closed_already': 409,
  'ledger.closed_period': 409,
  'ledger.day_not_over': 422,
  'ledger.different_assets': 422,
  'ledger.hold_expired': 409,
  'ledger.hold_settled': 409,
  'ledger.insufficient': 409,
  'ledger.key_reused': 409,
  'ledger.lease_ended': 409,
  'ledger.lease_expired': 422,
  'ledger.lot_spent': 409,
  'ledger.more_than_held': 422,
  'ledger.more_than_leased': 422,
  'ledger.more_than_left': 409,
  'ledger.no_such_account': 404,
  'ledger.no_such_entry': 404,
  'ledger.no_such_hold': 404,
  'ledger.no_such_lease': 404,
  'ledger.no_such_unit': 404,
  'ledger.not_in_lots': 422,
  'ledger.not_reversible': 409,
  'ledger.same_account': 422,
} as const satisfies Record<string, RefusalStatus>

export type Code = keyof typeof statusOf

const isCode = (text: string): text is Code => Object.hasOwn(statusOf, text)

/** The refusal that a code of the database stands for; a code that is not known is a bug. */
export function refusalOf(code: string): Refusal {
  if (!isCode(code)) throw new Error(`the ledger said ${code}`)
  return new Refusal(code, statusOf[code])
}

/** Runs a call of a ledger function and turns its SQLSTATE LG000 into the refusal that it names. */
export async function refusing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'LG000') throw refusalOf(error.message)
    throw error
  }
}
