import { client } from '#kit/client'
import { editionRoutes } from '../routes.ts'

/** The calls of this noun, for its screens. */
export const editions = client(editionRoutes)
