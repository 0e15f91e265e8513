import type { ColumnType, Generated } from 'kysely'
import type { PartnerKind, Role, Step } from './rules.ts'

type Day = ColumnType<string, string, string>

export type PeopleTables = {
  'people.staff': {
    id: string
    code: string
    name: string
    given_name: Generated<string>
    found_by: Generated<string>
    email: string
    phone_sealed: string | null
    unit_id: string
    opened_on: Day
    closed_on: Day | null
  }
  'people.credentials': {
    id: string
    staff_id: string
    kind: 'password' | 'totp' | 'passkey' | 'oidc'
    subject: string | null
    secret: string
    used_step: bigint | null
    given_by: string | null
    made_at: Date
    confirmed_at: Date | null
    ended_at: Date | null
  }
  'people.roles': {
    id: string
    staff_id: string
    role: Role
    unit_id: string
    from_day: Day
    until_day: Day | null
    granted_by: string | null
    granted_at: Date
    ended_by: string | null
  }
  'people.delegations': {
    id: string
    role_id: string
    from_staff: string
    to_staff: string
    unit_id: string
    from_day: Day
    until_day: Day
    made_at: Date
  }
  'people.sessions': {
    id: string
    token_sha256: Buffer
    kind: 'staff' | 'customer'
    person_id: string
    step: Step | null
    opened_at: Date
    seen_at: Date
    idle: string
    ends_at: Date
    ended_at: Date | null
    ip: string
    label: string | null
  }
  'people.devices': {
    id: string
    staff_id: string
    label: string
    key_sha256: Buffer
    registered_at: Date
    seen_at: Date | null
    ends_at: Date
    revoked_at: Date | null
    revoked_by: string | null
  }
  'people.partner_keys': {
    id: string
    partner_id: string
    name: string
    unit_id: string
    kind: PartnerKind
    scopes: string[]
    prefix: string
    key_sha256: Buffer
    issued_by: string
    issued_at: Date
    ends_at: Date
    revoked_at: Date | null
    revoked_by: string | null
  }
}
