import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** HTML whose holes are escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>
export { html, raw }
