import { readBase64 } from './files.tsx'
import { problemOf } from './problem.ts'

/** What one part holds; the server takes a little more. */
const partBytes = 3 * 1024 * 1024
const mostTries = 4
const restMs = 1500

type SendPart = (at: number, bytes: string) => Promise<number>

async function sendPart(send: SendPart, at: number, part: Blob): Promise<number> {
  const bytes = await readBase64(part)
  for (let tried = 1; ; tried++) {
    try {
      return await send(at, bytes)
    } catch (error) {
      // What the server refuses it refuses again; a line that broke may hold the next time.
      if (problemOf(error) || tried === mostTries) throw error
      await new Promise(done => setTimeout(done, restMs * tried))
    }
  }
}

/**
 * Sends a file in parts, so that it is never held whole, here or on the server. `send` puts one part (base64) at a byte
 * and answers how many bytes there are; `tell` hears that; throws when `stop` is aborted.
 */
export async function sendFile(
  file: File,
  send: SendPart,
  tell: (bytes: number) => void,
  stop: AbortSignal,
): Promise<void> {
  for (let at = 0; at < file.size; ) {
    stop.throwIfAborted()
    at = await sendPart(send, at, file.slice(at, at + partBytes))
    tell(at)
  }
  stop.throwIfAborted()
}
