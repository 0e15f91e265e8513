/** How a contest judges. Shares are 0..1, months of the year 1..12. */
export type SavingRule = {
  readonly name: string
  /** The months that are judged; the last time they were all billed. Without them: the last twelve months. */
  readonly months?: { readonly from: number; readonly to: number } | undefined
  /** The saving that is asked for, over all months or in each. */
  readonly line: number
  readonly everyMonth: boolean
  readonly leastMonthKwh: number
  /** A month in which a home used less than this share of its usual month is an absence, and is not compared. */
  readonly absent: number
  /** A month far off from the home's others (a journey, guests) is left out, at most a quarter of them. */
  readonly leaveOutOdd: boolean
  /** The share of months that must be comparable, and how many at least. */
  readonly leastShare: number
  readonly leastMonths: number
  readonly neighbours?: { readonly least: number; readonly passes: number } | undefined
  /**
   * How far a difference that was there in the months just before is taken as the home's new ordinary: 0 not at all, 1
   * wholly. A rise counts less than a fall, as it could be made for the contest's sake.
   */
  readonly before?: { readonly months: number; readonly fall: number; readonly rise: number } | undefined
  /** The saving must lie beyond `times` the home's own error; where that is over `limit` nothing can be told. */
  readonly gate?:
    | {
        readonly times: number
        readonly floor: number
        readonly limit: number
        /** How far homes drift apart in a year without any doing, at least: the homes themselves say how far. */
        readonly drift: number
        /** The error of a home is drawn to that of all homes as if this many more months of it were known. */
        readonly shrink: number
        /** Halves of the months that differ by more than this and by `breakTimes` the error: somebody came or left. */
        readonly breakShare: number
        readonly breakTimes: number
      }
    | undefined
}

export type SavingVerdict = 'saved' | 'not_saved' | 'cannot_tell'
export const savingReasons = [
  'beyond_error',
  'within_error',
  'over_line',
  'under_line',
  'under_line_in_a_month',
  'month_too_small',
  'few_bills',
  'estimated',
  'absent',
  'overlapping_bills',
  'few_neighbours',
  'changed_midway',
  'too_noisy',
] as const
export type SavingReason = (typeof savingReasons)[number]

/** kWh over the months compared; shares 0..1. What is not known is NaN. */
export type Saving = {
  readonly customer: string
  readonly baselineKwh: number
  readonly actualKwh: number
  readonly saving: number
  readonly low: number
  readonly high: number
  readonly verdict: SavingVerdict
  readonly reason: SavingReason
}

/** The first and last month that are judged. */
export type Window = { readonly from: number; readonly to: number }
