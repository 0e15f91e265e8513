import type { Door } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { Call, Who } from './face.ts'
import type { Html } from './html.ts'

/** What a portal page gets. It acts only through routes (`call`), so permission, scope and audit stay in one place. */
export type Ask = {
  readonly lang: Lang
  readonly who: Who
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** The fields of a posted form, each a string; empty for GET. */
  readonly form: Readonly<Record<string, string>>
  readonly now: Date
  readonly call: Call
}

/** A page answers HTML (with a status), or sends the browser elsewhere (303 after a post). */
export type PageAnswer =
  | { readonly title: string; readonly body: Html; readonly status?: number }
  | { readonly goTo: string }

/** One page of the portal: HTML from the server, every task without JavaScript. Paths carry no language; a cookie does. */
export type Page = {
  readonly at: `GET /${string}` | `POST /${string}`
  readonly may: Extract<Door, 'anyone' | 'customer'>
  readonly answer: (ask: Ask) => Promise<PageAnswer>
}

/** A part of a shared portal page that a folder fills: the front page, or the signed-in customer's own page. */
export type Panel = {
  readonly where: 'front' | 'mine'
  /** Nothing to show for this visitor answers undefined. */
  readonly show: (ask: Ask) => Promise<Html | undefined>
}
