import type { ColumnType } from 'kysely'
import type { Role } from './rules.ts'

type Day = ColumnType<string, string, string>

export type PeopleTables = {
  'people.staff': {
    id: string
    code: string
    name: string
    email: string
    unit_id: string
    opened_on: Day
    closed_on: Day | null
  }
  'people.credentials': {
    id: string
    staff_id: string
    kind: 'password' | 'totp' | 'passkey' | 'oidc'
    secret: string
    used_step: bigint | null
    made_at: Date
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
  }
  'people.sessions': {
    id: string
    token_sha256: Buffer
    kind: 'staff' | 'customer'
    person_id: string
    opened_at: Date
    seen_at: Date
    idle: string
    ends_at: Date
    ended_at: Date | null
    device: string | null
  }
}
