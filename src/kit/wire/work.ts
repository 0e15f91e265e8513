import type { Said } from '#kit/words'

/** Something that is asked with a request: one line, a choice, or a number. Its answer stands under `name`. */
export type WorkField = {
  readonly name: string
  readonly says: Said
  readonly needed: boolean
  readonly takes:
    | { readonly kind: 'line'; readonly most: number }
    | { readonly kind: 'choice'; readonly of: readonly { readonly name: string; readonly says: Said }[] }
    | { readonly kind: 'number'; readonly unit: string; readonly least: number; readonly most: number }
}

/** One line of the crew's list; the work is not done before each needed one is ticked. */
export type WorkCheck = { readonly name: string; readonly says: Said }

/**
 * What is measured or counted on the spot. Outside `least`-`most` it is a slip of the finger and is refused; outside
 * `safe` the work cannot be accepted: it is mended and measured again, or stopped as unsafe.
 */
export type WorkReading = {
  readonly name: string
  readonly says: Said
  readonly unit: string
  readonly decimals: number
  readonly least: number
  readonly most: number
  readonly safe?: { readonly from?: number; readonly until?: number }
  readonly needed: boolean
}

/** A place for a photo: before, after. The evidence carries `name` as its slot. */
export type WorkPhoto = { readonly name: string; readonly says: Said; readonly needed: boolean }

/**
 * A kind of work in the field, as data on an activity's face (`works`). The spine's fieldwork does the rest: request,
 * triage, order, the crew's phone, evidence, acceptance, paper, facts. A request keeps the form it was asked with, so
 * that a later change of the kind changes no work under way. Its full name is `activity.name`.
 */
export type WorkKind = {
  readonly name: string
  readonly says: Said
  /** One sentence for whoever asks: what is done, and what it costs them. */
  readonly about: Said
  readonly fields: readonly WorkField[]
  /**
   * From asking to done. `counts`: minutes of working time, or of all hours where somebody is always on call. `source`
   * says who promised it; `confirmed` is false while that was written down from memory.
   */
  readonly promise: {
    readonly minutes: number
    readonly counts: 'working' | 'always'
    readonly source: Said
    readonly confirmed: boolean
  }
  /** Needs a work permit with its number, an agreed outage and isolation; without one the crew cannot start. */
  readonly permit: boolean
  readonly checks: readonly WorkCheck[]
  readonly readings: readonly WorkReading[]
  readonly photos: readonly WorkPhoto[]
  /** What one accepted piece of work counts: measures of the same face; `reading` gives the quantity, otherwise 1. */
  readonly counts: readonly { readonly measure: string; readonly reading?: string }[]
  /** A measure of the same face that counts 1 when the work was done within its promise. */
  readonly countsInTime?: string
}
