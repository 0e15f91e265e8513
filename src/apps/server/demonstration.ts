import type { Database } from '#kit/db'
import type { DemoDoor } from '#kit/serve/face.ts'
import { loadCustomersDemonstration } from '#spine/customers'
import { loadEditionsDemonstration } from '#spine/editions'
import { loadFactsDemonstration } from '#spine/facts'
import { loadLedgerDemonstration } from '#spine/ledger'
import { loadMessagingDemonstration } from '#spine/messaging'
import { loadMetersDemonstration } from '#spine/meters'
import { loadOrgDemonstration } from '#spine/org'
import { type DemoSignIn, loadPeopleDemonstration } from '#spine/people'
import { loadRewardsDemonstration } from '#spine/rewards'
import { activities } from '../activities.server.ts'
import type { Secrets } from './secrets.ts'

export type Demonstration = { readonly staff: readonly DemoSignIn[]; readonly phone: string }
export type Progress = (done: number, of: number, what: string) => void

/** `customers`: how many of them; few when it is not said, as tests want; `meters`: where their readings lie, none when it is not said; `door`: through which staff act, where there is one. Loads the invented group into an empty database, folder by folder. All of it is invented and says so on every page. */
export async function loadDemonstration(
  owner: Database,
  secrets: Secrets,
  tell: Progress,
  customers?: number,
  meters?: { readonly folder: string },
  door?: DemoDoor,
): Promise<Demonstration> {
  tell(0, 4, 'units')
  await loadOrgDemonstration(owner)
  tell(1, 4, 'people')
  const staff = await loadPeopleDemonstration(owner, secrets)
  tell(2, 4, 'editions and customers')
  await loadEditionsDemonstration(owner)
  await loadFactsDemonstration(owner)
  await loadLedgerDemonstration(owner)
  const phone = await loadCustomersDemonstration(owner, secrets, customers, (done, of) => tell(done, of, 'customers'))
  if (meters) await loadMetersDemonstration(owner, meters.folder)
  await loadRewardsDemonstration(owner)
  await loadMessagingDemonstration(owner)
  tell(3, 4, 'activities')
  for (const activity of activities) await activity.demonstrate?.(owner, door)
  tell(4, 4, 'done')
  return { staff, phone }
}
