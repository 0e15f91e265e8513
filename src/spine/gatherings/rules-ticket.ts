/*
 * A ticket is 32 bytes (the registration, then its session) and their Ed25519 signature, in base64url behind `TA1.`: no
 * personal data. The server signs; a phone without signal checks with the public key.
 */
const head = 'TA1.'
const [idBytes, signatureBytes] = [16, 64]

const toText = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

export function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))
}

const bytesOfId = (id: string): Uint8Array =>
  Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], pair => Number.parseInt(pair, 16))
const idOf = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** What is signed. */
export function ticketBytes(guest: string, session: string): Uint8Array {
  return Uint8Array.from([...bytesOfId(guest), ...bytesOfId(session)])
}

export function writeTicket(signed: Uint8Array, signature: Uint8Array): string {
  return `${head}${toText(Uint8Array.from([...signed, ...signature]))}`
}

export type Ticket = {
  readonly guest: string
  readonly session: string
  readonly signed: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
}

/** Takes a ticket apart without judging its signature; undefined when it is no ticket of ours. */
export function readTicket(text: string): Ticket | undefined {
  const clean = text.trim()
  if (!clean.startsWith(head) || !/^[\w-]{128}$/.test(clean.slice(head.length))) return undefined
  const bytes = fromText(clean.slice(head.length))
  const signed = bytes.slice(0, idBytes * 2)
  return {
    guest: idOf(signed.slice(0, idBytes)),
    session: idOf(signed.slice(idBytes)),
    signed,
    signature: bytes.slice(idBytes * 2, idBytes * 2 + signatureBytes),
  }
}
