import { editions } from './client.ts'

const lateMs = 5 * 86_400_000

/** What this person can act on: plans that wait and are not their own; late when one has waited for five days. */
export async function countWaiting(): Promise<{ readonly value: number; readonly late: boolean }> {
  const { rows } = await editions.queue({})
  const mine = rows.filter(row => !row.own)
  return { value: mine.length, late: mine.some(row => Date.now() - Date.parse(row.since) > lateMs) }
}
