import type { RawBuilder } from 'kysely'
import type { Context, Database, Tx } from '#kit/db'
import type { AnyRoute, GivesOf, Permission, RefusalValues, Routes, SendsOf, TakesOf } from '#kit/wire'
import type { WorkKind } from '#kit/wire/work.ts'
import type { Lang, Said, Words } from '#kit/words'
import type { Intake } from './intake.ts'
import type { Page, Panel } from './page.ts'
import type { Recognises } from './recognise.ts'

/** Who is calling. `staff` carries the roles' permissions; the units follow from people's own tables. */
export type Who =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'staff'
      readonly id: string
      readonly name: string
      readonly permissions: ReadonlySet<Permission>
      readonly readOnly: boolean
    }
  | { readonly kind: 'customer'; readonly id: string }
  | { readonly kind: 'partner'; readonly id: string }

/** What one act concerns, for its audit row: opaque ids and numbers only, never personal data. */
export type Concern = {
  readonly unit?: string | undefined
  readonly record?: string | undefined
  readonly values?: Readonly<Record<string, string | number>>
}

/**
 * What a verb gets: its transaction (already in the caller's scope), who calls, and the clock.
 * - `units`: the units that the caller's permission reaches; the same set that row-level security applies
 * - `key`: the command's UUIDv7, made by the client for offline routes and by the server otherwise
 * - `concerns(...)`: names the record and unit for the audit row
 * - `settle(...)`: runs every `settles` of the faces, in this transaction
 * - `erase(...)`: runs every `erases` of the faces, in this transaction
 * - `afterCommit(...)`: runs once the transaction is durable (never for what must not be lost: use a job)
 */
export type Act = {
  readonly tx: Tx
  readonly who: Who
  readonly units: readonly string[]
  readonly now: Date
  /** The ISO day of `now` in Asia/Ho_Chi_Minh. */
  readonly today: string
  readonly lang: 'vi' | 'en'
  readonly key: string
  readonly ip: string
  readonly device?: string | undefined
  readonly token?: string | undefined
  concerns(concern: Concern): void
  settle(event: Settled): Promise<void>
  /** Runs every `erases` of the faces for one person, in this transaction. Answers how many rows were emptied. */
  erase(person: Parameters<Erases>[1]): Promise<number>
  afterCommit(run: () => Promise<void> | void): void
  /** Keeps a note in a transaction of its own when this act is refused (failed sign-ins); nothing when it succeeds. */
  keepThough(write: (tx: Tx) => Promise<void>): void
  setSession(
    session: { readonly kind: 'staff' | 'customer'; readonly token: string; readonly maxAgeSeconds: number } | 'end',
  ): void
  readonly ports: Ports
}

/** What the server was started with: files, channels, keys. Filled by apps; kit names only the shape. */
export interface Ports {
  readonly secrets: { readonly key: (purpose: string) => Buffer }
  /** What a route or a job does, by its full name. */
  readonly sayingOf: (does: string) => Said | undefined
  /** The sentence of a refusal's code. */
  readonly sentenceOf: (code: string, lang: Lang, values: RefusalValues) => string
}

export type Verb<R extends AnyRoute> = (act: Act, input: TakesOf<R>) => Promise<GivesOf<R>>
export type Verbs<R extends Routes> = { readonly [K in keyof R]: Verb<R[K]> }

/** Something counted or paid has happened; spine nouns that care run in the same transaction. */
export type Because = { readonly edition: string; readonly activity: string; readonly record: string }
export type Settled = {
  readonly because: Because
  readonly kind: string
  readonly unit: string
  readonly values: Readonly<Record<string, string | number>>
}
export type Settles = (tx: Tx, event: Settled) => Promise<void>
/** A person's data must go. Returns how many rows were emptied. */
export type Erases = (tx: Tx, person: { readonly kind: string; readonly id: string }) => Promise<number>
/** What narrows an audience: units (always, the caller's), and codes of groups and communes where it knows them. */
export type Narrowing = {
  readonly units: readonly string[]
  readonly kinds: readonly string[]
  readonly communes: readonly string[]
}
/**
 * A group of people who can be addressed, by name. `members` is a query of their ids (column `member`) in the
 * transaction's scope; `size`, where counting them all would be slow, answers how many there are and how many of them
 * have a number.
 */
export type Audience = {
  readonly name: string
  readonly says: Said
  readonly narrows: boolean
  readonly members: (by: Narrowing) => RawBuilder<{ member: string }>
  readonly size?: (tx: Tx, by: Narrowing) => Promise<{ readonly people: number; readonly withNumber: number }>
}
/** What a public check page can confirm about a code; undefined when the code is not of this kind. */
export type Verifies = (tx: Tx, code: string) => Promise<Said | undefined>

/** A measure that an activity counts; `unit` is a key of kit/units. */
export type Measure = { readonly says: Said; readonly unit: string; readonly duty: 'statutory' | 'extra' }
/**
 * Work in the background: on a schedule (`every`, a cron line in Vietnam's time), or because a verb put it into the
 * queue (`enqueue` of kit/jobs). It runs at least once, so its effects belong into one transaction that knows what is
 * done. What a person asks for and waits for is an `errand` of kit/errands. `does` is for the log and the audit.
 */
export type Job = {
  readonly does?: Said
  readonly every?: string
  readonly run: (context: JobContext, data: unknown) => Promise<void>
}
/** What a job gets. `tx` without a scope sees no unit's rows: ask for the scope that the work has. */
export type JobContext = {
  readonly tx: <T>(run: (tx: Tx) => Promise<T>, scope?: Context) => Promise<T>
  /** All units, in nobody's name: for work that no person asked for. */
  readonly houseScope: () => Promise<Context>
  /** What a member of the staff reaches today with a permission; refuses when they hold it no longer. */
  readonly scopeOf: (staffId: string, may: Permission) => Promise<Context>
  readonly ports: Ports
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** How a demonstration lets its staff act, by their codes, at times of its own choice: through routes and jobs. */
export type DemoDoor = {
  readonly at: (moment: string | Date) => void
  readonly as: (staffCode: string) => Call
  readonly work: (job: string, data: object) => Promise<void>
  readonly idOf: (staffCode: string) => Promise<string>
}

/** The whole of a folder as the server sees it. `name` is the folder, its Postgres schema and its prefix in codes. */
export type Face<R extends Routes = Routes> = {
  readonly name: string
  readonly purpose: Said
  readonly words: Words
  /** Permission -> the roles that hold it (names of spine/people/rules.ts). */
  readonly permissions: Readonly<Record<Permission, readonly string[]>>
  readonly routes: R
  readonly verbs: Verbs<R>
  readonly pages?: readonly Page[]
  readonly panels?: readonly Panel[]
  readonly jobs?: Readonly<Record<string, Job>>
  readonly facts?: Readonly<Record<string, Measure>>
  readonly settles?: readonly Settles[]
  readonly erases?: readonly Erases[]
  readonly audiences?: readonly Audience[]
  readonly verifies?: readonly Verifies[]
  /** What may come in from files; the spine's imports read, check, apply and undo it. */
  readonly intakes?: readonly Intake[]
  /** Whom it can thank, and on what grounds; the spine's recognition freezes, tries, decides and explains. */
  readonly recognises?: readonly Recognises[]
  /** Kinds of work in the field; the spine's fieldwork takes requests for them, plans, does, proves and counts them. */
  readonly works?: readonly WorkKind[]
  /** On which page of the console a record of its facts stands: "/trees/…"; undefined where there is none. */
  readonly opens?: (tx: Tx, measure: string, record: string) => Promise<string | undefined>
  /** Fills an empty database with invented examples, as the owner of the tables. */
  readonly demonstrate?: (owner: Database, door?: DemoDoor) => Promise<void>
  readonly tables: URL
}
// biome-ignore lint/suspicious/noExplicitAny: the list of faces holds faces of every set of routes
export type AnyFace = Face<any>

/** Declares a face with its routes' types kept, so that a verb cannot differ from its row. */
export function face<R extends Routes>(it: Face<R>): Face<R> {
  return it
}

export type Call = <R extends AnyRoute>(row: R, input: SendsOf<R>) => Promise<GivesOf<R>>
