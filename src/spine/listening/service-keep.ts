import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { readPhone } from '#kit/text'
import { refuse } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { tally } from '#spine/facts'
import type { channels, topics } from './rules.ts'
import { firstDue, writeEvent } from './service-log.ts'
import { caseCode, foundBy, sealContact } from './service-parts.ts'

export type NewCase = {
  /** The question's own id: the same one again is the same question. */
  readonly key: string
  readonly unit: string
  readonly channel: (typeof channels)[number]
  readonly topic: (typeof topics)[number]
  readonly text: string
  readonly asker: string
  readonly phone: string
  readonly customer?: string
  readonly because?: { readonly activity: string; readonly record: string } | undefined
  readonly askedAt?: Date
}
export type Kept = { readonly id: string; readonly code: string; readonly dueAt: string }

function phoneOf(phone: string): string {
  return phone === '' ? '' : (readPhone(phone)?.national ?? refuse('listening.bad_phone', 422))
}

/** Keeps what somebody said: it is durable before anybody is told so. The same question sent twice is kept once. */
export async function keepCase(act: Act, it: NewCase): Promise<Kept> {
  // A phone's clock may be ahead: nobody asks after they were heard, or the log would begin with the answer.
  const asked = it.askedAt && it.askedAt < act.now ? it.askedAt : act.now
  const dueAt = await firstDue(act, asked)
  const edition = (await findCurrentEdition(act.tx, act.today))?.id ?? null
  const code = caseCode(act, it.key)
  const kept =
    await sql`insert into listening.cases (id, unit_id, edition_id, channel, topic, text, asker, contact_sealed, customer_id, activity, record,
      found, asked_at, kept_by, kept_at, due_at)
    values (${it.key}, ${it.unit}, ${edition}, ${it.channel}, ${it.topic}, ${it.text}, ${it.asker}, ${sealContact(act, it.key, phoneOf(it.phone))},
      ${it.customer ?? null}, ${it.because?.activity ?? null}, ${it.because?.record ?? null}, ${foundBy(act, code)}, ${asked},
      ${act.who.kind === 'staff' ? act.who.id : null}, ${act.now}, ${dueAt}) on conflict (id) do nothing`.execute(
      act.tx,
    )
  act.concerns({ record: it.key, unit: it.unit })
  if (kept.numAffectedRows) {
    await writeEvent(act, { id: it.key, unit: it.unit }, { kind: 'received', at: asked })
    if (edition)
      await tally(
        act.tx,
        {
          edition,
          activity: 'listening',
          measure: 'heard',
          unit: it.unit,
          day: act.today,
          quantity: 1,
          record: it.key,
          grade: 'recorded',
          duty: 'statutory',
        },
        act.now,
      )
    if (edition && it.because)
      await act.settle({
        because: { edition, ...it.because },
        kind: 'question-asked',
        unit: it.unit,
        values: { case: it.key },
      })
  }
  return { id: it.key, code, dueAt: dueAt.toISOString() }
}
