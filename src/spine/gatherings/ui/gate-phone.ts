import type { Command } from '#kit/outbox'
import { fromText, readTicket } from '../rules-ticket.ts'

const keptUnder = 'tri-an-gate'

/** This phone's own name in scans: made once, says nothing of who holds it. */
export function deviceName(): string {
  const known = localStorage.getItem(keptUnder)
  if (known) return known
  const made = `m-${crypto.randomUUID().slice(0, 8)}`
  localStorage.setItem(keptUnder, made)
  return made
}

/** Whether a guest is in, as far as this phone knows: what the server said, and what still waits here. */
export function present(
  guest: { readonly id: string; readonly present: boolean },
  unsent: readonly Command[],
): boolean {
  let here = guest.present
  for (const { route, input, state } of unsent) {
    if (state !== 'waiting' || input.guest !== guest.id) continue
    if (route === 'gatherings.scan') here = true
    if (route === 'gatherings.undo') here = false
  }
  return here
}

export type Checked = {
  /** `unchecked`: this phone cannot verify signatures, so the server will. */
  readonly verdict: 'signed' | 'unchecked' | 'forged' | 'elsewhere' | 'none'
  readonly guest?: string
}

/** Judges a ticket without signal: its form, its session, and its signature by the public key. */
export async function checkTicket(text: string, session: string, publicKey: string): Promise<Checked> {
  const ticket = readTicket(text)
  if (!ticket) return { verdict: 'none' }
  const { guest } = ticket
  const key = await crypto.subtle
    .importKey('raw', fromText(publicKey), { name: 'Ed25519' }, false, ['verify'])
    .catch(() => undefined)
  if (key && !(await crypto.subtle.verify({ name: 'Ed25519' }, key, ticket.signature, ticket.signed)))
    return { verdict: 'forged' }
  if (ticket.session !== session) return { verdict: 'elsewhere', guest }
  return { verdict: key ? 'signed' : 'unchecked', guest }
}
