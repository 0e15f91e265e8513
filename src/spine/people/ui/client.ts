import { client } from '#kit/client'
import { peopleRoutes } from '../routes.ts'

/** The calls of this noun, for its screens and fields. */
export const people = client(peopleRoutes)
