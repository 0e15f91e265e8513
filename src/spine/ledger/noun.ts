import { sql } from 'kysely'
import type { Verbs } from '#kit/serve'
import { face as declare } from '#kit/serve/face.ts'
import { refuse } from '#kit/wire'
import { expire } from './expire.ts'
import { refusing } from './refusals.ts'
import { type Account, ledgerRoutes } from './routes.ts'
import { ledgerWords } from './words.ts'

const page = 50
const unitName = (column: string) =>
  sql.raw(
    `coalesce((select n.name from org.unit_names n where n.unit_id = ${column} order by n.from_day desc limit 1), '')`,
  )
const accountColumns = sql`a.id, ${unitName('a.unit_id')} as unit, a.asset::text as asset, a.kind::text as kind, a.title::text as title,
  a.posted::text as posted, a.held::text as held, (a.posted - a.held)::text as free`

const verbs: Verbs<typeof ledgerRoutes> = {
  accounts: async (act, { q, after }) => {
    const { rows } = await sql<Account>`select ${accountColumns} from ledger.accounts a
      where (${q ?? ''} = '' or kit.fold(coalesce(a.title::text, '') || ' ' || a.kind::text || ' ' || a.asset::text) like '%' || kit.fold(${q ?? ''}) || '%')
        and (${after ?? null}::uuid is null or a.id > ${after ?? null}::uuid) order by a.id limit ${page + 1}`.execute(
      act.tx,
    )
    return { accounts: rows.slice(0, page), next: rows.length > page ? (rows[page - 1]?.id ?? null) : null }
  },

  account: async (act, { id, before }) => {
    const { rows } = await sql<Account>`select ${accountColumns} from ledger.accounts a where a.id = ${id}`.execute(
      act.tx,
    )
    const account = rows[0] ?? refuse('ledger.no_such_account', 404)
    const { rows: lines } = await sql<{
      line: number
      entry: string
      kind: 'transfer'
      day: string
      amount: string
      after: string
      activity: string
      record: string
      other: string
    }>`
      select p.line::int as line, e.id as entry, e.kind::text as kind, e.on_day::text as day, p.amount::text as amount, p.balance_after::text as after, e.activity, e.record,
        coalesce((select coalesce(o.title::text, o.kind::text) from ledger.accounts o where o.id = case when e.from_account = p.account_id then e.to_account else e.from_account end), '') as other
      from ledger.postings p join ledger.entries e on e.id = p.entry_id
      where p.account_id = ${id} and (${before ?? null}::bigint is null or p.line < ${before ?? null}::bigint) order by p.line desc limit ${page + 1}`.execute(
      act.tx,
    )
    return {
      ...account,
      lines: lines.slice(0, page),
      next: lines.length > page ? (lines[page - 1]?.line ?? null) : null,
    }
  },

  entry: async (act, { id }) => {
    const { rows } = await sql<{
      id: string
      kind: 'transfer'
      day: string
      amount: string
      from: string
      to: string
      activity: string
      record: string
      postedAt: string
      reverses: string | null
    }>`
      select id, kind::text as kind, on_day::text as day, amount::text as amount, from_account as "from", to_account as "to", activity, record, reverses,
        to_char(posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "postedAt" from ledger.entries where id = ${id}`.execute(
      act.tx,
    )
    return rows[0] ?? refuse('ledger.no_such_entry', 404)
  },

  close: async (act, { unitId, through }) => {
    const { rows } = await refusing(() =>
      sql<{ units: number }>`select ledger.close_period(${unitId}, ${through}) as units`.execute(act.tx),
    )
    act.concerns({ unit: unitId, record: through })
    return { units: rows[0]?.units ?? 0 }
  },
}

export const face = declare({
  name: 'ledger',
  purpose: { vi: ledgerWords.vi.purpose, en: ledgerWords.en.purpose },
  words: ledgerWords,
  permissions: { 'ledger.read': ['administrator', 'accountant', 'auditor'], 'ledger.close': ['accountant'] },
  routes: ledgerRoutes,
  verbs,
  jobs: {
    expire: {
      does: { vi: ledgerWords.vi.jobs.expire, en: ledgerWords.en.jobs.expire },
      every: '*/10 * * * *',
      run: expire,
    },
  },
  tables: new URL('./tables/', import.meta.url),
})
