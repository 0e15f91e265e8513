import { client } from '#kit/client'
import { rewardRoutes } from '../routes.ts'

export const rewards = client(rewardRoutes)

/** Lists that wait for a signature of the caller's, and what receivers miss; the second is a broken promise. */
export async function countWaiting(): Promise<{ value: number; late: boolean }> {
  const [{ runs }, { awards }] = [await rewards.runs({ state: 'waiting' }), await rewards.queue({ state: 'disputed' })]
  return { value: runs.filter(run => !run.mine).length + awards.length, late: awards.length > 0 }
}
