import type { Found } from '#kit/ui/screen.ts'
import { people } from './client.ts'

/** Staff for the search of the top bar. */
export async function findStaff(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { staff } = await people.list({ q: text }, { signal })
  return staff
    .slice(0, 8)
    .map(one => ({ label: one.name, hint: `${one.code} · ${one.unit.name}`, to: `/staff/${one.id}` }))
}
