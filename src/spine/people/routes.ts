import { accountRoutes } from './routes-account.ts'
import { customerRoutes, partnerKeyRoutes } from './routes-outside.ts'
import { staffRoutes } from './routes-staff.ts'

export type { Me, Session } from './routes-account.ts'
export type { PartnerKey } from './routes-outside.ts'
export type { OneStaff, Staff } from './routes-staff.ts'

/** The contract of people: who signs in and how, who holds which role where. */
export const peopleRoutes = { ...accountRoutes, ...staffRoutes, ...customerRoutes, ...partnerKeyRoutes }
