import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import type { Job } from '#kit/serve/face.ts'
import { isoDay } from '#kit/time'
import { refuse } from '#kit/wire'
import { evidenceGrade } from '#spine/evidence'
import { correct, countMany } from '#spine/facts'
import { getWork } from './kinds.ts'
import { clockOf, countsOf, neededSlots, type Signing } from './rules.ts'
import { type Case, step, stepsOf } from './service-parts.ts'
import { fieldworkWords as words } from './words.ts'

type Last = {
  readonly order: string
  readonly readings: Record<string, number>
  readonly signed: Signing
  readonly at: Date
}

async function lastResult(act: Act, request: string): Promise<Last> {
  const { rows } = await sql<Last>`select order_id as order, readings, signed, finished_at as at from fieldwork.results
    where request_id = ${request} order by at desc limit 1`.execute(act.tx)
  return rows[0] ?? refuse('fieldwork.not_now', 409)
}

/**
 * The work is accepted: it counts now, once, with the grade that its evidence gives it, on the day when it was done; and
 * whoever asked for it through an activity hears of it in the same transaction.
 */
export async function accepted(act: Act, it: Case, reason?: string): Promise<Case> {
  const last = await lastResult(act, it.id)
  const after = await step(act, it, 'accept', { reason })
  await sql`update fieldwork.orders set ended_at = ${act.now} where request_id = ${it.id} and ended_at is null`.execute(
    act.tx,
  )
  const { grade } = await evidenceGrade(act.tx, it.id, neededSlots(it.form, last.signed))
  const { state } = clockOf(it.askedAt, await stepsOf(act, it.id), it.form.promise, act.now)
  const { duties } = getWork(act.ports, it.kind)
  const counts = countsOf(it.form, last.readings, state === 'kept')
  await countMany(
    act.tx,
    counts.map(({ measure, quantity }) => ({
      edition: it.edition,
      activity: it.activity,
      measure,
      unit: it.unit,
      commune: it.commune ?? undefined,
      day: isoDay(last.at),
      quantity,
      record: it.id,
      grade,
      duty: duties[measure] ?? 'extra',
    })),
    act.now,
  )
  await act.settle({
    because: { edition: it.edition, activity: it.activity, record: it.because ?? it.id },
    kind: 'work-accepted',
    unit: it.unit,
    values: { request: it.id, work: it.kind, ...Object.fromEntries(counts.map(one => [one.measure, one.quantity])) },
  })
  return after
}

type Weak = { readonly fact: string }

/** A picture that turns up for another record later takes the proof away: the figure is corrected, its number stays. */
export const regrade: Job = {
  does: { vi: words.vi.does.regrade, en: words.en.does.regrade },
  every: '*/20 * * * *',
  run: async context => {
    const scope = await context.houseScope()
    await context.tx(async tx => {
      const { rows } =
        await sql<Weak>`select f.id as fact from evidence.reuses u join evidence.items i on i.id = u.item_id
          join fieldwork.requests r on r.id = i.record and r.state = 'accepted'
          join facts.facts f on f.record = r.id and f.grade = 'proven' and not exists (select from facts.facts l where l.corrects = f.id)
        where u.found_at > ${new Date(context.now().getTime() - 86_400_000)} group by f.id limit 1000`.execute(tx)
      for (const { fact } of rows) await correct(tx, fact, { grade: 'recorded' }, context.now())
    }, scope)
  },
}
