import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type FileRules, type FileType, folderStore, mimeOf } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'tri-an-types-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5000)])
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(100)])
const webp = Buffer.concat([Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ', 'latin1'), randomBytes(50)])
const pdf = Buffer.from('%PDF-1.7\n\xe2\xe3\xcf\xd3', 'latin1')
const zip = (name: string) =>
  Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), randomBytes(99), Buffer.from(`PK\x01\x02${name}`)])
const text = Buffer.from('Họ tên;Số tiền\r\nNguyễn Thị Ánh;500000\r\n')

async function* pieces(bytes: Buffer, size = 100): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const all: readonly FileType[] = ['jpeg', 'png', 'webp', 'pdf', 'xlsx', 'docx', 'zip', 'csv', 'text']
const rules: FileRules = { mostBytes: 100_000, accepts: all }

describe('a type is told by content', () => {
  test.each([
    [jpeg, undefined, 'jpeg'],
    [jpeg, 'image/jpg', 'jpeg'],
    [png, 'image/png', 'png'],
    [webp, undefined, 'webp'],
    [pdf, 'application/pdf', 'pdf'],
    [zip('xl/workbook.xml'), undefined, 'xlsx'],
    [zip('word/document.xml'), 'application/octet-stream', 'docx'],
    [zip('a.txt'), undefined, 'zip'],
    [text, 'text/csv; charset=utf-8', 'csv'],
    [text, 'application/vnd.ms-excel', 'csv'],
    [text, undefined, 'text'],
  ] as const)('case %#', async (bytes, claims, type) => {
    const store = await folderStore(root)
    // One byte at a time, so that every letter of two bytes is cut through.
    expect((await store.put(pieces(bytes, 1), { ...rules, claims })).type).toBe(type)
  })

  test('and served as what it is', () => expect(mimeOf('csv')).toBe('text/csv; charset=utf-8'))
})
