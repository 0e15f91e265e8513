import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type { Said } from '#kit/words'

export { type FieldError, type Problem, Refusal, type RefusalStatus, type RefusalValues, refuse } from './refusal.ts'
export { uuidv7 } from './uuid.ts'

/** A schema that can check a value and describe itself as JSON Schema (zod 4 does both). */
export type Schema<In = unknown, Out = In> = StandardSchemaV1<In, Out> & StandardJSONSchemaV1<In, Out>
export type InputOf<S extends Schema> = StandardSchemaV1.InferInput<S>
export type OutputOf<S extends Schema> = StandardSchemaV1.InferOutput<S>

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * Who may use a route. A permission (`tree.plan`) is held through a role on a unit's subtree, and the
 * transaction then sees the units of that subtree only. `anyone` needs no sign-in and sees nothing that
 * is not public; `staff`, `customer` and `partner` need a sign-in of that kind and see what is their own.
 */
export type Permission = `${string}.${string}`
export type Door = 'anyone' | 'staff' | 'customer' | 'partner' | Permission

/** How often one caller may use a route; `machine` is a carrier that reports on many. The numbers stand in kit/serve/rate.ts. */
export type Rate = 'read' | 'write' | 'sign-in' | 'heavy' | 'machine'

/**
 * One row of the contract. The same row gives the server handler, the typed client, OpenAPI, the permission
 * matrix, the audit sentence, the rate class and the field app's outbox.
 *
 * - `does`: the audit sentence, a verb phrase without a subject ("lập kế hoạch trồng cây")
 * - `at`: method and path; `:name` in the path is a key of `takes`; a GET takes the rest from the query
 * - `offline`: the call carries a client-made UUIDv7 (header `Idempotency-Key`) and is applied once
 * - `audited`: a read that is written to the audit all the same (welfare records); writes always are
 */
export type Route<Takes extends Schema = Schema, Gives extends Schema = Schema> = {
  readonly does: Said
  readonly at: `${Method} /api/${string}`
  readonly may: Door
  readonly takes: Takes
  readonly gives: Gives
  readonly offline?: true
  readonly rate?: Rate
  readonly audited?: true
  /** The answer holds a secret that is shown once: it is kept nowhere, so a repeated command is a new one. */
  readonly secret?: true
  /** The largest body, in bytes; 256 KiB when not said. */
  readonly bodyBytes?: number
}
// biome-ignore lint/suspicious/noExplicitAny: a list of routes holds every pair of schemas; each row keeps its own types
export type AnyRoute = Route<any, any>
export type Routes = { readonly [name: string]: AnyRoute }

/** Declares one row with its types kept. */
export function route<Takes extends Schema, Gives extends Schema>(row: Route<Takes, Gives>): Route<Takes, Gives> {
  return row
}

export type TakesOf<R> = R extends Route<infer T, Schema> ? OutputOf<T> : never
export type SendsOf<R> = R extends Route<infer T, Schema> ? InputOf<T> : never
export type GivesOf<R> = R extends Route<Schema, infer G> ? OutputOf<G> : never

export function methodOf(row: Pick<AnyRoute, 'at'>): Method {
  return row.at.slice(0, row.at.indexOf(' ')) as Method
}

export function pathOf(row: Pick<AnyRoute, 'at'>): string {
  return row.at.slice(row.at.indexOf(' ') + 1)
}

/** Reads are GET; everything else changes something and is audited. */
export function isRead(row: Pick<AnyRoute, 'at'>): boolean {
  return methodOf(row) === 'GET'
}
