import { client } from '#kit/client'
import { reportRoutes } from '../routes.ts'

export const reports = client(reportRoutes)
