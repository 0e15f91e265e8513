import { createHash } from 'node:crypto'
import type { FileType } from './type.ts'

/**
 * What may be put: at most so many bytes, of these types. `claims` is the sender's content type, which must agree
 * with the content; `sha256` (hex) is what the sender says they sent.
 */
export type FileRules = {
  readonly mostBytes: number
  readonly accepts: readonly FileType[]
  readonly claims?: string | undefined
  readonly sha256?: string | undefined
}

/** A file as it is kept: `sha256` in hex is its name. */
export type Stored = { readonly sha256: string; readonly bytes: number; readonly type: FileType }

/**
 * Files under the hash of their content. Nothing is ever overwritten, and nothing is seen before it is whole and
 * durable: a put that fails leaves nothing behind.
 * - `put` refuses kit.file_too_large (413), kit.file_empty, kit.file_damaged (422), kit.file_type, kit.file_differs (415)
 * - `find` answers undefined for what is not there; the stream throws when the bytes are not those of the name
 */
export type FileStore = {
  readonly put: (source: AsyncIterable<Uint8Array>, rules: FileRules) => Promise<Stored>
  readonly find: (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>
  readonly has: (sha256: string) => Promise<boolean>
}

export const isName = (sha256: string): boolean => /^[0-9a-f]{64}$/.test(sha256)

/** Passes bytes on and throws at their end when they are not those of the name: a disk may rot, a bucket be meddled with. */
export async function* proven(source: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== sha256) throw new Error(`the stored file ${sha256} is damaged`)
}

/** All of a stored file at once; for what is small enough to be answered in one piece. */
export async function collected(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
