import { criteriaRoutes } from './routes-criteria.ts'
import { objectionRoutes } from './routes-objections.ts'
import { runRoutes } from './routes-runs.ts'
import { thanksRoutes } from './routes-thanks.ts'

export type { CriteriaRow, Publication } from './routes-criteria.ts'
export type { MyResult, Objection } from './routes-objections.ts'
export type { Kind, Tally, Thanks, Trial } from './routes-parts.ts'
export type { Candidate, RunRow } from './routes-runs.ts'

/** The contract of recognition. Times are ISO 8601 in UTC, days are ISO days in Asia/Ho_Chi_Minh. */
export const recognitionRoutes = { ...criteriaRoutes, ...runRoutes, ...thanksRoutes, ...objectionRoutes }
