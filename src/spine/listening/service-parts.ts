import { type RawBuilder, sql } from 'kysely'
import { blindIndex, open, seal } from '#kit/db/seal.ts'
import type { Act, Verbs } from '#kit/serve'
import { codeOf, readCode } from '#kit/text'
import { refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { listeningRoutes } from './routes.ts'
import type { CaseRow, Commitment } from './routes-parts.ts'
import { soundsDangerous } from './rules.ts'

/** Some of the verbs of listening; the face puts them together. */
export type ListeningVerbs<K extends keyof typeof listeningRoutes> = Pick<Verbs<typeof listeningRoutes>, K>

export const staffOf = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))

/** A moment as the wire carries it. */
export const momentSql = (moment: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
export const unitSql = (unit: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`coalesce((select n.name from org.unit_names n where n.unit_id = ${unit} order by n.from_day desc limit 1), '')`

/** The code by which an asker follows the answer: made from the case's id, so that it can be said again. */
export const caseCode = (act: Act, id: string): string =>
  codeOf(blindIndex(act.ports.secrets.key('listening.codes'), id))
export const foundBy = (act: Act, typed: string): Buffer | undefined => {
  const code = readCode(typed)
  return code === undefined ? undefined : blindIndex(act.ports.secrets.key('listening.found'), code)
}

const placeOf = (id: string): string => `listening.cases:${id}`
const contactKey = (act: Act): Buffer => act.ports.secrets.key('listening.contacts')
export const sealContact = (act: Act, id: string, phone: string): string | null =>
  phone === '' ? null : seal(contactKey(act), placeOf(id), phone)
export const openContact = (act: Act, id: string, sealed: string): string => open(contactKey(act), placeOf(id), sealed)

type Raw = Omit<CaseRow, 'late' | 'danger' | 'mine'> & { ownerId: string | null; inTime: boolean | null }

export const caseColumns = sql`k.id, k.text, k.asker, k.topic, k.channel, ${unitSql(sql`k.unit_id`)} as unit, k.unit_id as "unitId", k.state,
  ${nameOfStaff('k.owner_id')} as owner, k.owner_id as "ownerId", ${momentSql(sql`k.asked_at`)} as "askedAt", ${momentSql(sql`k.due_at`)} as "dueAt",
  ${momentSql(sql`k.closed_at`)} as "closedAt", k.in_time as "inTime", k.told`

export function shown(act: Act, { ownerId, inTime, ...row }: Raw): CaseRow {
  return {
    ...row,
    mine: act.who.kind === 'staff' && act.who.id === ownerId,
    late: inTime === null ? new Date(row.dueAt) < act.now : !inTime,
    danger: soundsDangerous(row.text),
  }
}

export async function casesWhere(act: Act, where: RawBuilder<unknown>, most: number): Promise<CaseRow[]> {
  const { rows } = await sql<Raw>`select ${caseColumns} from listening.cases k where ${where} limit ${most}`.execute(
    act.tx,
  )
  return rows.map(row => shown(act, row))
}

export async function commitmentsWhere(act: Act, where: RawBuilder<unknown>): Promise<Commitment[]> {
  const { rows } = await sql<
    Omit<Commitment, 'late'>
  >`select c.id, c.text, c.due_on::text as "dueOn", ${unitSql(sql`c.unit_id`)} as unit,
      case when o.commitment_id is not null then jsonb_build_object('kept', o.kept, 'text', o.text, 'at', ${momentSql(sql`o.at`)},
        'evidenceId', o.evidence_id) end as outcome
    from listening.commitments c left join listening.outcomes o on o.commitment_id = c.id
    where ${where} order by o.commitment_id nulls first, c.due_on, c.id limit 200`.execute(act.tx)
  return rows.map(row => ({ ...row, late: !row.outcome && row.dueOn < act.today }))
}
