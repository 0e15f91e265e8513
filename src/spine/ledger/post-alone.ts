import { type Database, inOneTrip } from '#kit/db'
import { type Asker, type Other, type Outcome, outcomeOf, outcomesOf, type Posted, type Transfer } from './post.ts'
import { refusing } from './refusals.ts'

/** Books one transfer in a transaction that holds nothing else, in one trip. Durable when it resolves; refuses as `post`. */
export async function postAlone(database: Database, asker: Asker, transfer: Transfer): Promise<Posted> {
  const { key, from, to, amount, because, on, expiresOn } = transfer
  const values = [key, from, to, amount, because.edition, because.activity, because.record, on, expiresOn]
  const units = asker.unit ? [asker.unit] : []
  const call = 'ledger.post($1, $2, $3, $4, $5, $6, $7, $8, $9)'
  const [fresh] = await refusing(() =>
    inOneTrip<boolean>(database, { actor: asker.actor, units }, { name: 'one posting', call, values }),
  )
  return outcomeOf(key, fresh === true)
}

/** Books what several askers want, as `postMany` does, in a transaction that holds nothing else, in one trip. */
export function postTogether(
  database: Database,
  askers: readonly Asker[],
  transfers: readonly Transfer[],
): Promise<readonly Outcome[]> {
  const units = [...new Set(askers.flatMap(({ unit }) => unit ?? []))]
  const call = 'to_jsonb(ledger.post_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))'
  return outcomesOf(transfers, askers, values =>
    inOneTrip<Other>(database, { units }, { name: 'postings of several', call, values }),
  )
}
