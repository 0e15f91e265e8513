import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { addDays, daysBetween, momentOf } from '#kit/time'
import { refuse, uuidv7 } from '#kit/wire'
import { staffOf } from './account.ts'
import { unitName } from './held.ts'
import type { PartnerKey, peopleRoutes } from './routes.ts'
import { longestDays, type PartnerKind } from './rules.ts'
import type { PeopleTables } from './schema.ts'
import { sha256 } from './secrets.ts'
import { refuseOutOfScope } from './staff.ts'

type KeyVerbs = Verbs<Pick<typeof peopleRoutes, 'partnerKeys' | 'issueKey' | 'revokeKey'>>
type Row = Omit<PartnerKey, 'unit' | 'issuedAt' | 'endsAt' | 'revokedAt'> & {
  unitId: string
  unit: string
  issuedAt: Date
  endsAt: Date
  revokedAt: Date | null
}

/** A key that can be told apart by what is shown of it: `tri-an_live_3f9a1c2e_…`. */
function newKey(kind: PartnerKind): { key: string; prefix: string } {
  const prefix = `tri-an_${kind}_${randomBytes(4).toString('hex')}`
  return { key: `${prefix}_${randomBytes(32).toString('base64url')}`, prefix }
}

async function refuseUnknownPartner(act: Act, partnerId: string): Promise<void> {
  const known = await act.tx
    .withTables<PeopleTables>()
    .selectFrom('people.partner_keys')
    .select('id')
    .where('partner_id', '=', partnerId)
    .executeTakeFirst()
  if (!known) refuse('people.unknown_partner', 404)
}

export const keyVerbs: KeyVerbs = {
  partnerKeys: async act => {
    const { rows } = await sql<Row>`select k.id, k.partner_id as "partnerId", k.name, k.unit_id as "unitId",
        ${unitName('k.unit_id', act.today)} as unit, k.kind, k.scopes, k.prefix, k.issued_at as "issuedAt",
        k.ends_at as "endsAt", k.revoked_at as "revokedAt"
      from people.partner_keys k order by k.issued_at desc, k.id desc limit 500`.execute(act.tx)
    return {
      keys: rows.map(({ unitId, unit, issuedAt, endsAt, revokedAt, ...rest }) => ({
        ...rest,
        unit: { id: unitId, name: unit },
        issuedAt: issuedAt.toISOString(),
        endsAt: endsAt.toISOString(),
        revokedAt: revokedAt?.toISOString() ?? null,
      })),
    }
  },
  issueKey: async (act, { name, unitId, kind, scopes, until, partnerId }) => {
    refuseOutOfScope(act, unitId)
    const ahead = daysBetween(act.today, until)
    if (ahead < 1 || ahead > longestDays.partnerKey)
      refuse('people.key_too_long', 422, { days: longestDays.partnerKey })
    if (partnerId) await refuseUnknownPartner(act, partnerId)
    const { key, prefix } = newKey(kind)
    const partner = partnerId ?? uuidv7(act.now.getTime())
    await act.tx
      .withTables<PeopleTables>()
      .insertInto('people.partner_keys')
      .values({
        id: act.key,
        partner_id: partner,
        name,
        unit_id: unitId,
        kind,
        scopes: [...new Set(scopes)].sort(),
        prefix,
        key_sha256: sha256(key),
        issued_by: staffOf(act),
        issued_at: act.now,
        ends_at: momentOf(addDays(until, 1)),
        revoked_at: null,
        revoked_by: null,
      })
      .execute()
    act.concerns({ record: act.key, unit: unitId, values: { partner, kind } })
    return { id: act.key, partnerId: partner, key }
  },
  revokeKey: async (act, { id }) => {
    const ended = await act.tx
      .withTables<PeopleTables>()
      .updateTable('people.partner_keys')
      .set({ revoked_at: act.now, revoked_by: staffOf(act) })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning(['unit_id'])
      .executeTakeFirst()
    if (!ended) return refuse('people.unknown_key', 404)
    act.concerns({ record: id, unit: ended.unit_id })
    return {}
  },
}

/** The partner whose key calls a `partner` route, when the key was issued for `scope`; refuses any other. */
export async function getPartner(
  act: Act,
  scope: string,
): Promise<{
  readonly keyId: string
  readonly partnerId: string
  readonly unitId: string
  readonly kind: PartnerKind
}> {
  if (act.who.kind !== 'partner') return refuse('kit.sign_in_needed', 401)
  const row = await act.tx
    .withTables<PeopleTables>()
    .selectFrom('people.partner_keys')
    .select(['id', 'partner_id', 'unit_id', 'kind', 'scopes'])
    .where('id', '=', act.who.id)
    .executeTakeFirst()
  if (!row?.scopes.includes(scope)) return refuse('people.key_scope', 403)
  return { keyId: row.id, partnerId: row.partner_id, unitId: row.unit_id, kind: row.kind }
}
