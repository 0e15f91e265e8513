import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import type { MeasuredLine } from '#kit/serve/recognise.ts'

/** Lines that wait outside of memory: the pages of 20,000 enterprises would not fit into it. */
export type Spool = {
  /** A line as JSON. */
  readonly put: (line: string) => Promise<void>
  /** Ends writing; the lines as they came. */
  readonly lines: () => AsyncGenerator<MeasuredLine>
  readonly remove: () => Promise<void>
}

export async function newSpool(): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), 'tri-an-run-'))
  const path = join(folder, 'lines')
  const out = createWriteStream(path)
  const close = async (): Promise<void> => {
    if (!out.writableEnded) out.end()
    await finished(out)
  }
  return {
    put: async line => {
      if (!out.write(`${line}\n`)) await once(out, 'drain')
    },
    lines: async function* () {
      await close()
      for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
        yield JSON.parse(line) as MeasuredLine
    },
    remove: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
