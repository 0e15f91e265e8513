import { sql } from 'kysely'
import { refuse, uuidv7 } from '#kit/wire'
import { hasEvidence } from '#spine/evidence'
import { tally } from '#spine/facts'
import { type Case, lockCase } from './service-log.ts'
import { commitmentsWhere, type ListeningVerbs, staffOf } from './service-parts.ts'

type Held = Pick<Case, 'unit' | 'edition' | 'activity' | 'record'>

export const commitVerbs: ListeningVerbs<'commit' | 'promises' | 'settle'> = {
  commit: async (act, { caseId, text, dueOn }) => {
    if (dueOn < act.today) refuse('listening.day_past', 422)
    const it = await lockCase(act, caseId)
    const id = uuidv7(act.now.getTime())
    await sql`insert into listening.commitments (id, unit_id, edition_id, case_id, activity, record, text, due_on, made_by, made_at)
      values (${id}, ${it.unit}, ${it.edition}, ${caseId}, ${it.activity}, ${it.record}, ${text}, ${dueOn}, ${staffOf(act)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: id, unit: it.unit })
    return { id }
  },

  promises: async (act, { record }) => ({
    commitments: await commitmentsWhere(act, record ? sql`c.record = ${record}` : sql`true`),
  }),

  settle: async (act, { id, kept, text, evidenceId }) => {
    const { rows } =
      await sql<Held>`select unit_id as unit, edition_id as edition, activity, record from listening.commitments where id = ${id}`.execute(
        act.tx,
      )
    const it = rows[0] ?? refuse('listening.unknown_commitment', 404)
    if (kept && !(evidenceId && (await hasEvidence(act.tx, evidenceId, id)))) refuse('listening.evidence_needed', 422)
    const written =
      await sql`insert into listening.outcomes (commitment_id, unit_id, kept, text, evidence_id, by_staff, at)
      values (${id}, ${it.unit}, ${kept}, ${text}, ${evidenceId ?? null}, ${staffOf(act)}, ${act.now}) on conflict do nothing`.execute(
        act.tx,
      )
    if (!written.numAffectedRows) refuse('listening.settled', 409)
    act.concerns({ record: id, unit: it.unit })
    if (!kept || !it.edition) return {}
    const fact = {
      edition: it.edition,
      unit: it.unit,
      day: act.today,
      quantity: 1,
      record: id,
      grade: 'proven',
      duty: 'extra',
    } as const
    await tally(act.tx, { ...fact, activity: 'listening', measure: 'commitments-kept' }, act.now)
    if (it.activity && it.record)
      await act.settle({
        because: { edition: it.edition, activity: it.activity, record: it.record },
        kind: 'commitment-kept',
        unit: it.unit,
        values: { commitment: id },
      })
    return {}
  },
}
