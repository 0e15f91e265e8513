/** Hours counted back from the start of the event: `{ from: 4, until: 1 }` is the three hours that end one before it. */
type Before = { from: number; until: number }
/** Hours counted on from the end of the event. */
type After = { from: number; until: number }

/** Which earlier days are compared. */
export type Days = {
  /** `all` of the newest `y`; the `x` highest of them by the event's hours; the `x` in the middle. */
  pick: 'all' | 'high' | 'middle'
  x: number
  y: number
  /** Days of the event's kind (working days, or the others), of its weekday, or any. */
  like: 'kind' | 'weekday' | 'any'
  /** The oldest day may lie so many calendar days back. */
  lookBackDays?: number | undefined
  /** The oldest day may lie so many days of its kind back (working days for a working day). */
  lookBackAlike?: number | undefined
  /** Newer days weigh more: half as much for every so many days of the kind. All weigh the same when absent. */
  halfLifeDays?: number | undefined
  /** Of the `among` newest days, those below `under` or above `over` times their mean are left out. */
  leaveOut?:
    | { among: number; under?: number | undefined; over?: number | undefined; passes?: number | undefined }
    | undefined
  /** With fewer days nothing can be said; the whole of `y` when absent. */
  least?: number | undefined
}

/** How the day itself moves what the days say. */
export type Adjust = {
  kind: 'none' | 'multiply' | 'add'
  before?: Before | undefined
  after?: After | undefined
  /** The hours before begin no earlier than this hour of the day. */
  notBeforeHour?: number | undefined
  /** The ratio of the day's own hours to the days' is held between these. */
  low?: number | undefined
  high?: number | undefined
  /** The ratio is softened: r to this power, apart for one below and above 1, and for events that start before noon. */
  powerDown?: number | undefined
  powerUp?: number | undefined
  morningPowerDown?: number | undefined
  morningPowerUp?: number | undefined
}

/** A day is read by its mean load in the hours, or by its highest slot or hour. */
export type Reading = 'mean' | 'highest-slot' | 'highest-hour'

/**
 * How event days are set beside the other days of the same season, before and after, where a customer is too new for
 * its usual error to be known. Each day's load is expected to follow its own hours before the event to this power.
 */
export type SpanRule = {
  power: number
  times: number
  limit: number
  leastEvents: number
  /** Ordinary days that the season must have. */
  leastDays: number
  /** Calendar days before the first event and after the last that belong to the season. */
  marginDays: number
  /** A customer whose readings begin fewer days before the first event is too new. */
  newDays: number
}

/** The ordinary days of a season by which a customer's usual deviation is taken out of it. */
export type BesideRule = {
  /** With fewer such days nothing is taken out. */
  leastDays: number
  /** Calendar days before the first event and after the last that belong to the season. */
  marginDays: number
}

/** When a season's saving is believed; `leastHistory` is the gate's when absent. */
export type SeasonGate = {
  times: number
  /** Instead, when most events start before noon: there is less of the day to judge them by. */
  morningTimes?: number | undefined
  floor: number
  limit: number
  leastEvents: number
  leastHistory?: number | undefined
  beside?: BesideRule | undefined
  span?: SpanRule | undefined
}

/** A rule as data. Loads in kW, shares 0..1; every constant is a named setting. */
export type Method = {
  name: string
  /** Earlier days; the day's own hours around the event; or the days most alike outside the event's hours. */
  reference: 'days' | 'same-day' | 'alike-days'
  days: Days
  adjust: Adjust
  /** `before` reads the days in hours before the event; `ownDay` counts the event's own day among them. */
  reading: { days: Reading; event: Reading; before?: Before | undefined; ownDay?: boolean | undefined }
  /** A smaller reduction counts as none, in kW. */
  leastKw?: number | undefined
  /**
   * The customer's own usual error: mean |saving| of the same comparison on earlier ordinary days, newer ones weighing
   * more (half as much for every `halfLifeDays`; a day counts for `most` at most), widened by `unusual` x |ln r|: an unusual morning makes a less sure
   * afternoon. The interval of a figure is `intervalTimes` of it wide on each side.
   */
  error: { halfLifeDays: number; most?: number | undefined; unusual: number; intervalTimes: number }
  /** A saving is believed beyond `times` the usual error; above `limit` it is too noisy to tell. */
  gate?: { times: number; floor: number; limit: number; leastHistory: number } | undefined
  season?: SeasonGate | undefined
  /** Without a gate: a saving of this share counts as reduced. */
  line: number
}
