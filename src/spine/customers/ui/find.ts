import type { Found } from '#kit/ui/screen.ts'
import { customers } from './client.ts'

/** Customers for the search of the top bar. */
export async function findCustomers(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { customers: found } = await customers.list({ q: text }, { signal })
  return found
    .slice(0, 8)
    .map(one => ({ label: one.name, hint: `${one.code} · ${one.unit.name}`, to: `/customers/${one.id}` }))
}

/** Requests that wait for an answer; `late` once a promised day is over. */
export async function countRequests(signal: AbortSignal): Promise<{ value: number; late: boolean }> {
  const { requests, late } = await customers.requests({}, { signal })
  return { value: requests.length, late: late > 0 }
}
