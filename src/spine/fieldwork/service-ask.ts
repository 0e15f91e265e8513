import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { fieldError } from '#kit/serve/validate.ts'
import { fold, maskPhone, readPhone } from '#kit/text'
import { Refusal, refuse, uuidv7 } from '#kit/wire'
import type { WorkKind } from '#kit/wire/work.ts'
import { findCurrentEdition } from '#spine/editions'
import { requestCode } from './codes.ts'
import { getWork } from './kinds.ts'
import { type Answers, clockOf, wrongAnswers } from './rules.ts'
import { sealPhone } from './service-parts.ts'

export type Asked = {
  /** `activity.name` of a kind on a face. */
  readonly kind: string
  readonly unit: string
  readonly customer?: string | undefined
  /** The activity's own record that the work is for. */
  readonly because?: string | undefined
  readonly name: string
  readonly address: string
  readonly commune?: string | undefined
  readonly phone?: string | undefined
  readonly note?: string | undefined
  readonly channel: 'portal' | 'call' | 'paper' | 'plan'
  readonly answers?: Answers | undefined
}

/** From one asker a day: more than that is no household's need, and is asked to call. */
const mostADay = 10
const dayMs = 86_400_000

/** What is wrong with the answers to a kind's questions, each at its own field; an answer to no question is refused too. */
function refuseAnswers(act: Act, kind: WorkKind, answers: Answers): void {
  const wrong = wrongAnswers(kind.fields, answers)
  if (wrong.length === 0) return
  throw new Refusal(
    'kit.invalid',
    422,
    {},
    wrong.map(({ name, ...one }) => fieldError({ field: `answers.${name}`, ...one }, act.lang)),
  )
}

/** The same need of the same customer, still open: it keeps its code, and nobody goes twice. */
async function findSame(act: Act, asked: Asked): Promise<{ id: string; code: string } | undefined> {
  if (!asked.customer && !asked.because) return undefined
  const { rows } = await sql<{ id: string; code: string }>`select id, code from fieldwork.requests
    where open and kind = ${asked.kind} and customer_id is not distinct from ${asked.customer ?? null}::uuid
      and because is not distinct from ${asked.because ?? null}::uuid order by asked_at limit 1`.execute(act.tx)
  return rows[0]
}

async function refuseFlood(act: Act, asker: string): Promise<void> {
  if (act.who.kind === 'staff') return
  const since = new Date(act.now.getTime() - dayMs)
  const { rows } = await sql<{ many: string }>`select fieldwork.asked_since(${asker}, ${since}) as many`.execute(act.tx)
  if (Number(rows[0]?.many) >= mostADay) refuse('fieldwork.too_many', 429)
}

/**
 * Takes a request: refuses what its kind does not ask for, answers the one that is open already for the same customer
 * or record, and begins the clock of its promise.
 */
export async function askForWork(act: Act, asked: Asked): Promise<{ id: string; code: string; already: boolean }> {
  const { activity, kind } = getWork(act.ports, asked.kind)
  const asker = act.who.kind === 'nobody' ? refuse('kit.sign_in_needed', 401) : act.who.id
  refuseAnswers(act, kind, asked.answers ?? {})
  const phone = asked.phone ? (readPhone(asked.phone) ?? refuse('fieldwork.bad_phone', 422)) : undefined
  const edition = (await findCurrentEdition(act.tx, act.today)) ?? refuse('fieldwork.no_edition', 409)
  const same = await findSame(act, asked)
  if (same) return { ...same, already: true }
  await refuseFlood(act, asker)
  const [id, code] = [act.key, requestCode()]
  const { dueAt } = clockOf(act.now, [], kind.promise, act.now)
  await sql`insert into fieldwork.requests (id, code, activity, kind, form, edition_id, unit_id, customer_id, because, name, address, commune_code,
      phone_sealed, phone_shown, note, answers, folded, channel, asked_by, asked_at, state, due_at)
    values (${id}, ${code}, ${activity}, ${asked.kind}, ${JSON.stringify(kind)}, ${edition.id}, ${asked.unit}, ${asked.customer ?? null}, ${asked.because ?? null},
      ${asked.name}, ${asked.address}, ${asked.commune ?? null}, ${phone ? sealPhone(act.ports, id, phone.national) : null}, ${phone ? maskPhone(phone.national) : null},
      ${asked.note ?? ''}, ${JSON.stringify(asked.answers ?? {})}, ${fold(`${code} ${asked.name} ${asked.address}`)}, ${asked.channel}, ${asker}, ${act.now}, 'asked', ${dueAt})`.execute(
    act.tx,
  )
  await sql`insert into fieldwork.steps (id, request_id, unit_id, move, to_state, by_staff, at, happened_at)
    values (${uuidv7(act.now.getTime())}, ${id}, ${asked.unit}, 'ask', 'asked', ${act.who.kind === 'staff' ? asker : null}, ${act.now}, ${act.now})`.execute(
    act.tx,
  )
  act.concerns({ record: id, unit: asked.unit })
  return { id, code, already: false }
}
