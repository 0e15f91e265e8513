import { pageRoutes } from './routes-consents.ts'
import { duplicateRoutes } from './routes-duplicates.ts'
import { householdRoutes } from './routes-household.ts'
import { mineRoutes } from './routes-mine.ts'
import { readRoutes } from './routes-read.ts'
import { requestRoutes } from './routes-requests.ts'

export type { ConsentHistory } from './routes-consents.ts'
export type { Pair } from './routes-duplicates.ts'
export type { Household } from './routes-household.ts'
export type { CustomerPage } from './routes-read.ts'
export type { Kept } from './routes-requests.ts'
export type { CustomerRow, RequestRow } from './routes-shapes.ts'

// Paths that begin with a word come first: `/api/customers/:id` would take them for an id.
export const customerRoutes = {
  ...mineRoutes,
  ...requestRoutes,
  ...duplicateRoutes,
  ...householdRoutes,
  list: readRoutes.list,
  takeOut: readRoutes.takeOut,
  enterprise: readRoutes.enterprise,
  ...pageRoutes,
  one: readRoutes.one,
}
