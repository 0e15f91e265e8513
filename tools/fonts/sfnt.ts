import { brotliCompressSync, constants, inflateSync } from 'node:zlib'

/** The tables of one font, by their four-letter tag. */
export type Tables = ReadonlyMap<string, Buffer>

/** Reads the tables of a WOFF 1.0 file (W3C "WOFF File Format 1.0": zlib-compressed sfnt tables). */
export function readWoff(file: Buffer): Tables {
  if (file.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 file')
  const tables = new Map<string, Buffer>()
  for (let at = 44, left = file.readUInt16BE(12); left > 0; at += 20, left -= 1) {
    const offset = file.readUInt32BE(at + 4)
    const packed = file.subarray(offset, offset + file.readUInt32BE(at + 8))
    const length = file.readUInt32BE(at + 12)
    tables.set(file.toString('latin1', at, at + 4), packed.length === length ? packed : inflateSync(packed))
  }
  return tables
}

/** The glyph of a character, by the font's format 4 character map; 0 when it has none. */
export function glyphOf(cmap: Buffer, codePoint: number): number {
  const table = format4(cmap)
  const segments = table.readUInt16BE(6) / 2
  for (let i = 0; i < segments; i += 1) {
    const end = table.readUInt16BE(14 + i * 2)
    const start = table.readUInt16BE(16 + segments * 2 + i * 2)
    if (codePoint > end || codePoint < start) continue
    const delta = table.readUInt16BE(16 + segments * 4 + i * 2)
    const rangeAt = 16 + segments * 6 + i * 2
    const range = table.readUInt16BE(rangeAt)
    if (range === 0) return (codePoint + delta) & 0xffff
    const glyph = table.readUInt16BE(rangeAt + range + (codePoint - start) * 2)
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}

function format4(cmap: Buffer): Buffer {
  for (let i = 0; i < cmap.readUInt16BE(2); i += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + i * 8))
    if (table.readUInt16BE(0) === 4) return table
  }
  throw new Error('the font has no format 4 character map')
}

/** Known tags of WOFF 2.0, in the order of its table of indices (only the ones that we write). */
const knownTags: Readonly<Record<string, number>> = {
  cmap: 0,
  head: 1,
  hhea: 2,
  hmtx: 3,
  maxp: 4,
  name: 5,
  'OS/2': 6,
  post: 7,
  glyf: 10,
  loca: 11,
}

/** Writes WOFF 2.0 with the null transform for glyf and loca (W3C "WOFF File Format 2.0", section 5). */
export function writeWoff2(tables: Tables): Buffer {
  const entries = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const directory = Buffer.concat(
    entries.map(([tag, data]) => {
      const index = knownTags[tag]
      if (index === undefined) throw new Error(`no WOFF 2.0 index for ${tag}`)
      const version = tag === 'glyf' || tag === 'loca' ? 3 : 0
      return Buffer.concat([Buffer.from([index | (version << 6)]), base128(data.length)])
    }),
  )
  const packed = brotliCompressSync(Buffer.concat(entries.map(([, data]) => data)), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT },
  })
  const header = Buffer.alloc(48)
  const sfntBytes = entries.reduce((sum, [, data]) => sum + 16 + pad4(data.length), 12)
  const length = pad4(48 + directory.length + packed.length)
  header.write('wOF2', 0, 'latin1')
  header.writeUInt32BE(0x00010000, 4)
  header.writeUInt32BE(length, 8)
  header.writeUInt16BE(entries.length, 12)
  header.writeUInt32BE(sfntBytes, 16)
  header.writeUInt32BE(packed.length, 20)
  header.writeUInt16BE(1, 24)
  const file = Buffer.alloc(length)
  Buffer.concat([header, directory, packed]).copy(file)
  return file
}

/** UIntBase128 of WOFF 2.0: seven bits a byte, most significant first. */
function base128(value: number): Buffer {
  const bytes = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80)
  return Buffer.from(bytes)
}

export const pad4 = (bytes: number): number => (bytes + 3) & ~3

/** The checksum of one table, or of a whole font. */
export function checksum(data: Buffer): number {
  const padded = Buffer.alloc(pad4(data.length))
  data.copy(padded)
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}
