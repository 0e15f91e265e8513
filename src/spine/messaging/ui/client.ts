import { client } from '#kit/client'
import { orgRoutes } from '#spine/org/routes.ts'
import { messagingRoutes } from '../routes.ts'

export const messaging = client(messagingRoutes)
export const org = client(orgRoutes)

/** Texts and waves of others that wait for approval. */
export async function countWaiting(): Promise<{ value: number }> {
  const [{ templates }, { waves }] = [
    await messaging.templates({ state: 'waiting' }),
    await messaging.waves({ state: 'planned' }),
  ]
  return { value: [...templates, ...waves].filter(one => !one.mine).length }
}
