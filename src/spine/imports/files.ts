import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Intake } from '#kit/serve/intake.ts'
import { refuse } from '#kit/wire'

declare module '#kit/serve/face.ts' {
  interface Ports {
    readonly imports: ImportPorts
  }
}

/**
 * What imports use of the outside: the folder in which files lie while they are wanted (one folder for all processes
 * of an installation), the folder into which other systems drop files, and what the nouns above let in.
 */
export type ImportPorts = {
  readonly folder: string
  readonly drop: string
  /** How many days refused rows are kept for correcting them. */
  readonly refusedDays: number
  readonly intakes: () => ReadonlyMap<string, Intake>
}

/** Larger files are cut up by whoever sends them. */
export const mostBytes = 8 * 1024 ** 3

export const pathOf = (ports: { readonly imports: ImportPorts }, load: string): string =>
  join(ports.imports.folder, `${load}.rows`)

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0
}

/**
 * Writes a part where it belongs. A part that came before is written over by the same bytes; one that leaves a gap is
 * refused with the place at which to go on. Answers how many bytes there are now.
 */
export async function writePart(path: string, at: number, bytes: Buffer): Promise<number> {
  const size = await sizeOf(path)
  if (at > size) refuse('imports.part_gap', 409, { at: size })
  await mkdir(join(path, '..'), { recursive: true })
  const file = await open(path, size === 0 ? 'w' : 'r+', 0o600)
  try {
    await file.write(bytes, 0, bytes.length, at)
    return Math.max(size, at + bytes.length)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') refuse('kit.no_room', 503)
    throw error
  } finally {
    await file.close()
  }
}

export async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
  return hash.digest()
}

/** The first bytes of a file, and whether they are all of it. */
export async function headOf(path: string, most = 65_536): Promise<{ readonly head: Buffer; readonly whole: boolean }> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0)
    return { head: buffer.subarray(0, bytesRead), whole: bytesRead < most }
  } finally {
    await file.close()
  }
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true })

export type FileKind = 'csv' | 'xlsx'

/** What a file is by its first bytes; the old spreadsheet form is refused by name. */
export function kindOf(head: Buffer): FileKind {
  if (head.length === 0) refuse('imports.file_empty', 422)
  const sign = head.length < 4 ? 0 : head.readUInt32BE(0)
  if (sign === 0x504b0304) return 'xlsx'
  if (sign === 0xd0cf11e0) refuse('imports.old_spreadsheet', 415)
  return 'csv'
}
