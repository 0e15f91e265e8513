import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import { refuse } from '#kit/wire'

/** A UUID of version 7, as a client makes it for a command. */
export const commandKey = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const asJson = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? item.toString() : item)) ?? 'null'

/**
 * Applies a command once. The first transaction to insert the key does the work and keeps its answer; any other
 * waits on the unique index until that one is durable and gets the same answer. The key with another body, route or
 * caller is refused (`kit.key_reused`); a refused command leaves no trace, so it may be mended and sent again.
 */
export async function once<T>(
  tx: Tx,
  command: { key: string; actor: string; route: string; body: unknown },
  run: () => Promise<T>,
): Promise<T> {
  const sha = createHash('sha256').update(asJson(command.body)).digest()
  const { numAffectedRows } = await sql`insert into kit.applied (id, actor, route, body_sha256)
    values (${command.key}, ${command.actor}, ${command.route}, ${sha}) on conflict (id) do nothing`.execute(tx)
  if (numAffectedRows === 1n) {
    const answer = await run()
    await sql`update kit.applied set answer = ${asJson(answer)}::jsonb where id = ${command.key}`.execute(tx)
    return answer
  }
  const { rows } = await sql<{ route: string; same: boolean; answer: T }>`
    select route, body_sha256 = ${sha} as same, answer from kit.applied where id = ${command.key}`.execute(tx)
  const before = rows[0]
  if (!before?.same || before.route !== command.route) refuse('kit.key_reused', 409)
  return before.answer
}
