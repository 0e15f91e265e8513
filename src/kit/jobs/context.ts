import { type Context, type Database, inTransaction } from '#kit/db'
import type { JobContext, Ports } from '#kit/serve/face.ts'
import type { Gate } from '#kit/serve/gate.ts'
import { refuse } from '#kit/wire'

type Made = { readonly database: Database; readonly gate: Gate; readonly ports: Ports; readonly now: () => Date }

/** What jobs get of this house: its transactions, its ports, and the scopes that its gate knows. */
export function contextOf({ database, gate, ports, now }: Made): Omit<JobContext, 'signal'> {
  const tx: JobContext['tx'] = (run, scope: Context = {}) => inTransaction(database, scope, run)
  return {
    tx,
    ports,
    now,
    houseScope: () => tx(async within => ({ units: await gate.everyUnit(within) })),
    scopeOf: (staffId, may) =>
      tx(async within => {
        const who = await gate.staff(within, staffId, now())
        if (who.kind !== 'staff' || !who.permissions.has(may)) refuse('kit.not_permitted', 403)
        return { actor: staffId, units: await gate.enter(within, who, may, now()) }
      }),
  }
}
