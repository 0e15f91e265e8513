import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { getCookie } from 'hono/cookie'
import { type AnyRoute, methodOf, pathOf, Refusal } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { Who } from './face.ts'
import { headers, refuseCrossSite } from './guard.ts'
import { makeMetrics } from './metrics.ts'
import { type Layout, mountPages } from './pages.ts'
import { type Caller, type Entry, entriesOf, perform, type System } from './perform.ts'
import { problemOf, refusalOf, refusalSentences } from './problem.ts'
import { applySession, bearerOf, cookieName, ipOf, langOf, type SessionKind, sentTo } from './request.ts'

/** One line of the log: what is on this list and nothing else, so that no personal data can slip in. */
export type LogLine = {
  readonly route: string
  readonly status: number
  readonly ms: number
  readonly who: Who['kind']
  readonly code?: string
  readonly bug?: string
}

export type Serving = System & {
  readonly origin: string
  readonly trustProxy: boolean
  readonly log: (line: LogLine) => void
  readonly layout: Layout
  /** What the product serves beside routes and pages: bundles, the contract. Mounted before the final "nothing here". */
  readonly mount?: (app: Hono) => void
}

/** What every handler of one server shares. */
export type Door = {
  readonly serving: Serving
  readonly entries: readonly Entry[]
  readonly secure: boolean
  readonly sentence: ReturnType<typeof refusalSentences>
  /** Who calls, from the session of that kind or a bearer key. */
  readonly callerOf: (context: Context, kind: SessionKind) => Promise<Caller>
  readonly answered: (
    route: string,
    status: number,
    startedMs: number,
    who: Who['kind'],
    more?: { code?: string; bug?: string },
  ) => void
}

const json = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? item.toString() : item))

/** Whose session a row asks for: what is a customer's, or what the customer's cookie alone speaks for. */
function sessionFor(context: Context, row: AnyRoute, secure: boolean): SessionKind {
  if (row.may === 'customer') return 'customer'
  if (row.may !== 'anyone') return 'staff'
  return getCookie(context, cookieName('staff', secure)) ? 'staff' : 'customer'
}

function doorOf(serving: Serving): Door & { readonly metrics: ReturnType<typeof makeMetrics> } {
  const secure = serving.origin.startsWith('https:')
  const metrics = makeMetrics()
  return {
    serving,
    secure,
    metrics,
    entries: entriesOf(serving.faces),
    sentence: refusalSentences(serving.faces.map(face => face.words)),
    callerOf: async (context, kind) => {
      const token = getCookie(context, cookieName(kind, secure))
      const who = await serving.gate.identify(
        serving.database,
        { session: token, bearer: bearerOf(context), kind },
        serving.clock(),
      )
      const key = context.req.header('idempotency-key')
      return { who, token, key, lang: langOf(context), ip: ipOf(context, serving.trustProxy) }
    },
    answered: (route, status, startedMs, who, more = {}) => {
      const ms = Math.round((performance.now() - startedMs) * 10) / 10
      metrics.seen(route, status, ms / 1000)
      serving.log({ route, status, ms, who, ...more })
    },
  }
}

function refused(
  context: Context,
  door: Door,
  error: unknown,
  lang: Lang,
): { response: Response; code: string; bug?: string } {
  const refusal = refusalOf(error)
  const shown = problemOf(refusal ?? new Refusal('kit.broken', 503), lang, door.sentence)
  const status = refusal ? refusal.status : 500
  const retry = refusal?.status === 429 ? { 'retry-after': String(refusal.values.seconds ?? 1) } : {}
  const response = context.body(json({ ...shown, status }), status, {
    'content-type': 'application/problem+json',
    ...retry,
  })
  if (refusal) return { response, code: refusal.code }
  const bug =
    error instanceof Error
      ? `${error.name}: ${error.message.split('\n')[0]?.slice(0, 300)} ${error.stack?.split('\n')[1]?.trim() ?? ''}`
      : 'unknown'
  return { response, code: 'kit.broken', bug }
}

function mountRoute(app: Hono, door: Door, entry: Entry): void {
  const { row } = entry
  app.on(methodOf(row), pathOf(row), async context => {
    const startedMs = performance.now()
    let who: Who['kind'] = 'nobody'
    try {
      refuseCrossSite(context, door.serving.origin)
      const kind = sessionFor(context, row, door.secure)
      const caller = await door.callerOf(context, kind)
      who = caller.who.kind
      const { answer, session } = await perform(door.serving, entry, caller, await sentTo(context, row))
      applySession(context, session, door.secure, kind)
      door.answered(entry.name, 200, startedMs, who)
      const text = json(answer)
      const length = String(Buffer.byteLength(text)) // short answers are not worth compressing
      return context.body(text, 200, { 'content-type': 'application/json', 'content-length': length })
    } catch (error) {
      const { response, code, bug } = refused(context, door, error, langOf(context))
      door.answered(entry.name, response.status, startedMs, who, bug ? { code, bug } : { code })
      return response
    }
  })
}

/** The server: every route of every face, the portal's pages, health and metrics, under one set of headers. */
export function serve(serving: Serving): Hono {
  const door = doorOf(serving)
  const app = new Hono()
  app.use(compress({ encoding: 'gzip' }))
  app.use(headers(door.secure))
  app.get('/api/health', async context => {
    await serving.database.pool.query('select 1')
    return context.json({ status: 'ok', at: serving.clock().toISOString() })
  })
  app.get('/metrics', context => {
    const near = ['127.0.0.1', '::1', '::ffff:127.0.0.1', 'unknown'].includes(ipOf(context, serving.trustProxy))
    return near ? context.text(door.metrics.text()) : context.notFound()
  })
  for (const entry of door.entries) mountRoute(app, door, entry)
  mountPages(app, door)
  serving.mount?.(app)
  app.onError((error, context) => {
    const { response, code, bug } = refused(context, door, error, langOf(context))
    door.answered('unrouted', response.status, performance.now(), 'nobody', bug ? { code, bug } : { code })
    return response
  })
  app.all('/api/*', context => refused(context, door, new Refusal('kit.not_found', 404), langOf(context)).response)
  return app
}
