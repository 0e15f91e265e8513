import { client } from '#kit/client'
import { orgRoutes } from '../routes.ts'

/** The calls of this noun, for its screens and fields. */
export const org = client(orgRoutes)
