import type pg from 'pg'

type Column = { readonly name: string; readonly type: string; readonly kind: string; readonly first: string | null }

const byType: readonly (readonly [type: RegExp, value: string])[] = [
  [/\[\]$/, `'{}'`],
  [/^uuid$/, 'gen_random_uuid()'],
  [/^(smallint|integer|bigint|numeric|real|double)/, '1'],
  [/^(timestamp|date|time)/, 'now()'],
  [/^interval/, `'1 day'`],
  [/^boolean$/, 'true'],
  [/^jsonb?$/, `'{}'`],
  [/^bytea$/, `'\\x00'`],
  [/range$/, `'empty'`],
  [/^bit/, `b'${'01'.repeat(32)}'`],
  [/^character\(|^"char"$/, `'x'`],
]

function anyOf({ type, kind, first }: Column): string {
  if (kind === 'e') return `'${first}'`
  return byType.find(([pattern]) => pattern.test(type))?.[1] ?? `'x'`
}

/**
 * Puts one row of any values into every table that is empty, so that row-level security has something to hide. For a
 * database that is thrown away: checks and domains are dropped first, references and triggers stay asleep.
 * Answers what could not be filled, with the reason.
 */
export async function fillEveryTable(client: pg.PoolClient, tables: readonly string[]): Promise<string[]> {
  await client.query(`set session_replication_role = replica`)
  await client.query(`do $$ declare c record; begin
    for c in select conrelid::regclass as on_table, conname from pg_constraint where contype in ('c', 'x') and conrelid <> 0
      and connamespace::regnamespace::text !~ '^(pg_|information_schema)' and coninhcount = 0
      loop execute format('alter table %s drop constraint %I', c.on_table, c.conname); end loop;
    for c in select t.oid::regtype as domain, conname from pg_constraint k join pg_type t on t.oid = k.contypid
      where k.contype = 'c' and connamespace::regnamespace::text !~ '^(pg_|information_schema)'
      loop execute format('alter domain %s drop constraint %I', c.domain, c.conname); end loop; end $$`)
  const failed: string[] = []
  for (const table of tables) {
    const { rows } = await client.query<Column>(
      `select quote_ident(a.attname) as name, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) as type,
         t.typtype as kind, (select e.enumlabel from pg_enum e where e.enumtypid = t.oid limit 1) as first
       from pg_attribute a join pg_type t on t.oid = a.atttypid
       where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
      [table],
    )
    const [names, values] = [rows.map(column => column.name).join(', '), rows.map(anyOf).join(', ')]
    await client
      .query(`insert into ${table} (${names}) overriding system value
        select ${values} where not exists (select from ${table})`)
      .catch((error: Error) => failed.push(`${table}: ${error.message}`))
  }
  await client.query('set session_replication_role = origin')
  return failed
}
