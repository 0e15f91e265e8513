import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)
type Cost = { readonly memory: number; readonly passes: number }
/** 19 MiB and two passes: OWASP's first choice. */
const usual: Cost = { memory: 19_456, passes: 2 }

const hashWith = async (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  (await derive('argon2id', {
    message: Buffer.from(password.normalize('NFC')),
    nonce,
    parallelism: 1,
    tagLength: 32,
    ...cost,
  })) as Buffer

/** A password's hash by argon2id, with its own salt and what it cost (memory in KiB), so that the cost may rise later. */
export async function hashPassword(password: string, cost = usual): Promise<string> {
  const nonce = randomBytes(16)
  const made = await hashWith(password, nonce, cost)
  return `argon2id$${cost.memory}$${cost.passes}$${nonce.toString('base64url')}$${made.toString('base64url')}`
}

const decoy = hashPassword('nobody has this password')

/** Compares in constant time; without a hash it works as long, so that an unknown account answers no sooner. */
export async function passwordFits(password: string, hash: string | undefined): Promise<boolean> {
  const [, memory, passes, nonce = '', kept = ''] = (hash ?? (await decoy)).split('$')
  const cost = { memory: Number(memory), passes: Number(passes) }
  const made = await hashWith(password, Buffer.from(nonce, 'base64url'), cost)
  return timingSafeEqual(made, Buffer.from(kept, 'base64url')) && hash !== undefined
}

/** 256 random bits; only their hash is kept. */
export function newToken(prefix = ''): { readonly token: string; readonly sha256: Buffer } {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`
  return { token, sha256: sha256(token) }
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
