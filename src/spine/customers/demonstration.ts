import type { Database } from '#kit/db'
import { blindIndex, seal } from '#kit/db/seal.ts'
import { maskPhone } from '#kit/text'
import { uuidv7 } from '#kit/wire'
import { demoUnit } from '#spine/org'
import { foundBy, foundKey } from './rules.ts'

const given = ['An', 'Bình', 'Châu', 'Dung', 'Giang', 'Hạnh', 'Khoa', 'Linh', 'Nga', 'Phúc']
const family = ['Nguyễn Văn', 'Trần Thị', 'Lê Hoàng', 'Phạm Ngọc', 'Huỳnh Thị']

type Secrets = { readonly key: (purpose: string) => Buffer }

/** Thirty invented customers of one company; the first one's number is 0900 000 001. Answers that number. */
export async function loadCustomersDemonstration(owner: Database, secrets: Secrets): Promise<string> {
  const unit = demoUnit('PC Cà Mau')
  for (let index = 0; index < 30; index++) {
    const name = `${family[index % family.length]} ${given[index % given.length]}`
    const phone = `0900000${String(index + 1).padStart(3, '0')}`
    const id = uuidv7()
    await owner.pool.query(
      `insert into customers.customers (id, code, name, kind, unit_id, since_day, folded, as_of)
       values ($1, $2, $3, 'household', $4, '2020-01-01', $5, '2020-01-01')`,
      [id, `PB14${String(index + 1).padStart(9, '0')}`, name, unit, foundBy({ name, places: [], kind: 'household' })],
    )
    const found = foundKey(blindIndex(secrets.key('people.phone'), phone))
    await owner.pool.query(
      `insert into customers.contact_points (customer_id, kind, found, sealed, shown, from_day)
       values ($1, 'phone', $2, $3, $4, '2020-01-01')`,
      [
        id,
        found,
        seal(secrets.key('customers.contacts'), `customers.contact_points:${found}`, phone),
        maskPhone(phone),
      ],
    )
  }
  return '0900000001'
}
