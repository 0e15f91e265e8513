import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)
const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 }

const hashWith = async (password: string, nonce: Buffer): Promise<Buffer> =>
  (await derive('argon2id', { message: Buffer.from(password.normalize('NFC')), nonce, ...cost })) as Buffer

/** A password's hash: argon2id at 19 MiB and two passes (OWASP's first choice), with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  return `argon2id$19456$2$${nonce.toString('base64url')}$${(await hashWith(password, nonce)).toString('base64url')}`
}

const decoy = hashPassword('nobody has this password')

/** Compares in constant time; without a hash it works as long, so that an unknown account answers no sooner. */
export async function passwordFits(password: string, hash: string | undefined): Promise<boolean> {
  const [, , , nonce = '', kept = ''] = (hash ?? (await decoy)).split('$')
  const made = await hashWith(password, Buffer.from(nonce, 'base64url'))
  return timingSafeEqual(made, Buffer.from(kept, 'base64url')) && hash !== undefined
}

/** 256 random bits; only their hash is kept. */
export function newToken(prefix = ''): { readonly token: string; readonly sha256: Buffer } {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`
  return { token, sha256: sha256(token) }
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
