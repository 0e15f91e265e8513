import { client } from '#kit/client'
import type { GivesOf } from '#kit/wire'
import { heldRoutes } from '../routes-held.ts'
import { loadRoutes } from '../routes-loads.ts'

/** The calls about readings, for their screens. */
export const readings = client({ ...loadRoutes, ...heldRoutes })

export type Load = GivesOf<typeof loadRoutes.load>
export type LoadRow = GivesOf<typeof loadRoutes.loads>['loads'][number]
export type Look = GivesOf<typeof loadRoutes.look>
export type Month = GivesOf<typeof heldRoutes.months>['months'][number]
export type Held = GivesOf<typeof heldRoutes.held>['customers'][number]
export type Curve = GivesOf<typeof heldRoutes.curve>
