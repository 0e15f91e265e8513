import type pg from 'pg'
import { type Broken, mustSee, type Seen } from '../../tools/check/law.ts'

type Definer = {
  readonly name: string
  readonly plain: string
  readonly why: string | null
  readonly gives: string
  readonly config: string[] | null
}

/** What may leave a function that walks around row-level security: yes or no, a count, an opaque id. */
const opaque = /^(SETOF )?(boolean|integer|bigint|numeric|uuid|bytea)(\[\])?$|^(void|trigger)$/

/** The few that answer more, and why that shows nobody a row of data. */
const wordy: Readonly<Record<string, string>> = {
  'people.name_of': 'the name of a colleague, for histories',
  'people.who_is': 'an opaque id, and to the staff their own name and roles',
  'fieldwork.follow': 'where one request stands, for whoever has its code: no name, no address',
  'fieldwork.visit': 'which unit sent the crew with this code, for what, on which day',
  'customers.search': 'opaque ids, and by which of six ways each was found',
  'rewards.my_lots': "the customer's own points",
  'rewards.my_points': "the customer's own points",
  'ledger.post_batch': 'the place in the batch and the code of its outcome',
}

function laws({ name, plain, why, gives, config }: Definer): Broken[] {
  const broken: Broken[] = []
  if (!/^definer: \S.{15,}/.test(why ?? ''))
    broken.push({ law: 'definer-reason', at: name, says: `comment on function … is 'definer: <why>'` })
  if (!config?.some(one => /^search_path=("?pg_catalog)/.test(one)))
    broken.push({ law: 'definer-path', at: name, says: 'set search_path = pg_catalog, <own schema>' })
  if (!opaque.test(gives) && !wordy[plain])
    broken.push({
      law: 'definer-answer',
      at: name,
      says: `answers ${gives}; a definer says yes or no, a count or an opaque id (or stands in test/house/definers.ts)`,
    })
  return broken
}

/** Every function that runs as its owner, walked in the catalogue. */
export async function definerHouse(owner: pg.Pool, least = 25): Promise<Seen> {
  const { rows } = await owner.query<Definer>(`
    select p.oid::regprocedure::text as name, n.nspname || '.' || p.proname as plain, obj_description(p.oid) as why,
      pg_get_function_result(p.oid) as gives, p.proconfig as config
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname !~ '^(pg_|information_schema$|pgboss$)' order by 1`)
  mustSee('definer functions', rows.length, least)
  return { saw: `${rows.length} definer functions`, broken: rows.flatMap(laws) }
}
