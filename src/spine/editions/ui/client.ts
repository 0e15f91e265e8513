import { client } from '#kit/client'
import type { GivesOf } from '#kit/wire'
import { editionRoutes } from '../routes.ts'

/** The calls of this noun, for its screens. */
export const editions = client(editionRoutes)

export type PlanTable = GivesOf<typeof editionRoutes.plan>
export type Column = PlanTable['columns'][number]
export type UnitPlan = GivesOf<typeof editionRoutes.unitPlan>
