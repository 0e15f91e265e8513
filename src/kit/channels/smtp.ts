import { createTransport } from 'nodemailer'
import type { Channel, Sent } from './channel.ts'

/** A server that answered no has refused; one that could not be found or let in has been given nothing. Any other silence may follow the text. */
const nothingLeft = new Set(['ECONNREFUSED', 'EDNS', 'EENVELOPE', 'EAUTH'])

function outcomeOf(error: unknown): Sent {
  const { code = '', responseCode } = error as { code?: string; responseCode?: number }
  if (responseCode) return { outcome: 'refused', reason: `smtp ${responseCode}` }
  return { outcome: nothingLeft.has(code) ? 'refused' : 'unknown', reason: `smtp ${code}` }
}

/**
 * E-mail through an SMTP server. `url` is smtp://user:secret@host:port or smtps://…; `from` the sender as shown. The
 * Message-ID is made of the message's own id, so that a server or reader that sees it twice knows it. Whoever is written to
 * can say no in one press where `refuse` names a mailbox for it (RFC 8058 asks for a web page, and no message has a link).
 */
export function smtp(
  url: string,
  from: string,
  options: { readonly refuse?: string; readonly waitMs?: number } = {},
): Channel {
  const { refuse, waitMs = 20_000 } = options
  const transport = createTransport(
    { url, pool: true, maxConnections: 4, connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs },
    { from, ...(refuse ? { list: { unsubscribe: { url: `mailto:${refuse}` } } } : {}) },
  )
  const house = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    name: 'email',
    send: ({ id, to, subject = '', body }) =>
      transport
        .sendMail({
          to,
          subject,
          text: body,
          messageId: `<${id}@${house}>`,
          disableUrlAccess: true,
          disableFileAccess: true,
        })
        .then(({ response }): Sent => ({ outcome: 'sent', carrierId: response.slice(0, 200) }), outcomeOf),
  }
}
