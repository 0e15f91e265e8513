import type { Channel, Known, Message, Sent } from './channel.ts'

/** Where a carrier's gateway listens and the key that it knows us by. `waitMs`: how long an answer may take (20,000). */
export type Gateway = { readonly url: string; readonly key: string; readonly waitMs?: number }
type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

/** Nothing when no answer came: the request may have arrived all the same. A refused connection has carried nothing. */
async function ask(gateway: Gateway, path: string, body: object): Promise<Answer | 'nobody' | undefined> {
  try {
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(gateway.waitMs ?? 20_000),
    })
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    return code === 'ECONNREFUSED' || code === 'ENOTFOUND' ? 'nobody' : undefined
  }
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** Codes of a gateway by what they mean; a code that nobody knows, and an error of the gateway itself, is `unknown`. */
type Codes = {
  readonly taken: readonly string[]
  readonly refused: readonly string[]
  readonly known: readonly string[]
}

function read(answer: Answer | 'nobody' | undefined, code: string, carrierId: unknown, codes: Codes): Sent {
  if (answer === 'nobody') return { outcome: 'refused', reason: 'not connected' }
  if (!answer || answer.status >= 500)
    return { outcome: 'unknown', reason: answer ? `http ${answer.status}` : 'no answer' }
  // The gateway has this id already: it was taken before, and is not sent again.
  if (codes.taken.includes(code) || codes.known.includes(code))
    return { outcome: 'sent', ...(text(carrierId) ? { carrierId: text(carrierId) } : {}) }
  return {
    outcome: codes.refused.includes(code) || answer.status >= 400 ? 'refused' : 'unknown',
    reason: `code ${code}`,
  }
}

const later = (answer: Answer | 'nobody' | undefined): Known => {
  const state = answer && answer !== 'nobody' ? text(answer.body.state) : ''
  const reason = answer && answer !== 'nobody' ? text(answer.body.reason) : ''
  if (state === 'delivered') return { outcome: 'delivered' }
  if (state === 'failed') return { outcome: 'failed', ...(reason ? { reason } : {}) }
  if (state === 'taken') return { outcome: 'sent' }
  return { outcome: state === 'never_seen' ? 'refused' : 'unknown' }
}

/**
 * SMS under a brand name. The message's own id is the gateway's RequestId: 100 takes it, 124 has it already, the others
 * refuse it. That it was taken does not say that it arrived; that comes by a receipt.
 */
export function smsGateway(gateway: Gateway, brand: string): Channel {
  const codes = {
    taken: ['100'],
    known: ['124'],
    refused: ['99', '101', '103', '104', '118', '119', '131', '146', '177'],
  }
  return {
    name: 'sms',
    send: async ({ id, to, body }: Message) => {
      const answer = await ask(gateway, '/sms', { RequestId: id, Phone: to, Content: body, Brandname: brand })
      const said = answer && answer !== 'nobody' ? answer.body : {}
      return read(answer, text(said.CodeResult), said.SMSID, codes)
    },
    ask: async id => later(await ask(gateway, '/status', { id })),
  }
}

/**
 * Zalo by templates that were approved there. `error` 0 takes it; -118 has no account, -119 cannot be reached now, -108 is
 * no number: those are refusals, and the next channel's turn. `tracking_id` is the message's own id.
 */
export function zaloGateway(gateway: Gateway): Channel {
  const codes = { taken: ['0'], known: ['-137'], refused: ['-108', '-110', '-114', '-118', '-119', '-131', '-144'] }
  return {
    name: 'zalo',
    send: async ({ id, to, template }: Message) => {
      if (!template) return { outcome: 'refused', reason: 'no template' }
      const answer = await ask(gateway, '/zalo', {
        phone: to.replace(/^\+/, ''),
        template_id: template.id,
        template_data: template.values,
        tracking_id: id,
      })
      const said = answer && answer !== 'nobody' ? answer.body : {}
      return read(answer, text(said.error), (said.data as { msg_id?: unknown } | undefined)?.msg_id, codes)
    },
    ask: async id => later(await ask(gateway, '/status', { id })),
  }
}
