import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type World } from '#test/world.ts'

let world: World
let origin: string
beforeAll(async () => {
  world = await newWorld({ units: false })
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

/** What really comes over the wire, not yet unpacked. */
const get = (path: string, accept?: string): Promise<{ body: Buffer; headers: NodeJS.Dict<string | string[]> }> =>
  new Promise((done, failed) => {
    const asked = request(origin + path, { headers: accept ? { 'accept-encoding': accept } : {} }, answer => {
      const pieces: Buffer[] = []
      answer.on('data', piece => pieces.push(piece))
      answer.on('end', () => done({ body: Buffer.concat(pieces), headers: answer.headers }))
    })
    asked.on('error', failed).end()
  })

describe('what goes over a slow line', () => {
  test('is compressed for whoever takes that, and the same for whoever does not', async () => {
    const page = (await get('/field/')).body.toString()
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? ''
    for (const path of ['/', '/api/openapi.json', script]) {
      const [plain, packed] = [await get(path), await get(path, 'gzip, br')]
      expect(plain.headers['content-encoding'], path).toBeUndefined()
      expect(packed.headers, path).toMatchObject({ 'content-encoding': 'gzip' })
      expect(String(packed.headers.vary).toLowerCase(), path).toContain('accept-encoding')
      expect(packed.body.length, path).toBeLessThan(plain.body.length * 0.6)
      if (path !== '/') expect(gunzipSync(packed.body).equals(plain.body), path).toBe(true)
    }
  })

  test('is left alone when it is short, or packed already', async () => {
    const short = await get('/api/blueprint/figures', 'gzip')
    expect(short.headers['content-encoding']).toBeUndefined()
    expect(short.body.toString()).toContain('"trees"')
    const page = (await get('/')).body.toString()
    const style = /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1] ?? ''
    const font = /url\(["']?(\/assets\/[^)"']+\.woff2)/.exec((await get(style)).body.toString())?.[1] ?? ''
    expect(font).not.toBe('')
    expect((await get(font, 'gzip')).headers['content-encoding']).toBeUndefined()
  })
})
