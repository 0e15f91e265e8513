import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes under their own hash, in a folder. What is there is whole and never changes: it is written aside, made durable, then named. */
export function fileStore(folder: string) {
  const place = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  return {
    put: async (sha256: string, bytes: Buffer): Promise<void> => {
      const to = place(sha256)
      if (existsSync(to)) return
      await mkdir(dirname(to), { recursive: true })
      const aside = `${to}.${randomBytes(6).toString('hex')}`
      const file = await open(aside, 'wx', 0o600)
      await file.writeFile(bytes)
      await file.sync()
      await file.close()
      await rename(aside, to)
    },
    get: async (sha256: string): Promise<Buffer | undefined> =>
      existsSync(place(sha256)) ? readFile(place(sha256)) : undefined,
  }
}
