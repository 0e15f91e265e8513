import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '#kit/wire'
import type { FileRules, Stored } from './store.ts'
import { type FileType, reconcile, typeOf } from './type.ts'

const headBytes = 64
const tailBytes = 65_536
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/

/** Tells whether bytes that come in pieces are text in UTF-8 all through. */
function textCheck(): { readonly see: (chunk: Uint8Array) => void; readonly readable: () => boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let readable = true
  const look = (chunk: Uint8Array | undefined): void => {
    if (!readable) return
    try {
      readable = !notText.test(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode())
    } catch {
      readable = false
    }
  }
  return {
    see: look,
    readable: () => {
      look(undefined)
      return readable
    },
  }
}

type Written = { readonly sha256: string; readonly bytes: number; readonly readable: boolean }

async function write(file: FileHandle, source: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Written> {
  const hash = createHash('sha256')
  const text = textCheck()
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) refuse('kit.file_too_large', 413, { limit: Math.floor(mostBytes / 1024) })
    hash.update(chunk)
    text.see(chunk)
    await file.appendFile(chunk)
  }
  await file.sync()
  return { sha256: hash.digest('hex'), bytes, readable: text.readable() }
}

async function judge(file: FileHandle, written: Written, rules: FileRules): Promise<FileType> {
  if (written.bytes === 0) refuse('kit.file_empty', 422)
  if (rules.sha256 !== undefined && rules.sha256 !== written.sha256) refuse('kit.file_damaged', 422)
  const part = async (from: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
    return buffer.subarray(0, bytesRead)
  }
  const head = await part(0, headBytes)
  const tail = await part(Math.max(0, written.bytes - tailBytes), tailBytes)
  const found = typeOf(head, tail, written.readable) ?? refuse('kit.file_type', 415)
  const type = reconcile(found, rules.claims) ?? refuse('kit.file_differs', 415)
  return rules.accepts.includes(type) ? type : refuse('kit.file_type', 415)
}

/**
 * Writes what arrives to a file of its own, judges it, and lends it to `keep` once it is durable. Whatever happens,
 * the file is gone afterwards: what is to stay, `keep` gives another name.
 */
export async function receive(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  rules: FileRules,
  keep: (path: string, stored: Stored) => Promise<void>,
): Promise<Stored> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomUUID())
  try {
    const file = await open(path, 'wx+', 0o600)
    const stored = await (async () => {
      const written = await write(file, source, rules.mostBytes)
      return { sha256: written.sha256, bytes: written.bytes, type: await judge(file, written, rules) }
    })().finally(() => file.close())
    await keep(path, stored)
    return stored
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') refuse('kit.no_room', 503)
    throw error
  } finally {
    await rm(path, { force: true })
  }
}
