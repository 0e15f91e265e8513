import { sql } from 'kysely'
import type { Audience } from '#kit/serve/face.ts'
import { customerWords } from './words.ts'

const { vi, en } = customerWords

/** The customers of units, by group and commune: whom anything may be addressed to. */
export const customersAudience: Audience = {
  name: 'customers',
  says: { vi: vi.audience, en: en.audience },
  narrows: true,
  members: ({ units, kinds, communes }) =>
    sql`select m as member from customers.audience(${units}::uuid[], ${kinds}::text[], ${communes}::text[]) m`,
  size: async (tx, { units, kinds, communes }) => {
    const { rows } = await sql<{
      n: [string, string]
    }>`select customers.audience_size(${units}::uuid[], ${kinds}::text[],
      ${communes}::text[]) as n`.execute(tx)
    const [people, withNumber] = rows[0]?.n ?? ['0', '0']
    return { people: Number(people), withNumber: Number(withNumber) }
  },
}
