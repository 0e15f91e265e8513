import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#kit/db'
import type { Job, JobContext } from '#kit/serve/face.ts'
import { uuidv7 } from '#kit/wire'
import { sendSingle } from '#spine/messaging'
import { openContact } from './contact-seal.ts'
import { noticeText } from './service-calls.ts'
import { unitNameSql } from './service-parts.ts'
import { words } from './words.ts'

type Due = { agreement: string; unit: string; channel: 'sms' | 'email' | 'call'; sealed: string }
type Event = { startsAt: Date; endsAt: Date; reason: string; issuer: string }

/** How many notices are claimed and sent before the next are looked at. */
const batch = 50

/** Writes the notice's row before it leaves; one that stands already, or whose event was cancelled, is left out. */
async function claim(context: JobContext, scope: Context, event: string): Promise<(Due & { message: string })[]> {
  return context.tx(async tx => {
    const { rows } =
      await sql<Due>`select c.agreement_id as agreement, c.unit_id as unit, a.channel, a.contact_sealed as sealed
      from load_shift.calls c join load_shift.agreements a on a.id = c.agreement_id
      where c.event_id = ${event} and c.cancelled_at is null
        and not exists (select from load_shift.notices n where n.event_id = c.event_id and n.agreement_id = c.agreement_id)
      order by c.agreement_id limit ${batch}`.execute(tx)
    const claimed: (Due & { message: string })[] = []
    for (const due of rows) {
      const message = uuidv7(context.now().getTime())
      const { numAffectedRows } =
        await sql`insert into load_shift.notices (event_id, agreement_id, unit_id, message_id, channel, begun_at)
        values (${event}, ${due.agreement}, ${due.unit}, ${message}, ${due.channel}, ${context.now()}) on conflict do nothing`.execute(
          tx,
        )
      if (numAffectedRows === 1n) claimed.push({ ...due, message })
    }
    return claimed
  }, scope)
}

async function send(
  context: JobContext,
  scope: Context,
  event: string,
  it: Due & { message: string },
  of: Event,
): Promise<void> {
  if (it.channel === 'call') return
  const body = noticeText('vi', of)
  const to = it.sealed === '' ? undefined : openContact(context.ports.secrets, it.agreement, it.sealed)
  const message = { id: it.message, to: to ?? '', body, subject: words.vi.noticeSubject }
  const about = { unit: it.unit, class: 'service', activity: 'load-shift', record: it.agreement } as const
  const outcome = to ? await sendSingle(context, scope, { ...about, channel: it.channel, message }) : 'refused'
  if (!outcome) return
  const set = (
    value: RawBuilder<unknown>,
  ) => sql`update load_shift.notices set outcome = ${value}, told_at = ${context.now()}
    where event_id = ${event} and agreement_id = ${it.agreement} and outcome is null`
  await context.tx(tx => set(sql`${outcome}`).execute(tx), scope)
}

/**
 * Tells everybody whom an event calls, once. It may be started again at any point: what was claimed before is not
 * sent a second time, and stays without an outcome when nobody knows whether it left.
 */
export const notify: Job = {
  does: { vi: words.vi.does.notify, en: words.en.does.notify },
  run: async (context, data) => {
    const { event } = data as { event: string }
    const scope = await context.houseScope()
    const { rows } = await context.tx(
      tx =>
        sql<Event>`select e.starts_at as "startsAt", e.ends_at as "endsAt", e.reason, ${unitNameSql(sql`e.unit_id`)} as issuer
        from load_shift.events e where e.id = ${event} and e.cancelled_at is null`.execute(tx),
      scope,
    )
    const [of] = rows
    if (!of) return
    for (;;) {
      context.signal.throwIfAborted()
      const claimed = await claim(context, scope, event)
      for (const one of claimed) await send(context, scope, event, one, of)
      if (claimed.length === 0) return
    }
  },
}
