import type { RawBuilder } from 'kysely'
import type { Tx } from '#kit/db'
import type { Said } from '#kit/words'
import type { Ports } from './face.ts'

/**
 * How the text of a cell is read before a row's rule sees it. What cannot be read so is refused by the reader, with
 * row, column and reason; an empty cell is null.
 * - `text`: composed (NFC), tidied; `code`: the same in capitals without spaces
 * - `phone`: digits with a leading 0; 11-digit mobiles from before 2018 are moved to today's number, and noted
 * - `day`, `month` (its first day): ISO; `moment`: ISO with +07:00
 * - `whole`, `vnd`: digits; `decimal`: digits with a point
 * - `choice`: a key of `choices`
 */
export type IntakeKind = 'text' | 'code' | 'phone' | 'day' | 'month' | 'moment' | 'whole' | 'vnd' | 'decimal' | 'choice'

export type IntakeColumn = {
  readonly name: string
  readonly says: Said
  /** Further headings that files use for it; compared folded, so case, diacritics and _ do not matter. */
  readonly also: readonly string[]
  readonly kind: IntakeKind
  /** Value -> the ways in which files write it (folded too). */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  /** An empty cell is refused. Its column must be in every file. */
  readonly required?: true
  /** Most characters; 200 when not said. */
  readonly most?: number
  /** Its sum is a control total, in this unit (a key of kit/units). */
  readonly sum?: string
}

export type StageType =
  | 'text'
  | 'int'
  | 'int[]'
  | 'bigint'
  | 'numeric'
  | 'date'
  | 'timestamptz'
  | 'bytea'
  | 'boolean'
  | 'uuid'

/** One load while it is being checked or applied. `units`: the load's unit and all below it that its bringer reaches. */
export type IntakeLoad = {
  readonly id: string
  readonly unit: string
  readonly units: readonly string[]
  readonly today: string
  /** The day of which the file speaks: what a later file has said since is not written over. */
  readonly asOf: string
  /** Names of the columns that the file has: on a change, what it lacks stays as it was. */
  readonly given: ReadonlySet<string>
  readonly ports: Ports
}

/** Says that a cell is wrong (the row is refused) or worth a word (the row goes in). `code` is a key of `reasons`. */
export type RowSays = (column: string, code: string) => void

/**
 * Judges and finishes one row in place: `values` holds the columns in their order, then the derived ones (null).
 * The array is used again for the next row. Runs a million times a load: no allocation that is not needed.
 */
export type RowRule = {
  (values: (string | null)[], wrong: RowSays, note: RowSays, no: number): void
  /** What the rows so far make beside them, as COPY text for `Intake.beside`; `all`: no further row comes. */
  readonly beside?: (all: boolean) => Uint8Array<ArrayBuffer>
}

/** Rows `s` of the stage for which `wrong` is true are refused; each `wrong` is one set-based question. */
export type StageCheck = { readonly column: string; readonly code: string; readonly wrong: RawBuilder<unknown> }

/**
 * What a noun lets in from files: declared on its face, run by the spine's imports.
 * Good rows come to lie in an unlogged table of their own (`stage`): `row_no int`, each column by its kind (day and
 * month as date, moment as timestamptz, whole and vnd as bigint, decimal as numeric, else text), then `derived`.
 */
export type Intake = {
  /** Unique over all faces: `contracts`. */
  readonly name: string
  readonly says: Said
  readonly columns: readonly IntakeColumn[]
  readonly derived?: Readonly<Record<string, StageType>>
  /** Columns of a second stage, which is filled by the rule itself (`RowRule.beside`): what is made of many rows at once. */
  readonly beside?: Readonly<Record<string, StageType>>
  /** Staged columns that name a row: two rows of one file with the same are both refused. */
  readonly key: readonly string[]
  readonly reasons: Readonly<Record<string, Said>>
  /** Once a file: looks up what its rule needs (units, communes, keys). Runs in the load's scope. */
  readonly open: (tx: Tx, load: IntakeLoad) => Promise<RowRule>
  /**
   * For files of millions of rows: what `open` looks up, as plain data that can be handed to a second thread, and the
   * address of the module whose `ruleOf` makes a rule of it there. A rule may remember what it saw only to be quicker.
   */
  readonly apart?: { readonly look: (tx: Tx, load: IntakeLoad) => Promise<unknown>; readonly module: string }
  readonly checks?: (load: IntakeLoad) => readonly StageCheck[]
  /**
   * Merges the whole stage, set-based, in the one transaction of the load. `imports.row_id(load, row_no)` gives ids
   * in order of the rows, and a stage is read in about that order. Keeps what `undo` needs.
   */
  readonly apply: (
    tx: Tx,
    load: IntakeLoad,
    stage: RawBuilder<unknown>,
    beside: RawBuilder<unknown>,
  ) => Promise<Applied>
  /** Restores what was there before the load. Refuses by name when later acts build on it. Answers how many rows. */
  readonly undo: (tx: Tx, load: IntakeLoad) => Promise<number>
}
export type Applied = { readonly added: number; readonly changed: number; readonly same: number }
