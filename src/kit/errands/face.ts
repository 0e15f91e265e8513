import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve/face.ts'
import { face as declare } from '#kit/serve/face.ts'
import { type RefusalValues, refuse } from '#kit/wire'
import { type ErrandRow, errandRoutes } from './routes.ts'
import { errandWords } from './words.ts'

type Row = Omit<ErrandRow, 'says' | 'problem' | 'askedAt' | 'endedAt'> & {
  readonly askedAt: Date
  readonly endedAt: Date | null
  readonly code: string | null
  readonly details: RefusalValues
}

/** The caller's own errands; one whose job died at every try has failed, though nobody could write that down. */
async function read(act: Act, id: string | undefined): Promise<ErrandRow[]> {
  const { rows } = await sql<Row>`
    select e.id, e.job, e.done, e.of, e.asked_at as "askedAt", e.ended_at as "endedAt", e.answer,
      case when e.outcome is not null then e.outcome when j.dead then 'failed'
        when e.cancelled_at is not null then 'stopping' when e.begun_at is null then 'waiting' else 'running' end as state,
      case when e.outcome is null and j.dead then 'errands.broke' else e.code end as code, e.details
    from kit.errands e
    cross join lateral (select exists (
      select from pgboss.job b where b.name = e.job and b.id = e.id and b.state = 'failed') as dead) j
    where e.actor = kit.actor() and (${id ?? null}::uuid is null or e.id = ${id ?? null}::uuid)
    order by e.asked_at desc, e.id desc limit 20`.execute(act.tx)
  return rows.map(({ code, details, askedAt, endedAt, ...row }) => ({
    ...row,
    says: act.ports.sayingOf(row.job)?.[act.lang] ?? row.job,
    askedAt: askedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    problem: code === null ? null : { code, title: act.ports.sentenceOf(code, act.lang, details) },
  }))
}

const verbs: Verbs<typeof errandRoutes> = {
  mine: async act => ({ errands: await read(act, undefined) }),
  one: async (act, { id }) => (await read(act, id))[0] ?? refuse('kit.not_found', 404),
  cancel: async (act, { id }) => {
    act.concerns({ record: id })
    const { numAffectedRows } = await sql`
      update kit.errands set cancelled_at = coalesce(cancelled_at, ${act.now}),
        cancelled_by = coalesce(cancelled_by, kit.actor())
      where id = ${id} and actor = kit.actor() and ended_at is null`.execute(act.tx)
    if (numAffectedRows === 1n) return {}
    return (await read(act, id))[0] ? refuse('errands.ended', 409) : refuse('kit.not_found', 404)
  },
}

export const errandsFace = declare({
  name: 'errands',
  purpose: { vi: errandWords.vi.purpose, en: errandWords.en.purpose },
  words: errandWords,
  permissions: {},
  routes: errandRoutes,
  verbs,
  tables: new URL('../db/tables/', import.meta.url),
})
