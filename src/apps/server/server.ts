import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Context, Hono } from 'hono'
import type { Database } from '#kit/db'
import { openapi } from '#kit/openapi'
import { entriesOf, type Gate, type LogLine, type Ports, rateLimiter, serve } from '#kit/serve'
import { portalLayout } from '../portal/layout.ts'
import { apiPage } from './api-page.ts'
import type { Bundles } from './bundles.ts'
import { faces } from './faces.ts'
import { appPage, icon } from './shell.ts'

export type AppOptions = {
  readonly database: Database
  readonly gate: Gate
  readonly ports: Ports
  readonly bundles: Bundles | undefined
  readonly origin: string
  readonly invented: boolean
  readonly log: (line: LogLine) => void
  readonly clock?: () => Date
  readonly trustProxy?: boolean
  /** Multiplies every rate limit; only tests that walk thousands of routes raise it. */
  readonly rateScale?: number
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  woff: 'font/woff',
  svg: 'image/svg+xml',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  png: 'image/png',
}
const typeOf = (name: string): string => types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'

const compressible = /\.(js|css|svg|json|webmanifest)$/
/** The files of the browser apps that were asked for compressed; each is compressed once, as well as it goes. */
const compressed = new Map<string, Promise<Buffer<ArrayBuffer>>>()

async function compressedFile(file: string): Promise<Buffer<ArrayBuffer>> {
  return promisify(gzip)(await readFile(file), { level: constants.Z_BEST_COMPRESSION }) as Promise<Buffer<ArrayBuffer>>
}

async function sendFile(context: Context, file: string | undefined, cache: string): Promise<Response> {
  if (!file) return context.notFound()
  const headers = { 'content-type': typeOf(file), 'cache-control': cache }
  if (!compressible.test(file) || !/\bgzip\b/.test(context.req.header('accept-encoding') ?? ''))
    return context.body(await readFile(file), 200, headers)
  const body = compressed.get(file) ?? compressedFile(file)
  compressed.set(file, body)
  return context.body(await body, 200, { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' })
}

/** The browser apps: their hashed files for ever, their one page never cached. */
function mountApps(app: Hono, bundles: Bundles | undefined, invented: boolean): void {
  app.get('/icon.svg', context =>
    context.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  )
  if (!bundles) return
  app.get('/assets/:name', context =>
    sendFile(context, bundles.files.get(`/assets/${context.req.param('name')}`), 'public, max-age=31536000, immutable'),
  )
  app.get('/field/sw.js', context => sendFile(context, bundles.files.get('/field/sw.js'), 'no-cache'))
  app.get('/field/manifest.webmanifest', context =>
    sendFile(context, bundles.files.get('/field/manifest.webmanifest'), 'no-cache'),
  )
  const page = (name: 'console' | 'field') => (context: Context) =>
    context.html(appPage(name, bundles, invented, context))
  for (const name of ['console', 'field'] as const) {
    app.get(`/${name}`, context => context.redirect(`/${name}/`, 308))
    app.get(`/${name}/*`, page(name))
  }
}

function mountContract(app: Hono, styles: readonly string[]): void {
  const rows = entriesOf(faces).map(({ name, row }) => ({
    folder: name.split('.')[0] ?? '',
    name: name.split('.')[1] ?? '',
    row,
  }))
  const document = (lang: 'vi' | 'en') => openapi(rows, { title: 'Tri Ân', version: '0.1.0', lang })
  const both = { vi: document('vi'), en: document('en') }
  app.get('/api/openapi.json', context => context.json(both[context.req.query('lang') === 'vi' ? 'vi' : 'en']))
  app.get('/api', context => context.html(apiPage(rows, styles, context)))
}

/** The whole server as one Hono app: contract, API, portal, console, field. */
export function createApp(options: AppOptions): Hono {
  const styles = options.bundles?.portalStyles ?? []
  const app = serve({
    database: options.database,
    faces,
    gate: options.gate,
    ports: options.ports,
    clock: options.clock ?? (() => new Date()),
    limit: rateLimiter(100_000, options.rateScale ?? 1),
    origin: options.origin,
    trustProxy: options.trustProxy ?? false,
    log: options.log,
    layout: portalLayout({ styles, invented: options.invented }),
    mount: (hono: Hono) => {
      mountContract(hono, styles)
      mountApps(hono, options.bundles, options.invented)
    },
  })
  return app
}
