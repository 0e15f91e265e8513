import { client } from '#kit/client'
import type { GivesOf } from '#kit/wire'
import { importRoutes } from '../routes.ts'

/** The calls of this noun, for its screens. */
export const imports = client(importRoutes)

export type Load = GivesOf<typeof importRoutes.load>
export type LoadRow = GivesOf<typeof importRoutes.loads>['loads'][number]
export type Kind = GivesOf<typeof importRoutes.kinds>['kinds'][number]
export type Preview = GivesOf<typeof importRoutes.preview>
export type Source = GivesOf<typeof importRoutes.sources>['sources'][number]
export type Finding = GivesOf<typeof importRoutes.findings>['findings'][number]
