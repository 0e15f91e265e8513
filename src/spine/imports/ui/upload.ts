import { readBase64 } from '#kit/ui/files.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { imports } from './client.ts'

/** What one part holds; the server takes a little more. */
const partBytes = 3 * 1024 * 1024
const mostTries = 4
const restMs = 1500

async function sendPart(id: string, at: number, part: Blob): Promise<number> {
  const bytes = await readBase64(part)
  for (let tried = 1; ; tried++) {
    try {
      return (await imports.part({ id, at, bytes })).bytes
    } catch (error) {
      // What the server refuses it refuses again; a line that broke may hold the next time.
      if (problemOf(error) || tried === mostTries) throw error
      await new Promise(done => setTimeout(done, restMs * tried))
    }
  }
}

/**
 * Sends a file in parts, so that it is never held whole, here or on the server. `tell` hears how much is there;
 * throws when `stop` is aborted. Answers the load, which is an earlier one when the same file came before.
 */
export async function upload(
  id: string,
  file: File,
  tell: (bytes: number) => void,
  stop: AbortSignal,
): Promise<{ readonly id: string; readonly twice: boolean }> {
  for (let at = 0; at < file.size; ) {
    stop.throwIfAborted()
    at = await sendPart(id, at, file.slice(at, at + partBytes))
    tell(at)
  }
  stop.throwIfAborted()
  return await imports.finish({ id })
}
