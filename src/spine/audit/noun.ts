import { sql } from 'kysely'
import type { Verbs } from '#kit/serve'
import { face as declare } from '#kit/serve/face.ts'
import { type AuditEntry, auditRoutes } from './routes.ts'
import { auditWords } from './words.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** Names that a lower noun may not look up itself: of staff, of units. */
    readonly nameOf: { readonly staff: string; readonly unit: string }
  }
}

type Row = Omit<AuditEntry, 'says'>
const page = 50

const verbs: Verbs<typeof auditRoutes> = {
  list: async (act, { from, until, actor, does, record, after }) => {
    const { rows } =
      await sql<Row>`select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, e.does, e.actor_kind as "actorKind",
        ${sql.raw(act.ports.nameOf.staff)} as actor, ${sql.raw(act.ports.nameOf.unit)} as unit, e.record
      from audit.entries e
      where (${from ?? null}::date is null or e.at >= ${from ?? null}::date at time zone 'Asia/Ho_Chi_Minh')
        and (${until ?? null}::date is null or e.at < (${until ?? null}::date + 1) at time zone 'Asia/Ho_Chi_Minh')
        and (${actor ?? null}::uuid is null or e.actor = ${actor ?? null}::uuid) and (${does ?? ''} = '' or e.does = ${does ?? ''})
        and (${record ?? ''} = '' or e.record = ${record ?? ''})
        and (${after ?? null}::uuid is null or (e.at, e.id) < (select b.at, b.id from audit.entries b where b.id = ${after ?? null}::uuid))
      order by e.at desc, e.id desc limit ${page + 1}`.execute(act.tx)
    const entries = rows
      .slice(0, page)
      .map(row => ({ ...row, says: act.ports.sayingOf(row.does) ?? { vi: row.does, en: row.does } }))
    return { entries, next: rows.length > page ? (entries.at(-1)?.id ?? null) : null }
  },
  state: async act => {
    const { rows } = await sql<{ sealed: number; waiting: number; signedAt: Date | null; head: string | null }>`select
      coalesce((select max(position) from audit.chain), 0)::int as sealed, audit.waiting_count() as waiting,
      (select max(signed_at) from audit.heads) as "signedAt", (select encode(hash, 'hex') from audit.heads order by position desc limit 1) as head`.execute(
      act.tx,
    )
    const [row] = rows
    return {
      sealed: row?.sealed ?? 0,
      waiting: row?.waiting ?? 0,
      signedAt: row?.signedAt?.toISOString() ?? null,
      head: row?.head ?? null,
    }
  },
}

export const face = declare({
  name: 'audit',
  purpose: {
    vi: 'Giữ lại ai đã làm gì, lúc nào; không ai sửa được',
    en: 'Keeps who did what and when; nobody can change it',
  },
  words: auditWords,
  permissions: { 'audit.read': ['administrator', 'auditor'] },
  routes: auditRoutes,
  verbs,
  tables: new URL('./tables/', import.meta.url),
})
