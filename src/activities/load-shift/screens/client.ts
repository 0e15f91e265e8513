import { client } from '#kit/client'
import { recognitionRoutes } from '#spine/recognition/routes.ts'
import { routes } from '../routes.ts'

export const loadShift = client(routes)
export const recognition = client(recognitionRoutes)
