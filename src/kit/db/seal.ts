import {
  type Cipheriv,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'

const version = 'v1'
const tagBytes = 16
const placed = (place: string): Buffer => Buffer.from(`${version} ${place}`)

/** Node makes bytes into a key at every call, which takes four times as long as the cipher: each is made once. */
const keys = new WeakMap<Buffer, KeyObject>()
function keyOf(bytes: Buffer): KeyObject {
  const known = keys.get(bytes)
  if (known) return known
  const made = createSecretKey(bytes)
  keys.set(bytes, made)
  return made
}

/** Random bytes are drawn for many nonces at once: drawing costs more than sealing. Each is used once. */
const nonceBytes = 12
const drawn = Buffer.alloc(nonceBytes * 1024)
let used = drawn.length

function nextNonce(): Buffer {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += nonceBytes
  return Buffer.from(drawn.subarray(used - nonceBytes, used))
}

/**
 * Seals a text with AES-256-GCM. `place` (table.column:id) is bound in, so that a value moved to another row does
 * not open. Answers `v1.<nonce>.<text>.<tag>` in base64url. The key has 32 bytes.
 */
export function seal(key: Buffer, place: string, text: string): string {
  const nonce = nextNonce()
  const cipher = createCipheriv('aes-256-gcm', keyOf(key), nonce, { authTagLength: tagBytes }).setAAD(placed(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [version, ...[nonce, sealed, cipher.getAuthTag()].map(part => part.toString('base64url'))].join('.')
}

/** The bytes of one part; a letter whose last bits say nothing could be changed unseen, so only one way of writing stands. */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') !== part) throw new Error('not a sealed value')
  return bytes
}

/** Opens what was sealed for this place; throws when the key, the place or a byte differs. */
export function open(key: Buffer, place: string, sealed: string): string {
  const [kept, ...parts] = sealed.split('.')
  if (kept !== version) throw new Error('sealed by an unknown version')
  const [nonce, text, tag] = parts.map(bytesOf)
  if (!nonce || !text || !tag || parts.length !== 3) throw new Error('not a sealed value')
  // A length is demanded: without it a tag cut to four bytes would pass one forgery in 2^32.
  const cipher = createDecipheriv('aes-256-gcm', keyOf(key), nonce, { authTagLength: tagBytes })
  cipher.setAAD(placed(place)).setAuthTag(tag)
  return Buffer.concat([cipher.update(text), cipher.final()]).toString('utf8')
}

const blockBytes = 64
type Blocks = { readonly inner: Buffer; readonly outer: Buffer }
const blocks = new WeakMap<Buffer, Blocks>()

/** The two blocks that HMAC (RFC 2104) hashes before a text and before its first hash. */
function blocksOf(key: Buffer): Blocks {
  const known = blocks.get(key)
  if (known) return known
  if (key.length > blockBytes) throw new Error('a key is no longer than a block')
  const [inner, outer] = [Buffer.alloc(blockBytes * 4, 0x36), Buffer.alloc(blockBytes + 32, 0x5c)]
  for (const [at, byte] of key.entries()) {
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  }
  const made = { inner, outer }
  blocks.set(key, made)
  return made
}

/**
 * A keyed hash (HMAC-SHA-256, in hex) by which a sealed value is found again; equal texts give equal ones. Written as
 * two hashes, since Node's own takes four times as long to set up as to hash a phone number.
 */
export function blindHex(key: Buffer, text: string): string {
  const { inner, outer } = blocksOf(key)
  const plain = text.normalize('NFC')
  const short = plain.length * 3 <= inner.length - blockBytes
  const first = short
    ? inner.subarray(0, blockBytes + inner.write(plain, blockBytes))
    : Buffer.concat([inner.subarray(0, blockBytes), Buffer.from(plain)])
  outer.write(hash('sha256', first, 'binary'), blockBytes, 'latin1')
  return hash('sha256', outer, 'hex')
}

export const blindIndex = (key: Buffer, text: string): Buffer => Buffer.from(blindHex(key, text), 'hex')

const ivBytes = 16
const byIndex = 'v2'
const streams = new WeakMap<Buffer, Cipheriv>()
const iv = Buffer.alloc(ivBytes)

/** The first bytes of AES-256-CTR that begins at `iv`: the block itself. One cipher serves for all. */
function streamAt(key: Buffer): Buffer {
  let cipher = streams.get(key)
  if (!cipher) {
    cipher = createCipheriv('aes-256-ecb', keyOf(key), null).setAutoPadding(false)
    streams.set(key, cipher)
  }
  return cipher.update(iv)
}

/**
 * Seals a short text (at most 16 bytes) that is found by its keyed hash, as SIV does (RFC 5297; the hash is HMAC-SHA-256
 * here): the first 16 bytes of `index`, its `blindHex` under another key, are both nonce and tag. Equal texts give equal
 * sealed ones, which their index tells anyway; it needs a twelfth of the time and a quarter of the room of `seal`.
 * Answers `v2.<text>` in base64url. Only for texts whose index is made of their very signs.
 */
export function sealByIndex(key: Buffer, index: string, text: string): string {
  iv.write(index, 0, ivBytes, 'hex')
  const stream = streamAt(key)
  const { length } = text
  if (length > ivBytes) throw new Error('too long to be sealed by its index')
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) throw new Error('only plain signs are sealed by their index')
    stream[at] = (stream[at] ?? 0) ^ code
  }
  return `${byIndex}.${stream.toString('base64url', 0, length)}`
}

export const isSealedByIndex = (sealed: string): boolean => sealed.startsWith(`${byIndex}.`)

/** Opens what was sealed by its index; throws when a key, the index or a byte differs. `index` has at least 16 bytes. */
export function openByIndex(key: Buffer, indexKey: Buffer, index: string, sealed: string): string {
  if (!isSealedByIndex(sealed)) throw new Error('sealed by an unknown version')
  const bytes = bytesOf(sealed.slice(byIndex.length + 1))
  const head = Buffer.from(index, 'hex').subarray(0, ivBytes)
  if (head.length < ivBytes || bytes.length > ivBytes) throw new Error('not a sealed value')
  const cipher = createDecipheriv('aes-256-ctr', keyOf(key), head)
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]).toString('latin1')
  if (!timingSafeEqual(head, blindIndex(indexKey, text).subarray(0, ivBytes))) throw new Error('not sealed so')
  return text
}
