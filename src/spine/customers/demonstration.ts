import type { Database } from '#kit/db'
import { blindIndex } from '#kit/db/seal.ts'
import { uuidv7 } from '#kit/wire'
import { demoUnit } from '#spine/org'

const given = ['An', 'Bình', 'Châu', 'Dung', 'Giang', 'Hạnh', 'Khoa', 'Linh', 'Nga', 'Phúc']
const family = ['Nguyễn Văn', 'Trần Thị', 'Lê Hoàng', 'Phạm Ngọc', 'Huỳnh Thị']

/** Thirty invented customers of one company; the first one's number is 0900 000 001. Answers that number. */
export async function loadCustomersDemonstration(owner: Database, phoneKey: Buffer): Promise<string> {
  const unit = demoUnit('PC Cà Mau')
  for (let index = 0; index < 30; index++) {
    const name = `${family[index % family.length]} ${given[index % given.length]}`
    const phone = `0900000${String(index + 1).padStart(3, '0')}`
    await owner.pool.query(
      `insert into customers.customers (id, code, name, kind, unit_id, phone_index) values ($1, $2, $3, 'household', $4, $5)`,
      [uuidv7(), `PB14${String(index + 1).padStart(9, '0')}`, name, unit, blindIndex(phoneKey, phone)],
    )
  }
  return '0900000001'
}
