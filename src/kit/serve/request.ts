import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type AnyRoute, methodOf, Refusal } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { SessionChange } from './perform.ts'

export type SessionKind = 'staff' | 'customer'

/** `__Host-` binds the cookie to this host and to https; plain http (a trial on one machine) cannot carry it. */
export const cookieName = (kind: SessionKind, secure: boolean): string => `${secure ? '__Host-' : ''}tri-an-${kind}`

/** Vietnamese unless the person chose English; a partner's program says so with Accept-Language. */
export function langOf(context: Context): Lang {
  const chosen = getCookie(context, 'lang')
  if (chosen === 'en' || chosen === 'vi') return chosen
  const asked = context.req.header('authorization') ? context.req.header('accept-language') : undefined
  return asked?.startsWith('en') ? 'en' : 'vi'
}

/** The address of the caller; behind a proxy, the last one that the proxy named (`trustProxy`). */
export function ipOf(context: Context, trustProxy: boolean): string {
  const named = trustProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  if (named) return named
  try {
    return getConnInfo(context).remote.address ?? 'unknown'
  } catch {
    return 'unknown'
  }
}

export function bearerOf(context: Context): string | undefined {
  return /^Bearer (\S{1,400})$/.exec(context.req.header('authorization') ?? '')?.[1]
}

async function bodyText(context: Context, most: number): Promise<string> {
  const tooLarge = () => new Refusal('kit.too_large', 413, { limit: Math.floor(most / 1024) })
  if (Number(context.req.header('content-length') ?? 0) > most) throw tooLarge()
  const reader = context.req.raw.body?.getReader()
  if (!reader) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > most) {
      await reader.cancel()
      throw tooLarge()
    }
    parts.push(part.value)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}

const ordinaryBody = 256 * 1024

/** What was sent to a row: the JSON body or the query, with the path's names laid over it. */
export async function sentTo(context: Context, row: AnyRoute): Promise<unknown> {
  const params = context.req.param() as Record<string, string>
  if (methodOf(row) === 'GET') return { ...context.req.query(), ...params }
  const text = await bodyText(context, row.bodyBytes ?? ordinaryBody)
  if (text === '') return params
  if (!/^application\/json\b/.test(context.req.header('content-type') ?? '')) throw new Refusal('kit.not_json', 415)
  try {
    const body: unknown = JSON.parse(text)
    return Object.keys(params).length > 0 && typeof body === 'object' && body !== null && !Array.isArray(body)
      ? { ...body, ...params }
      : body
  } catch {
    throw new Refusal('kit.bad_json', 400)
  }
}

/** A posted form of the portal: every field a string, the last of a repeated one. */
export async function formOf(context: Context): Promise<Record<string, string>> {
  const text = await bodyText(context, ordinaryBody)
  return Object.fromEntries(new URLSearchParams(text))
}

/** Lays the session's cookie, or takes it away. */
export function applySession(
  context: Context,
  change: SessionChange | undefined,
  secure: boolean,
  ends: SessionKind,
): void {
  if (!change) return
  const common = { path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const
  if (change === 'end') setCookie(context, cookieName(ends, secure), '', { ...common, maxAge: 0 })
  else setCookie(context, cookieName(change.kind, secure), change.token, { ...common, maxAge: change.maxAgeSeconds })
}
