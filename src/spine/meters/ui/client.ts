import { client } from '#kit/client'
import { meterRoutes } from '../routes.ts'

export const meters = client(meterRoutes)
