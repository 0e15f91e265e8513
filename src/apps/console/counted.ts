import { client } from '#kit/client'
import type { Counted } from '#spine/editions/ui/counted.ts'
import { factRoutes } from '#spine/facts/routes.ts'

const facts = client(factRoutes)

/** What the activities counted, for the plan to be compared with. */
export async function readCounted(edition: string, by: 'edition' | 'month'): Promise<Counted> {
  return (await facts.progress({ edition, by })).measures
}
