import { eventRoutes } from './routes-events.ts'
import { measureRoutes } from './routes-measure.ts'
import { mineRoutes } from './routes-mine.ts'
import { paperRoutes } from './routes-papers.ts'
import { registerRoutes } from './routes-register.ts'

/** The contract of load shift. Times are ISO 8601, days ISO days in Asia/Ho_Chi_Minh, power in kW, energy in kWh. */
export const routes = { ...registerRoutes, ...eventRoutes, ...measureRoutes, ...paperRoutes, ...mineRoutes }
