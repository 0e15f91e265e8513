import { describe, expect, test } from 'vitest'
import { firstRows, readCsv, sniffCsv } from './csv.ts'
import { fromLegacy, type Legacy } from './csv-legacy.ts'

const text =
  'Mã KH;Họ và tên;Địa chỉ\r\nPB14000000001;Nguyễn Thị Ánh Tuyết;Ấp Bờ Đập, xã Đất Mũi\r\nPB14000000002;Huỳnh Văn Đủ;Phường Hòa Thành\r\n'

/** Windows-1258 writes a letter and its tone apart. */
const in1258 = (of: string): Buffer => {
  const marks: Record<string, number> = {
    '\u0300': 0xcc,
    '\u0309': 0xd2,
    '\u0303': 0xde,
    '\u0301': 0xec,
    '\u0323': 0xf2,
  }
  const letters: Record<string, number> = {
    ă: 0xe3,
    Ă: 0xc3,
    â: 0xe2,
    Â: 0xc2,
    ê: 0xea,
    Ê: 0xca,
    ô: 0xf4,
    Ô: 0xd4,
    ơ: 0xf5,
    Ơ: 0xd5,
    ư: 0xfd,
    Ư: 0xdd,
    đ: 0xf0,
    Đ: 0xd0,
  }
  const bytes = [
    ...of.normalize('NFD').replace(/[aAeEoOuU][\u0302\u0306\u031b]|[aAeEoO][\u0323]\u0302|[aA]\u0323\u0306/g, hit => {
      const tone = hit.includes('\u0323') ? '\u0323' : ''
      return hit.replace('\u0323', '').normalize('NFC') + tone
    }),
  ].map(sign => marks[sign] ?? letters[sign] ?? sign.charCodeAt(0))
  return Buffer.from(bytes)
}
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()

describe('a file tells how it is written', () => {
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8', 0],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8', 3],
    ['UTF-8 taken apart', Buffer.from(text.normalize('NFD')), 'utf-8', 0],
    ['UTF-16 LE with its mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le', 2],
    ['UTF-16 BE with its mark', swapped(Buffer.from(`\ufeff${text}`, 'utf16le')), 'utf-16be', 2],
    ['UTF-16 LE', Buffer.from(text, 'utf16le'), 'utf-16le', 0],
    ['UTF-16 BE', swapped(Buffer.from(text, 'utf16le')), 'utf-16be', 0],
    ['Windows-1258', in1258(text), 'windows-1258', 0],
  ] as const)('%s', (_, bytes, encoding, bom) => {
    const sniffed = sniffCsv(bytes)
    expect(sniffed).toEqual({ encoding, bom, separator: ';' })
    expect(firstRows(bytes, sniffed, 9, true)).toEqual(
      text
        .trim()
        .split('\r\n')
        .map(line => line.split(';')),
    )
  })

  test.each([
    [',', 'a,b,c\n1,"x;y",2\n'],
    [';', 'a;b;c\n1;1,5;2\n3;1,7;4\n'],
    ['\t', 'a\tb\n1,2\t3;4\n'],
    ['|', 'a|b\n1|2\n'],
    [',', 'only one column\nNguyễn\n'],
  ])('its separator %j', (separator, of) => expect(sniffCsv(Buffer.from(of)).separator).toBe(separator))

  test.each([
    ['tcvn3', 'M· KH;Hä vµ tªn\n1;NguyÔn ThÞ ¸nh TuyÕt\n2;TrÇn V¨n §ñ\n', 'Nguyễn Thị ánh Tuyết'],
    ['vni', 'Maõ KH;Hoï vaø teân\n1;Nguyeãn Thò AÙnh Tuyeát\n2;Traàn Vaên Ñuû\n', 'Nguyễn Thị Ánh Tuyết'],
  ] as const)(
    'an old font encoding is suspected (%s), in its bytes and saved as UTF-8, and not converted',
    (legacy, of, name) => {
      for (const bytes of [Buffer.from(of, 'latin1'), Buffer.from(of)]) {
        const sniffed = sniffCsv(bytes)
        expect(sniffed.suspect).toBe(legacy)
        expect(firstRows(bytes, sniffed, 9, true)[1]?.[1]).not.toBe(name)
        expect(firstRows(bytes, { ...sniffed, legacy }, 9, true)[1]?.[1]).toBe(name)
      }
    },
  )

  test.each(['Café Zürich, 5 €', 'Nguyễn Văn Đủ · ½ kg', 'plain', '£ § © ®'])('%s is no old font', of => {
    expect(sniffCsv(Buffer.from(`name;x\n${of};1\n`)).suspect).toBeUndefined()
  })

  test.each(['tcvn3', 'vni'] satisfies Legacy[])('ASCII stays as it is under %s', legacy =>
    expect(fromLegacy('PB14 <a@b.vn> 1.234,5', legacy)).toBe('PB14 <a@b.vn> 1.234,5'),
  )
})

test.each([1, 2, 3, 7, 1000])('a file is read the same in pieces of %d bytes, in every encoding', async size => {
  const cut = async function* (bytes: Buffer) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), in1258(text)]) {
    const rows: string[][] = []
    let seen = 0
    await readCsv(
      cut(bytes),
      sniffCsv(bytes),
      cells => rows.push(cells.map(cell => cell.normalize('NFC'))),
      read => {
        seen += read
      },
    )
    expect(rows.map(row => row.join(';')).join('\r\n')).toBe(text.trim())
    expect(seen).toBe(bytes.length)
  }
})
