import { client } from '#kit/client'
import { recognitionRoutes } from '../routes.ts'

/** The calls of this noun, for its screens. */
export const recognition = client(recognitionRoutes)
