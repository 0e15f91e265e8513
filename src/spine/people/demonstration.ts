import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { demoUnit } from '#spine/org'
import type { Role } from './rules.ts'
import { hashPassword } from './secrets.ts'

export type DemoSignIn = {
  readonly login: string
  readonly password: string
  readonly role: Role
  readonly name: string
}

/** Everybody here is invented. The password is the same for all, and only a demonstration has it. */
const password = 'tri-an-minh-hoa'
const people: readonly (readonly [code: string, name: string, role: Role, unit: string])[] = [
  ['QT01', 'Lê Hoàng Minh', 'administrator', 'EVN'],
  ['KT01', 'Phạm Thu Hà', 'auditor', 'EVN'],
  ['LKH01', 'Nguyễn Quốc Bảo', 'planner', 'EVNSPC'],
  ['PD01', 'Trần Thị Mai', 'approver', 'EVNSPC'],
  ['KTO01', 'Đặng Văn Lâm', 'accountant', 'EVNSPC'],
  ['LKH02', 'Võ Thị Kim Ngân', 'planner', 'PC Cà Mau'],
  ['PD02', 'Huỳnh Tấn Phát', 'approver', 'PC Cà Mau'],
  ['GDV01', 'Bùi Ngọc Ánh', 'clerk', 'PC Cà Mau'],
  ['HT01', 'Lâm Văn Đức', 'crew', 'PC Cà Mau / Năm Căn'],
  ['HT02', 'Tạ Thị Hương', 'crew', 'PC Cà Mau'],
]

/** Invented staff, one for each role, with one password that is printed when the demonstration starts. */
export async function loadPeopleDemonstration(owner: Database): Promise<DemoSignIn[]> {
  const hash = await hashPassword(password)
  const day = '2024-01-01'
  for (const [code, name, role, unitKey] of people) {
    const [id, unit] = [uuidv7(), demoUnit(unitKey)]
    await owner.pool.query(
      'insert into people.staff (id, code, name, email, unit_id, opened_on) values ($1, $2, $3, $4, $5, $6)',
      [id, code, name, `${code.toLowerCase()}@minhhoa.example`, unit, day],
    )
    await owner.pool.query(
      `insert into people.credentials (id, staff_id, kind, secret, made_at) values ($1, $2, 'password', $3, now())`,
      [uuidv7(), id, hash],
    )
    await owner.pool.query(
      'insert into people.roles (id, staff_id, role, unit_id, from_day, granted_at) values ($1, $2, $3, $4, $5, now())',
      [uuidv7(), id, role, unit, day],
    )
  }
  return people.map(([login, name, role]) => ({ login, password, role, name }))
}
