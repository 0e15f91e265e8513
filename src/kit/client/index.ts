import { type GivesOf, isRead, methodOf, type Problem, pathOf, type Routes, type SendsOf } from '#kit/wire'

/** What the server refused, with its code and its sentence in the person's language. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

export type Client<R extends Routes> = {
  readonly [K in keyof R]: (
    input: SendsOf<R[K]>,
    options?: { readonly key?: string; readonly signal?: AbortSignal },
  ) => Promise<GivesOf<R[K]>>
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>
type Sent = Readonly<Record<string, unknown>>

/** Puts the path's names in place; what is left goes to the query or the body. */
export function addressOf(
  row: { readonly at: `${string} ${string}` },
  input: Sent,
): { readonly url: string; readonly rest: Sent } {
  const rest: Record<string, unknown> = { ...input }
  const path = pathOf(row as never).replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  if (!isRead(row as never)) return { url: path, rest }
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(rest))
    if (value !== undefined && value !== '') query.set(key, String(value))
  return { url: query.size > 0 ? `${path}?${query}` : path, rest: {} }
}

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? item.toString() : item))

async function problemFrom(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.includes('problem+json')
  if (isProblem) return (await response.json()) as Problem
  return { type: 'about:blank', title: `HTTP ${response.status}`, status: response.status, code: 'kit.broken' }
}

/** A function a route: `client(treeRoutes).plan({...})` answers what the row gives, or throws a ProblemError. */
export function client<R extends Routes>(routes: R, send: Fetch = (url, init) => fetch(url, init)): Client<R> {
  const call =
    (name: string) =>
    async (input: Sent, options: { key?: string; signal?: AbortSignal } = {}) => {
      const row = routes[name] as R[string]
      const { url, rest } = addressOf(row, input)
      const headers: Record<string, string> = { accept: 'application/json' }
      if (!isRead(row)) headers['content-type'] = 'application/json'
      if (options.key) headers['idempotency-key'] = options.key
      const response = await send(url, {
        method: methodOf(row),
        headers,
        credentials: 'same-origin',
        ...(isRead(row) ? {} : { body: toJson(rest) }),
        ...(options.signal ? { signal: options.signal } : {}),
      })
      if (!response.ok) throw new ProblemError(await problemFrom(response))
      return response.json()
    }
  return Object.fromEntries(Object.keys(routes).map(name => [name, call(name)])) as unknown as Client<R>
}
