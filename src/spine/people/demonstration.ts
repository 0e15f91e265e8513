import type { Database } from '#kit/db'
import { isoDay } from '#kit/time'
import { demoUnit } from '#spine/org'
import { addAuthenticator, addPassword } from './credentials.ts'
import { putStaff } from './first.ts'
import type { Role } from './rules.ts'
import { hashPassword } from './secrets.ts'

export type DemoSignIn = {
  readonly login: string
  readonly password: string
  readonly role: Role
  readonly name: string
  /** The authenticator's secret (base32), for the one account that asks for a code as well. */
  readonly secret?: string
}

/** Everybody here is invented. The password is the same for all, and only a demonstration has it. */
const password = 'tri-an-minh-hoa'
const secret = 'TRIANMINHHOATRIANMINHHOATRIANMIN'
const people: readonly (readonly [code: string, name: string, role: Role, unit: string])[] = [
  ['QT01', 'Lê Hoàng Minh', 'administrator', 'EVN'],
  ['KT01', 'Phạm Thu Hà', 'auditor', 'EVN'],
  ['LKH00', 'Ngô Thanh Tùng', 'planner', 'EVN'],
  ['PD00', 'Đỗ Thị Ước', 'approver', 'EVN'],
  ['LKH01', 'Nguyễn Quốc Bảo', 'planner', 'EVNSPC'],
  ['PD01', 'Trần Thị Mai', 'approver', 'EVNSPC'],
  ['KTO01', 'Đặng Văn Lâm', 'accountant', 'EVNSPC'],
  ['QT02', 'Hồ Ngọc Diệp', 'administrator', 'PC Cà Mau'],
  ['LKH02', 'Võ Thị Kim Ngân', 'planner', 'PC Cà Mau'],
  ['PD02', 'Huỳnh Tấn Phát', 'approver', 'PC Cà Mau'],
  ['GDV01', 'Bùi Ngọc Ánh', 'clerk', 'PC Cà Mau'],
  ['HT01', 'Lâm Văn Đức', 'crew', 'PC Cà Mau / Năm Căn'],
  ['HT02', 'Tạ Thị Hương', 'crew', 'PC Cà Mau'],
]
/** The account that shows the second step. */
const withCode = 'PD00'

/** Invented staff, one for each role at every level, with one password that is printed when the demonstration starts. */
export async function loadPeopleDemonstration(
  owner: Database,
  secrets: { readonly key: (purpose: string) => Buffer },
): Promise<DemoSignIn[]> {
  const [hash, at] = [await hashPassword(password), new Date('2024-01-01T01:00:00Z')]
  await owner.kysely.transaction().execute(async tx => {
    for (const [code, name, role, unit] of people) {
      const email = `${code.toLowerCase()}@minhhoa.example`
      const id = await putStaff(tx, { code, name, email, role, unitId: demoUnit(unit) }, isoDay(at), at)
      await addPassword(tx, id, hash, at)
      if (code === withCode)
        await addAuthenticator(tx, id, secret, { key: secrets.key('people.totp'), at, confirmed: true })
    }
  })
  return people.map(([login, name, role]) => ({
    login,
    password,
    role,
    name,
    ...(login === withCode ? { secret } : {}),
  }))
}
