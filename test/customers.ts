import { blindHex, seal } from '#kit/db/seal.ts'
import { maskPhone } from '#kit/text'
import { uuidv7 } from '#kit/wire'
import { foundBy, foundKey, type Kind } from '#spine/customers/rules.ts'
import type { World } from './world.ts'

type Told = {
  readonly code?: string
  readonly name?: string
  readonly kind?: Kind
  readonly address?: string
  readonly commune?: string
  readonly phone?: string
  readonly until?: string
}

let planted = 0

/** A customer of a unit, as a load would have brought it. Answers its id and code. */
export async function aCustomer(
  world: Pick<World, 'owner' | 'secret'>,
  unit: string,
  it: Told = {},
): Promise<{ id: string; code: string }> {
  const id = uuidv7()
  const code = it.code ?? `PB14${String(++planted).padStart(9, '0')}`
  const [name, kind] = [it.name ?? 'Nguyễn Thị Hoa', it.kind ?? 'household']
  const found = it.phone ? foundKey(blindHex(world.secret('people.phone'), it.phone)) : null
  const sealed = found && seal(world.secret('customers.contacts'), `customers.contact_points:${found}`, it.phone ?? '')
  const folded = foundBy({ name, kind, places: [it.address ?? ''], commune: it.commune })
  await world.owner.pool.query(
    `insert into customers.customers (id, code, name, kind, unit_id, address, commune_code, since_day, until_day, phone_found, phone_sealed, phone_shown, folded, as_of)
     values ($1, $2, $3, $4, $5, $6, $7, '2020-01-01', $8, $9, $10, $11, $12, '2020-01-01')`,
    [
      id,
      code,
      name,
      kind,
      unit,
      it.address ?? '',
      it.commune ?? null,
      it.until ?? null,
      found,
      sealed,
      it.phone ? maskPhone(it.phone) : null,
      folded,
    ],
  )
  await world.owner.pool.query('select customers.put_on_shelf($1)', [[id]])
  return { id, code }
}
