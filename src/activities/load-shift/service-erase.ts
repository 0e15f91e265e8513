import { sql } from 'kysely'
import type { Erases } from '#kit/serve/face.ts'

/** Who to call goes with the customer; the agreement itself, its figures and its days stay. */
export const eraseContact: Erases = async (tx, { kind, id }) => {
  if (kind !== 'customer') return 0
  const { numAffectedRows } =
    await sql`update load_shift.agreements set contact_name = '', contact_sealed = '', contact_shown = ''
    where contact_sealed <> '' and id in (select m.agreement_id from load_shift.members m where m.customer_id = ${id})`.execute(
      tx,
    )
  return Number(numAffectedRows ?? 0n)
}
