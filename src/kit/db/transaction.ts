import { type Kysely, sql, type Transaction } from 'kysely'
import { beginningWith, type Database } from './open.ts'

export type Tx = Transaction<unknown>

/** Who acts and which units the act may see; everything absent sees nothing. Ids are UUIDs. */
export type Context = {
  readonly actor?: string | undefined
  readonly customer?: string | undefined
  readonly units?: readonly string[] | undefined
}

const retryable = new Set(['40001', '40P01'])
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Runs again what a deadlock or serialization failure rolled back, at most three times in all; anything else surfaces. */
async function retrying<T>(run: () => Promise<T>, triesLeft = 2): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (triesLeft > 0 && retryable.has(codeOf(error))) return retrying(run, triesLeft - 1)
    throw error
  }
}

const scopeOf = ({ actor = '', customer = '', units = [] }: Context): readonly string[] => [
  actor,
  customer,
  `{${units.join(',')}}`,
]

const plain = /^[0-9a-f-]{0,36}$/

/** The scope as statements of their own. Ids only, so that nothing in them needs quotes. */
function scopeText(context: Context): string {
  const { actor = '', customer = '', units = [] } = context
  if (![actor, customer, ...units].every(id => plain.test(id))) throw new TypeError('a scope is made of ids')
  const [a, c, u] = scopeOf(context)
  return `select set_config('app.acting', 'yes', true), set_config('app.actor', '${a}', true),
    set_config('app.customer', '${c}', true), set_config('app.scope', '${u}', true)`
}

/** Puts the scope on the open transaction; it ends with it. */
export async function setContext(tx: Kysely<unknown>, context: Context): Promise<void> {
  const [actor, customer, units] = scopeOf(context)
  await sql`select set_config('app.acting', 'yes', true), set_config('app.actor', ${actor}, true),
    set_config('app.customer', ${customer}, true), set_config('app.scope', ${units}, true)`.execute(tx)
}

/** One transaction a verb, which runs again as a whole when the database asks for it. */
export function inTransaction<T>(database: Database, context: Context, run: (tx: Tx) => Promise<T>): Promise<T> {
  const scope = scopeText(context)
  return retrying(() => beginningWith.run(scope, () => database.kysely.transaction().execute(run)))
}

/** A call of one database function as an expression over $1, $2…, and the name that its prepared statement has. */
type Call = { readonly name: string; readonly call: string; readonly values: readonly unknown[] }

/**
 * A verb that is one call of one database function: scope, call and commit travel as one prepared statement, in one
 * trip instead of four. Answers what the call gave, a row each; durable when it resolves. The scope is set before the
 * call is made: `offset 0` keeps PostgreSQL from merging the two selects, and the call waits for the inner one's row.
 */
export async function inOneTrip<Answer>(database: Database, context: Context, it: Call): Promise<readonly Answer[]> {
  const at = it.values.length
  const text = `select ${it.call} as answer from (select set_config('app.acting', 'yes', true)
    || set_config('app.actor', $${at + 1}, true) || set_config('app.customer', $${at + 2}, true)
    || set_config('app.scope', $${at + 3}, true) as scope offset 0) acting where scope <> ''`
  const query = { name: it.name, text, values: [...it.values, ...scopeOf(context)] }
  const { rows } = await retrying(() => database.pool.query<{ answer: Answer }>(query))
  return rows.map(({ answer }) => answer)
}
