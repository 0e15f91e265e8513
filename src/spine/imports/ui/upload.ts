import { sendFile } from '#kit/ui/send-file.ts'
import { imports } from './client.ts'

/**
 * Sends a file. `tell` hears how much is there; throws when `stop` is aborted. Answers the load, which is an earlier one
 * when the same file came before.
 */
export async function upload(
  id: string,
  file: File,
  tell: (bytes: number) => void,
  stop: AbortSignal,
): Promise<{ readonly id: string; readonly twice: boolean }> {
  await sendFile(file, async (at, bytes) => (await imports.part({ id, at, bytes })).bytes, tell, stop)
  return await imports.finish({ id })
}
