import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FileRules, type FileStore, type FileType, folderStore, s3Store } from './index.ts'
import { signed } from './sign.ts'

const root = mkdtempSync(join(tmpdir(), 'tri-an-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5000)])
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(100)])
const pdf = Buffer.from('%PDF-1.7\n\xe2\xe3\xcf\xd3', 'latin1')
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function* pieces(bytes: Buffer, size = 100): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function* brokenAfter(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
  throw new Error('the line broke')
}
const all: readonly FileType[] = ['jpeg', 'png', 'webp', 'pdf', 'xlsx', 'docx', 'zip', 'csv', 'text']
const rules: FileRules = { mostBytes: 100_000, accepts: all }
const read = async (source: AsyncIterable<Uint8Array> | undefined) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const filesUnder = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => entry.name)

/** A bucket in this process: checks every signature, refuses to overwrite, forgets what was cut short. */
const key = { id: 'AKIA', secret: 'secret', region: 'vn-1' }
const bucket = new Map<string, Buffer>()
let puts = 0
let server: Server
let endpoint = ''
const bodyOf = (request: IncomingMessage) => read(request as AsyncIterable<Buffer>)
const honest = (request: IncomingMessage, body: Buffer): boolean => {
  const sent = request.headers as Record<string, string>
  const names = /SignedHeaders=([^,]+)/.exec(sent.authorization ?? '')?.[1]?.split(';') ?? []
  const given = names.filter(name => !['host', 'x-amz-date', 'x-amz-content-sha256'].includes(name))
  const headers = Object.fromEntries(given.map(name => [name, sent[name] ?? '']))
  const date = (sent['x-amz-date'] ?? '').replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')
  const url = new URL(request.url ?? '', `http://${sent.host}`)
  const expected = signed({ method: request.method ?? '', url, headers, sha256: hashOf(body) }, key, new Date(date))
  return expected.authorization === sent.authorization && sent['x-amz-content-sha256'] === hashOf(body)
}
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bodyOf(request).catch(() => undefined)
    if (body === undefined) return
    const kept = bucket.get(request.url ?? '')
    const answer = (status: number, bytes?: Buffer) => response.writeHead(status).end(bytes)
    if (!honest(request, body)) return answer(403)
    if (request.method !== 'PUT') return kept ? answer(200, kept) : answer(404)
    if (kept && request.headers['if-none-match'] === '*') return answer(412)
    puts += 1
    bucket.set(request.url ?? '', body)
    return answer(200)
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const incoming = join(root, 's3-incoming')
const stores: readonly [string, () => Promise<FileStore>, () => number][] = [
  ['a folder', () => folderStore(join(root, 'folder')), () => filesUnder(join(root, 'folder')).length],
  ['a bucket', async () => s3Store({ endpoint, bucket: 'tri-an', prefix: 'f/', key, incoming }), () => bucket.size],
]

describe.each(stores)('%s', (_, open, count) => {
  test('keeps what was put under the hash of its content', async () => {
    const store = await open()
    const stored = await store.put(pieces(jpeg), rules)
    expect(stored).toEqual({ sha256: hashOf(jpeg), bytes: jpeg.length, type: 'jpeg' })
    expect(await read(await store.find(stored.sha256))).toEqual(jpeg)
    expect(await store.has(stored.sha256)).toBe(true)
  })

  test('what is not there is missing, and a name that is none reaches nothing', async () => {
    const store = await open()
    for (const name of [
      hashOf(randomBytes(9)),
      '',
      '../../etc/passwd',
      hashOf(jpeg).toUpperCase(),
      `${hashOf(jpeg)}/..`,
    ]) {
      expect(await store.find(name)).toBeUndefined()
      expect(await store.has(name)).toBe(false)
    }
  })

  test('put twice, and by many at once, it is there once', async () => {
    const store = await open()
    const bytes = Buffer.concat([jpeg, randomBytes(9)])
    const before = count()
    await Promise.all(Array.from({ length: 16 }, () => store.put(pieces(bytes), rules)))
    await store.put(pieces(bytes), rules)
    expect(count()).toBe(before + 1)
    expect(await read(await store.find(hashOf(bytes)))).toEqual(bytes)
  })

  test.each([
    ['too many bytes', jpeg, { mostBytes: 4999 }, 'kit.file_too_large', 413],
    ['no bytes', Buffer.alloc(0), {}, 'kit.file_empty', 422],
    ['other bytes than were sent', jpeg, { sha256: hashOf(png) }, 'kit.file_damaged', 422],
    ['a picture sent as a paper', png, { claims: 'application/pdf' }, 'kit.file_differs', 415],
    [
      'a page sent as a picture',
      Buffer.from('<script>alert(1)</script>'),
      { claims: 'image/png' },
      'kit.file_differs',
      415,
    ],
    ['a page sent as a page', Buffer.from('<html></html>'), { claims: 'text/html' }, 'kit.file_differs', 415],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\x00', 'latin1'), {}, 'kit.file_type', 415],
    ['text that is no UTF-8', Buffer.from([0x4e, 0x67, 0x75, 0x79, 0xea]), {}, 'kit.file_type', 415],
    ['a type that is not wanted here', pdf, { accepts: ['jpeg'] }, 'kit.file_type', 415],
  ] as const)('%s is refused by name and leaves nothing', async (_name, bytes, more, code, status) => {
    const store = await open()
    const before = count()
    await expect(store.put(pieces(bytes), { ...rules, ...more })).rejects.toMatchObject({ code, status })
    expect(count()).toBe(before)
  })

  test('a stream that breaks leaves nothing, not even a part', async () => {
    const store = await open()
    const before = count()
    const part = Buffer.concat([jpeg, Buffer.from('part')])
    await expect(store.put(brokenAfter(part), rules)).rejects.toThrow('the line broke')
    expect(count()).toBe(before)
    expect(await store.has(hashOf(part))).toBe(false)
  })

  test('a large file that does not end is refused on the way, not at its end', async () => {
    const store = await open()
    let given = 0
    async function* endless() {
      for (;;) {
        given += 65_536
        yield Buffer.alloc(65_536, 'a')
      }
    }
    await expect(store.put(endless(), rules)).rejects.toMatchObject({ code: 'kit.file_too_large' })
    expect(given).toBeLessThan(300_000)
  })
})

describe('a folder', () => {
  test('never replaces a file, and finds out when the disk has changed one', async () => {
    const store = await folderStore(join(root, 'rot'))
    const { sha256 } = await store.put(pieces(jpeg), rules)
    const path = join(root, 'rot', sha256.slice(0, 2), sha256.slice(2))
    const before = statSync(path)
    await store.put(pieces(jpeg), rules)
    expect(statSync(path).ino).toBe(before.ino)
    writeFileSync(path, 'meddled with')
    await expect(read(await store.find(sha256))).rejects.toThrow('is damaged')
  })

  test('shows nothing while bytes still arrive', async () => {
    const folder = join(root, 'slow')
    const store = await folderStore(folder)
    const line = Promise.withResolvers<void>()
    async function* slow() {
      yield jpeg
      await line.promise
    }
    const put = store.put(slow(), rules)
    await expect.poll(() => filesUnder(join(folder, 'incoming')).length).toBe(1)
    expect(await store.has(hashOf(jpeg))).toBe(false)
    line.resolve()
    await put
    expect(filesUnder(folder)).toHaveLength(1)
    expect(readFileSync(join(folder, hashOf(jpeg).slice(0, 2), hashOf(jpeg).slice(2)))).toEqual(jpeg)
  })

  test('clears away at its start what a crash left, and leaves alone what is arriving', async () => {
    const folder = join(root, 'crashed')
    mkdirSync(join(folder, 'incoming'), { recursive: true })
    for (const name of ['old', 'new']) writeFileSync(join(folder, 'incoming', name), 'half')
    utimesSync(join(folder, 'incoming', 'old'), 1, 1)
    await folderStore(folder)
    expect(readdirSync(join(folder, 'incoming'))).toEqual(['new'])
  })
})

describe('a bucket', () => {
  test('signs as its makers say: their own example comes out', () => {
    const example = {
      id: 'AKIAIOSFODNN7EXAMPLE',
      secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
    }
    const url = new URL('https://examplebucket.s3.amazonaws.com/test.txt')
    const { authorization } = signed(
      { method: 'GET', url, headers: { range: 'bytes=0-9' }, sha256: hashOf(Buffer.alloc(0)) },
      example,
      new Date('2013-05-24T00:00:00Z'),
    )
    expect(authorization).toContain('SignedHeaders=host;range;x-amz-content-sha256;x-amz-date')
    expect(authorization).toContain('Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41')
  })

  test('refuses another key, and that surfaces as a fault, not as a missing file', async () => {
    const store = s3Store({ endpoint, bucket: 'tri-an', key: { ...key, secret: 'wrong' }, incoming })
    await expect(store.put(pieces(jpeg), rules)).rejects.toThrow('answered 403')
    await expect(store.has(hashOf(jpeg))).rejects.toThrow('answered 403')
  })

  test('is sent a file once and keeps nothing on this machine', async () => {
    const store = s3Store({ endpoint, bucket: 'once', key, incoming })
    const before = puts
    await store.put(pieces(jpeg), rules)
    await store.put(pieces(jpeg), rules)
    expect(puts - before).toBe(1)
    expect(filesUnder(incoming)).toEqual([])
  })

  test('finds out when the bucket has changed a file', async () => {
    const store = s3Store({ endpoint, bucket: 'rot', key, incoming })
    const { sha256 } = await store.put(pieces(png), rules)
    bucket.set(`/rot/${sha256}`, jpeg)
    await expect(read(await store.find(sha256))).rejects.toThrow('is damaged')
  })
})
