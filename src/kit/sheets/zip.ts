import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { Refusal, refuse } from '#kit/wire'

/** How much an archive may claim before anything of it is opened. Bytes; `mostRatio` is unpacked to packed. */
export type ZipLimits = {
  readonly mostEntries: number
  readonly mostUnpackedBytes: number
  readonly mostRatio: number
}

/** An archive whose directory has been looked through. A part is read in pieces, as text. */
export type Archive = {
  readonly has: (name: string) => boolean
  readonly read: (name: string) => AsyncGenerator<string>
}

/** Small parts pack very well by nature; only what is large can do harm. */
const harmlessBytes = 1024 * 1024

const brokenUnlessRefused = (error: unknown): never => {
  if (error instanceof Refusal) throw error
  return refuse('kit.sheet_broken', 422)
}

/** Refuses what claims too much: many parts, much in all, a part out of all proportion, parts that share their bytes. */
function judge(entries: readonly Entry[], packedBytes: number, limits: ZipLimits): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0)
  const swells = entries.some(
    entry => entry.uncompressedSize > harmlessBytes && entry.uncompressedSize > entry.compressedSize * limits.mostRatio,
  )
  if (unpacked > limits.mostUnpackedBytes || swells || packed > packedBytes)
    refuse('kit.sheet_swells', 413, { limit: Math.floor(limits.mostUnpackedBytes / 1024 / 1024) })
  if (new Set(entries.map(entry => entry.fileName)).size < entries.length) refuse('kit.sheet_broken', 422)
}

async function directory(zip: ZipFile, limits: ZipLimits): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) {
    entries.push(entry)
    if (entries.length > limits.mostEntries) refuse('kit.sheet_broken', 422)
  }
  return entries
}

async function* pieces(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  // yauzl ends the stream with an error once there is more, or less, than the directory says.
  const stream = await zip.openReadStreamPromise(entry).catch(brokenUnlessRefused)
  try {
    for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
  } catch (error) {
    brokenUnlessRefused(error)
  } finally {
    stream.destroy()
  }
}

/** Opens an archive after reading its directory alone. Refuses kit.sheet_not_xlsx, kit.sheet_swells, kit.sheet_broken. */
export async function openArchive(bytes: Uint8Array, limits: ZipLimits): Promise<Archive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < 4 || buffer.readUInt32LE(0) !== 0x04034b50) refuse('kit.sheet_not_xlsx', 415)
  const zip = await fromBufferPromise(buffer, { lazyEntries: true }).catch(brokenUnlessRefused)
  const entries = await directory(zip, limits).catch(brokenUnlessRefused)
  judge(entries, buffer.length, limits)
  const byName = new Map(entries.map(entry => [entry.fileName, entry]))
  return {
    has: name => byName.has(name),
    read: name => pieces(zip, byName.get(name) ?? refuse('kit.sheet_broken', 422)),
  }
}
