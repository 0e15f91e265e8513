import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { blindIndex } from '#kit/db/seal.ts'
import type { Ports } from '#kit/serve'
import { codeOf, readCode } from '#kit/text'
import { readTicket, ticketBytes, writeTicket } from './rules-ticket.ts'

type Secrets = Ports['secrets']

/** An Ed25519 key in PKCS #8 is these bytes, then the 32 of the secret. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiHeadBytes = 12
const keys = new WeakMap<Secrets, KeyObject>()

function privateKey(secrets: Secrets): KeyObject {
  const known = keys.get(secrets)
  if (known) return known
  const der = Buffer.concat([pkcs8Head, secrets.key('gatherings.tickets')])
  const made = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  keys.set(secrets, made)
  return made
}

/** The public key, raw, in base64url. */
export function ticketKey(secrets: Secrets): string {
  const der = createPublicKey(privateKey(secrets)).export({ format: 'der', type: 'spki' })
  return der.subarray(spkiHeadBytes).toString('base64url')
}

export function signTicket(secrets: Secrets, guest: string, session: string): string {
  const bytes = ticketBytes(guest, session)
  return writeTicket(bytes, sign(null, bytes, privateKey(secrets)))
}

/** The guest and session that a ticket names; undefined when we did not sign it. */
export function openTicket(secrets: Secrets, text: string): { guest: string; session: string } | undefined {
  const ticket = readTicket(text)
  if (!ticket || !verify(null, ticket.signed, createPublicKey(privateKey(secrets)), ticket.signature)) return undefined
  return ticket
}

/** The code on an invitation's letter: made from its id, so that it can be printed again and is kept nowhere. */
export function invitationCode(secrets: Secrets, invitation: string): string {
  return codeOf(blindIndex(secrets.key('gatherings.codes'), invitation))
}

/** What a code is found by; undefined when it is none. */
export function foundBy(secrets: Secrets, typed: string): Buffer | undefined {
  const code = readCode(typed)
  return code === undefined ? undefined : blindIndex(secrets.key('gatherings.found'), code)
}
