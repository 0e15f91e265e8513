import { createContext } from 'react'

/** What each unit itself counted, measure after measure: `quantity` beside `units`. */
export type Counted = readonly {
  readonly activity: string
  readonly measure: string
  /** `2026-12` when asked by month, otherwise null. */
  readonly month: string | null
  readonly units: readonly string[]
  readonly quantity: readonly number[]
}[]

/**
 * How to ask what was counted in an edition. Facts stand above editions and know them, never the other way round, so
 * the app lends this; without it the plan shows targets only.
 */
export const CountedContext = createContext<
  ((edition: string, by: 'edition' | 'month') => Promise<Counted>) | undefined
>(undefined)
