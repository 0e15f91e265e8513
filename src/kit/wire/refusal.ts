/** What a refusal says in numbers and names, to be put into its sentence; never personal data. */
export type RefusalValues = Readonly<Record<string, string | number>>
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503

/** One thing wrong with one field. `field` is a dotted path ('' is the whole), `code` has words. */
export type FieldError = { readonly field: string; readonly code: string; readonly message: string }

/** RFC 9457 problem details, with a stable code. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly errors?: readonly FieldError[]
}

/** Something that a person can cause and mend. Everything else that is thrown is a bug and surfaces as one. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: RefusalStatus
  readonly values: RefusalValues
  readonly errors: readonly FieldError[]

  constructor(code: string, status: RefusalStatus, values: RefusalValues = {}, errors: readonly FieldError[] = []) {
    super(code)
    this.code = code
    this.status = status
    this.values = values
    this.errors = errors
  }
}

/** Refuses by name: `refuse('tree.already_planted', 409)`. The code's sentence stands in the folder's words under `refusals`. */
export function refuse(code: `${string}.${string}`, status: RefusalStatus, values: RefusalValues = {}): never {
  throw new Refusal(code, status, values)
}
