import { client } from '#kit/client'
import { listeningRoutes } from '../routes.ts'

export const listening = client(listeningRoutes)

/** Questions whose time has run out: a promise that is broken. */
export async function countLate(signal: AbortSignal): Promise<{ value: number; late: boolean }> {
  const { late } = await listening.queue({ show: 'late' }, { signal })
  return { value: late, late: late > 0 }
}
