import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Verbs } from '#kit/serve'
import { readPhone } from '#kit/text'
import { addDays } from '#kit/time'
import { type GivesOf, refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { contactKeys, contactSought } from '#spine/customers'
import type { messagingRoutes } from './routes.ts'
import { listFreshDays } from './rules.ts'
import { actor, templateVerbs } from './service-templates.ts'
import { waveVerbs } from './service-waves.ts'

type Limits = GivesOf<typeof messagingRoutes.limits>['limits']
type Receivers = GivesOf<typeof messagingRoutes.recipients>['recipients']
type Receipt = TakesOf<typeof messagingRoutes.receipt>

const page = 50

/** What a carrier signs: its name, our message, what became of it and when, a line each. */
export function signatureOf(
  key: Buffer,
  { carrier, message, status, at }: Omit<Receipt, 'signature' | 'reason'>,
): string {
  return createHmac('sha256', key).update([carrier, message, status, at].join('\n')).digest('hex')
}

/** Numbers one a line, or parted by commas; what is none is counted. */
function numbersIn(text: string): { readonly good: string[]; readonly bad: number } {
  const written = text.split(/[\s,;]+/).filter(Boolean)
  const good = written.flatMap(one => readPhone(one)?.national ?? [])
  return { good: [...new Set(good)], bad: written.length - good.length }
}

export const verbs: Verbs<typeof messagingRoutes> = {
  ...templateVerbs,
  ...waveVerbs,

  recipients: async (act, { id, state, after }) => {
    const { rows } = await sql<Receivers[number]>`select r.party, w.channels[r.step + 1] as channel, r.state, r.reason,
        (select coalesce(array_agg(c.code order by c.code), '{}') from customers.customers c where c.id = any (r.customers[1:5])) as codes,
        (select c.phone_shown from customers.customers c where c.id = r.customers[1]) as shown
      from messaging.recipients r join messaging.waves w on w.id = r.wave_id
      where r.wave_id = ${id} and ${state ? sql`r.state = ${state}` : sql`true`} and (${after ?? null}::uuid is null or r.party > ${after ?? null}::uuid)
      order by r.party limit ${page + 1}`.execute(act.tx)
    const recipients = rows.slice(0, page)
    return { recipients, next: rows.length > page ? (recipients.at(-1)?.party ?? null) : null }
  },

  limits: async act => {
    const { rows: limits } = await sql<
      Limits[number]
    >`select distinct on (class, channel) class, channel, to_char(opens, 'HH24:MI') as opens,
        case when closes = '24:00' then '24:00' else to_char(closes, 'HH24:MI') end as closes, most, within_hours as "withinHours", consent,
        from_day::text as from, source, confirmed_at is not null as confirmed
      from messaging.limits where from_day <= ${act.today} order by class, channel, from_day desc`.execute(act.tx)
    const { rows } = await sql<{ age: number | null }>`select messaging.list_age(${act.today}::date) as age`.execute(
      act.tx,
    )
    return { limits, listAgeDays: rows[0]?.age ?? null, listFreshDays }
  },

  suppress: async (act, { unitId, contact, why, evidence }) => {
    if (!act.units.includes(unitId)) refuse('messaging.unit_out_of_scope', 403)
    const found = contactSought(contactKeys(act.ports.secrets), contact) ?? refuse('messaging.bad_contact', 422)
    await sql`insert into messaging.suppressed (found, reason, unit_id, evidence, added_by, added_at)
      values (${found}, ${why}, ${unitId}, ${evidence}, ${actor(act)}, ${act.now}) on conflict do nothing`.execute(
      act.tx,
    )
    act.concerns({ unit: unitId })
    return {}
  },

  takeList: async (act, { unitId, fetchedOn, numbers }) => {
    if (!act.units.includes(unitId)) refuse('messaging.unit_out_of_scope', 403)
    if (fetchedOn > act.today) refuse('messaging.list_ahead', 422)
    const { good, bad } = numbersIn(numbers)
    const { rows } = await sql<{ last: number | null }>`select numbers as last from messaging.do_not_call_lists
      where fetched_on > ${addDays(act.today, -366)} order by fetched_on desc, taken_at desc limit 1`.execute(act.tx)
    if (good.length < (rows[0]?.last ?? 0) * 0.8) refuse('messaging.list_shrank', 409)
    const keys = contactKeys(act.ports.secrets)
    const found = good.flatMap(number => contactSought(keys, number) ?? [])
    await sql`insert into messaging.suppressed (found, reason, unit_id, evidence, added_by, added_at)
      select f, 'do_not_call', ${unitId}, ${`danh sách ngày ${fetchedOn}`}, ${actor(act)}, ${act.now} from unnest(${found}::uuid[]) f
      on conflict do nothing`.execute(act.tx)
    await sql`insert into messaging.do_not_call_lists (id, unit_id, fetched_on, numbers, taken_by, taken_at)
      values (${uuidv7(act.now.getTime())}, ${unitId}, ${fetchedOn}, ${found.length}, ${actor(act)}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ unit: unitId, values: { numbers: found.length } })
    return { numbers: found.length, bad }
  },

  receipt: async (act, { signature, reason, ...it }) => {
    const right = signatureOf(act.ports.secrets.key(`messaging.receipts.${it.carrier}`), it)
    if (!timingSafeEqual(Buffer.from(right, 'hex'), Buffer.from(signature, 'hex')))
      refuse('messaging.forged_receipt', 403)
    const { rows } = await sql<{ known: boolean }>`select messaging.receive(${it.message}, ${it.carrier}, ${it.status},
      ${it.at}::timestamptz, ${reason ?? null}, ${act.now}) as known`.execute(act.tx)
    if (!rows[0]?.known) refuse('messaging.unknown_message', 404)
    act.concerns({ record: it.message })
    return {}
  },
}
