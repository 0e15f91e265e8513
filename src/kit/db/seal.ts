import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomFillSync,
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

/** A keyed hash by which a sealed value is found again; equal texts give equal bytes. */
export function blindIndex(key: Buffer, text: string): Buffer {
  return createHmac('sha256', keyOf(key)).update(text.normalize('NFC')).digest()
}
