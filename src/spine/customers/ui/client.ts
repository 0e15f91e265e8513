import { client } from '#kit/client'
import { customerRoutes } from '../routes.ts'

/** The calls of this noun, for its screens. */
export const customers = client(customerRoutes)
