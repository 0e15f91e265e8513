import { crewRoutes } from './routes-crew.ts'
import { officeRoutes } from './routes-office.ts'

export type { TurnedAway } from './routes-office.ts'

export const fieldworkRoutes = { ...officeRoutes, ...crewRoutes }
