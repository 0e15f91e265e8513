/**
 * Makes "Tri An Digits": the ten digits of Be Vietnam Pro, all with one advance width, centred.
 * The web files of Be Vietnam Pro have no `tnum` feature, so figures in a column would not align without it.
 * The Open Font License lets us derive and redistribute under another name; its text stands beside the files.
 *
 *     node tools/fonts/tabular-digits.ts
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { checksum, glyphOf, pad4, readWoff, type Tables, writeWoff2 } from './sfnt.ts'

const source = new URL('../../node_modules/@fontsource/be-vietnam-pro/', import.meta.url)
const target = new URL('../../src/kit/ui/fonts/', import.meta.url)
const digits = '0123456789'
const copyright =
  'Copyright 2021 The Be Vietnam Pro Project Authors (https://github.com/bettergui/BeVietnamPro). Digits made tabular under the name Tri An Digits.'

type Glyph = { readonly outline: Buffer; readonly advance: number; readonly left: number }

function table(tables: Tables, tag: string): Buffer {
  const data = tables.get(tag)
  if (!data) throw new Error(`the font has no ${tag} table`)
  return data
}

function readGlyph(tables: Tables, index: number): Glyph {
  const long = table(tables, 'head').readInt16BE(50) === 1
  const loca = table(tables, 'loca')
  const at = (i: number): number => (long ? loca.readUInt32BE(i * 4) : loca.readUInt16BE(i * 2) * 2)
  const outline = Buffer.from(table(tables, 'glyf').subarray(at(index), at(index + 1)))
  if (outline.length > 0 && outline.readInt16BE(0) < 0) throw new Error(`glyph ${index} is made of other glyphs`)
  const metrics = table(tables, 'hhea').readUInt16BE(34)
  const hmtx = table(tables, 'hmtx')
  const advance = hmtx.readUInt16BE(Math.min(index, metrics - 1) * 4)
  const left = index < metrics ? hmtx.readInt16BE(index * 4 + 2) : hmtx.readInt16BE(metrics * 4 + (index - metrics) * 2)
  return { outline, advance, left }
}

/** The same outline, moved sideways: the first point carries the move, all others are relative to it. */
function moved(glyph: Glyph, advance: number): Glyph {
  const outline = Buffer.from(glyph.outline)
  const shift = Math.round((advance - (outline.readInt16BE(6) - outline.readInt16BE(2))) / 2) - outline.readInt16BE(2)
  outline.writeInt16BE(outline.readInt16BE(2) + shift, 2)
  outline.writeInt16BE(outline.readInt16BE(6) + shift, 6)
  return { outline: moveFirstPoint(outline, shift), advance, left: outline.readInt16BE(2) }
}

/** Adds to the x of a simple glyph's first point, widening its delta to two bytes. */
function moveFirstPoint(outline: Buffer, shift: number): Buffer {
  const contours = outline.readInt16BE(0)
  const points = outline.readUInt16BE(10 + (contours - 1) * 2) + 1
  let at = 10 + contours * 2
  at += 2 + outline.readUInt16BE(at)
  const firstFlag = at
  for (let seen = 0; seen < points; at += 1) {
    const flag = outline.readUInt8(at)
    seen += 1
    if (flag & 8) {
      at += 1
      seen += outline.readUInt8(at)
    }
  }
  const flag = outline.readUInt8(firstFlag)
  if (flag & 8) throw new Error('the first flag repeats')
  const short = (flag & 2) !== 0
  const same = (flag & 16) !== 0
  const bytes = short ? 1 : same ? 0 : 2
  const x = short ? outline.readUInt8(at) * (same ? 1 : -1) : same ? 0 : outline.readInt16BE(at)
  const wide = Buffer.alloc(2)
  wide.writeInt16BE(x + shift)
  const result = Buffer.concat([outline.subarray(0, at), wide, outline.subarray(at + bytes)])
  result.writeUInt8(flag & ~(2 | 16), firstFlag)
  return result
}

function cmapOfDigits(): Buffer {
  const words = [0, 1, 3, 1, 0, 12, 4, 32, 0, 4, 4, 1, 0, 0x39, 0xffff, 0, 0x30, 0xffff, (1 - 0x30) & 0xffff, 1, 0, 0]
  const data = Buffer.alloc(words.length * 2)
  for (const [i, word] of words.entries()) data.writeUInt16BE(word, i * 2)
  return data
}

function nameTable(weight: number): Buffer {
  const style = weight === 400 ? 'Regular' : 'SemiBold'
  const names: [id: number, text: string][] = [
    [0, copyright],
    [1, 'Tri An Digits'],
    [2, style],
    [4, `Tri An Digits ${style}`],
    [6, `TriAnDigits-${style}`],
    [13, 'SIL Open Font License, Version 1.1'],
  ]
  const head = Buffer.alloc(6 + names.length * 12)
  head.writeUInt16BE(names.length, 2)
  head.writeUInt16BE(head.length, 4)
  const texts: Buffer[] = []
  for (const [i, [id, text]] of names.entries()) {
    const bytes = Buffer.from(text, 'utf16le').swap16()
    const offset = texts.reduce((sum, it) => sum + it.length, 0)
    for (const [j, word] of [3, 1, 0x409, id, bytes.length, offset].entries()) {
      head.writeUInt16BE(word, 6 + i * 12 + j * 2)
    }
    texts.push(bytes)
  }
  return Buffer.concat([head, ...texts])
}

function patched(data: Buffer, words: readonly (readonly [at: number, value: number])[]): Buffer {
  const copy = Buffer.from(data)
  for (const [at, value] of words) copy.writeUInt16BE(value & 0xffff, at)
  return copy
}

function digitsFace(tables: Tables, weight: number): Tables {
  const found = [...digits].map(digit => readGlyph(tables, glyphOf(table(tables, 'cmap'), digit.charCodeAt(0))))
  const advance = Math.max(...found.map(glyph => glyph.advance))
  const glyphs = [{ outline: Buffer.alloc(0), advance, left: 0 }, ...found.map(glyph => moved(glyph, advance))]
  const loca = Buffer.alloc((glyphs.length + 1) * 4)
  const hmtx = Buffer.alloc(glyphs.length * 4)
  const outlines = glyphs.map(({ outline }) => Buffer.concat([outline], pad4(outline.length)))
  let at = 0
  for (const [i, glyph] of glyphs.entries()) {
    hmtx.writeUInt16BE(glyph.advance, i * 4)
    hmtx.writeInt16BE(glyph.left, i * 4 + 2)
    at += outlines[i]?.length ?? 0
    loca.writeUInt32BE(at, (i + 1) * 4)
  }
  const post = Buffer.concat([table(tables, 'post').subarray(0, 32)])
  post.writeUInt32BE(0x00030000, 0)
  const face = new Map([
    [
      'OS/2',
      patched(table(tables, 'OS/2'), [
        [64, 0x30],
        [66, 0x39],
      ]),
    ],
    ['cmap', cmapOfDigits()],
    ['glyf', Buffer.concat(outlines)],
    [
      'head',
      patched(table(tables, 'head'), [
        [8, 0],
        [10, 0],
        [50, 1],
      ]),
    ],
    ['hhea', patched(table(tables, 'hhea'), [[34, glyphs.length]])],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', patched(table(tables, 'maxp'), [[4, glyphs.length]])],
    ['name', nameTable(weight)],
    ['post', post],
  ])
  return withAdjustment(face)
}

/** The adjustment in head makes the sum of the whole sfnt a fixed number (OpenType, head.checksumAdjustment). */
function withAdjustment(face: Map<string, Buffer>): Tables {
  const entries = [...face].sort(([a], [b]) => (a < b ? -1 : 1))
  const directory = Buffer.alloc(12 + entries.length * 16)
  for (const [at, word] of [0x0001, 0, entries.length, 128, 3, entries.length * 16 - 128].entries()) {
    directory.writeUInt16BE(word, at * 2)
  }
  let offset = directory.length
  let sum = 0
  for (const [i, [tag, data]] of entries.entries()) {
    directory.write(tag, 12 + i * 16, 'latin1')
    for (const [j, word] of [checksum(data), offset, data.length].entries()) {
      directory.writeUInt32BE(word, 16 + i * 16 + j * 4)
    }
    offset += pad4(data.length)
    sum = (sum + checksum(data)) >>> 0
  }
  face.get('head')?.writeUInt32BE((0xb1b0afba - sum - checksum(directory)) >>> 0, 8)
  return face
}

mkdirSync(target, { recursive: true })
for (const weight of [400, 600]) {
  const woff = readFileSync(new URL(`files/be-vietnam-pro-latin-${weight}-normal.woff`, source))
  const file = writeWoff2(digitsFace(readWoff(woff), weight))
  writeFileSync(new URL(`tri-an-digits-${weight}.woff2`, target), file)
  process.stdout.write(`tri-an-digits-${weight}.woff2: ${file.length} bytes\n`)
}
copyFileSync(new URL('LICENSE', source), new URL('OFL.txt', target))
