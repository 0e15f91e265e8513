import type { Database } from '#kit/db'
import { sequence } from '#spine/audit'

/** Seals all that is committed. Open transactions of other databases on this server hold a sequencer back for a while. */
export async function sealAll(owner: Database): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    await sequence(owner)
    const { rows } = await owner.pool.query<{ waiting: boolean }>(
      'select exists (select from audit.entries e where not exists (select from audit.chain c where c.entry_id = e.id)) as waiting',
    )
    if (!rows[0]?.waiting) return
    await new Promise(done => setTimeout(done, 50))
  }
}
