import { createReadStream } from 'node:fs'
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { receive } from './receive.ts'
import { type FileStore, isName, proven } from './store.ts'

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code)
/** A put that takes longer than this was cut off by a crash. */
const staleMs = 24 * 3_600_000

/** Makes a new name in a folder durable; where a system cannot, it has no need to. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().catch(() => undefined)
  await folder.close()
}

/** Gives the bytes their lasting name. `link`, not `rename`: it never replaces what stands there. */
async function settle(temporary: string, final: string): Promise<void> {
  await mkdir(dirname(final), { recursive: true })
  try {
    await link(temporary, final)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  await syncFolder(dirname(final))
}

async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming).catch(() => [])) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > staleMs) await rm(path, { force: true })
  }
}

/** Files in a folder of this machine, `ab/cdef…` under it. What a crash left half-written goes at the next start. */
export async function folderStore(root: string): Promise<FileStore> {
  const incoming = join(root, 'incoming')
  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256.slice(2))
  const has = async (sha256: string): Promise<boolean> =>
    isName(sha256) &&
    (await stat(pathOf(sha256)).then(
      () => true,
      () => false,
    ))
  await mkdir(incoming, { recursive: true })
  await sweep(incoming)
  return {
    put: (source, rules) => receive(incoming, source, rules, (path, stored) => settle(path, pathOf(stored.sha256))),
    find: async sha256 => ((await has(sha256)) ? proven(createReadStream(pathOf(sha256)), sha256) : undefined),
    has,
  }
}
