import type { Tx } from '#kit/db'
import type { UnitKey } from '#kit/units'
import type { Lang, Said } from '#kit/words'
import type { Ports } from './face.ts'
import type { Html } from './html.ts'

/** Anything that JSON can say; numbers are finite. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * A threshold of the criteria: a named number that people move between two ends. `usual` stands in a new draft. From 0 to
 * 1 in one step without a unit it is a switch: shown as yes or no.
 */
export type RecogniseSetting = {
  readonly says: Said
  readonly unit?: UnitKey
  readonly least: number
  readonly most: number
  readonly step: number
  readonly usual: number
}

/** What was measured on one party: numbers by name (null: could not be measured), and marks such as `too_few_days`. */
export type Measured = {
  readonly figures: Readonly<Record<string, number | null>>
  readonly marks: readonly string[]
}

/**
 * What the criteria make of it. `verdict` and `reasons` are keys of the declaration, `grounds` those on which the party
 * is thanked (none: it is not). Parties with a `score` are ranked, highest first.
 */
export type Judged = {
  readonly verdict: string
  readonly grounds: readonly string[]
  readonly reasons: readonly string[]
  readonly score?: number
}

/** Who is thanked: an enterprise with all its contracts, or a single customer (a household, one without tax code). */
export type Party = { readonly kind: 'enterprise' | 'customer'; readonly id: string }

/**
 * One party of a run as the activity measured it. `unit` is the unit under which it is seen and counted. `why` is what
 * its own page draws (the day's curve, days used and refused, the factor): frozen by its hash, gone on erasure.
 */
export type MeasuredLine = Measured & { readonly party: Party; readonly unit: string; readonly why: Json }

/** What a run was measured from: a name that says where it lies (`readings/2026-06`), its SHA-256 in hex, its rows. */
export type RunInput = { readonly name: string; readonly sha256: string; readonly rows: number }

/** A frozen run as it is measured again. `given` is what it was opened with (events, a period). */
export type FrozenRun = {
  readonly id: string
  readonly edition: string
  readonly unit: string
  readonly given: Json
  readonly method: { readonly name: string; readonly version: string; readonly settings: Json }
  readonly inputs: readonly RunInput[]
}

/** The same again from what is kept: inputs and lines; or the names of inputs that are gone or differ. */
export type MeasuredAgain =
  | { readonly gone: readonly string[] }
  | { readonly inputs: readonly RunInput[]; readonly lines: AsyncIterable<MeasuredLine> | Iterable<MeasuredLine> }

/**
 * What an activity can recognise, declared on its face (`recognises`): its words, and the pure rule that turns what was
 * measured into grounds. The same rule judges a run when it is frozen, again and again while thresholds are tried, and
 * once more when somebody checks it.
 */
export type Recognises = {
  /** Unique over all faces: `load-shift`. */
  readonly name: string
  readonly says: Said
  /** Ground -> its words, and what a recognised party counts as: a measure of the face's `facts`. */
  readonly grounds: Readonly<
    Record<
      string,
      { readonly says: Said; readonly explains: Said; readonly measure: string; readonly grade: 'recorded' | 'proven' }
    >
  >
  readonly settings: Readonly<Record<string, RecogniseSetting>>
  readonly figures: Readonly<
    Record<string, { readonly says: Said; readonly unit: UnitKey; readonly decimals?: number }>
  >
  /** The figures that stand in lists of candidates; the first two when not said. */
  readonly columns?: readonly string[]
  /**
   * `ok`: thanked for it; `warn`: measured and not reached; `mute`: cannot tell, which is no failing of anybody.
   * `tells` is the sentence over the customer's own page.
   */
  readonly verdicts: Readonly<
    Record<string, { readonly says: Said; readonly tone: 'ok' | 'warn' | 'mute'; readonly tells?: Said }>
  >
  readonly reasons: Readonly<Record<string, Said>>
  /** The figure whose sum over thanked parties is shown while thresholds are tried (kWh). */
  readonly energy?: string
  /** Pure and fast: 20,000 parties in well under a second. */
  readonly judge: (it: Measured, settings: Readonly<Record<string, number>>) => Judged
  /** Measures a frozen run again from the inputs that are kept; reads whatever it needs as the owner of the tables. */
  readonly recompute: (ask: {
    readonly tx: Tx
    readonly ports: Ports
    readonly run: FrozenRun
  }) => Promise<MeasuredAgain>
  /** The activity's own part of the customer's page: a chart with its table. Gets what was frozen as `why`. */
  readonly drawWhy?: (it: { readonly why: Json; readonly measured: Measured; readonly lang: Lang }) => Html
}
