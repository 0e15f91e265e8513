import type { Context, MiddlewareHandler } from 'hono'
import { Refusal } from '#kit/wire'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types tri-an',
].join('; ')

/** The same strict headers on every answer; `secure` adds what only https may carry. */
export function headers(secure: boolean): MiddlewareHandler {
  return async (context, next) => {
    await next()
    const { headers: out } = context.res
    out.set('content-security-policy', policy)
    out.set('x-content-type-options', 'nosniff')
    out.set('referrer-policy', 'same-origin')
    out.set('cross-origin-opener-policy', 'same-origin')
    out.set('cross-origin-resource-policy', 'same-origin')
    out.set('permissions-policy', 'camera=(self), geolocation=(self), microphone=()')
    if (secure) out.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
    if (!out.has('cache-control')) out.set('cache-control', 'no-store')
  }
}

/**
 * Refuses whatever another site could make a browser send, JSON included: an unsafe method needs
 * `Sec-Fetch-Site: same-origin` or an `Origin` of our own. A bearer key is no ambient right and passes.
 */
export function refuseCrossSite(context: Context, origin: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(context.req.method)) return
  if (context.req.header('authorization')) return
  const site = context.req.header('sec-fetch-site')
  const from = context.req.header('origin')
  const own = from !== undefined && (from === origin || from === new URL(context.req.url).origin)
  const allowed = site === undefined ? own : site === 'same-origin' && (from === undefined || own)
  if (!allowed) throw new Refusal('kit.cross_site', 403)
}
