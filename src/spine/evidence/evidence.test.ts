import { createHash } from 'node:crypto'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { aPhoto } from '#test/photo.ts'
import { aSignature, picture, recompressed } from '#test/pictures.ts'
import { newWorld, type Person } from '#test/world.ts'
import { routes } from './routes.ts'
import { gradeOf, isSignature, pieceBytes } from './rules.ts'

const world = await newWorld()
afterAll(() => world.close())
let crew: Person
let elsewhere: Person
let clerk: Person
beforeAll(async () => {
  crew = await world.staff('crew', world.units.own)
  elsewhere = await world.staff('crew', world.units.sibling)
  clerk = await world.staff('clerk', world.units.own)
})

type Sent = { readonly record?: string; readonly slot?: string; readonly by?: Person; readonly unitId?: string }
const keep = async (bytes: Buffer | string, { record = uuidv7(), slot, by = crew, unitId }: Sent = {}) => {
  const answer = await by.call(routes.keep, {
    unitId: unitId ?? (by === crew ? world.units.own : world.units.sibling),
    record,
    kind: 'photo',
    bytes: typeof bytes === 'string' ? bytes : bytes.toString('base64'),
    ...(slot ? { slot } : {}),
  })
  return { ...answer, record }
}
const seen = async (id: string): Promise<Buffer> =>
  Buffer.from((await crew.call(routes.see, { id })).body.bytes ?? '', 'base64')

describe('what is kept', () => {
  test('a photo is drawn anew: upright, small, without a word of where or with what it was taken', async () => {
    const sent = await sharp(await picture(1, 2400, 1800))
      .withExif({ IFD0: { Make: 'Máy ảnh', ImageDescription: 'GPS 9.18,105.15' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(sent.includes('GPS 9.18')).toBe(true)
    const { body } = await keep(sent)
    const kept = await seen(body.id)
    expect(kept.includes('GPS')).toBe(false)
    const { width = 0, height = 0, exif } = await sharp(kept).metadata()
    expect([width < height, Math.max(width, height), exif]).toEqual([true, 1600, undefined])
  })

  test('every opening of a piece stands in the audit', async () => {
    const { body } = await keep(await picture(2))
    await seen(body.id)
    const { rows } = await world.owner.pool.query('select actor from audit.entries where does = $1 and record = $2', [
      'evidence.see',
      body.id,
    ])
    expect(rows).toEqual([{ actor: crew.id }])
  })

  test.each([
    ['a zip that is called a photo', Buffer.from('PK\u0003\u0004 not a photo at all, whatever its name says')],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>x'.repeat(4)),
    ],
    ['half a photo', Buffer.from(aPhoto, 'base64').subarray(0, 120)],
  ])('%s is refused by name', async (_, bytes) => {
    const { status, body } = await keep(bytes)
    expect([status, body.code]).toEqual([422, 'evidence.not_a_photo'])
  })

  test('a document is a PDF and stays as it is; anything else that says so is refused', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
    const about = { unitId: world.units.own, record: uuidv7(), kind: 'document' } as const
    const { body } = await clerk.call(routes.keep, { ...about, bytes: pdf.toString('base64') })
    expect(await seen(body.id)).toEqual(pdf)
    expect((await clerk.call(routes.keep, { ...about, bytes: aPhoto })).body.code).toBe('evidence.not_a_document')
  })

  test('nobody keeps for a unit that is not theirs, nor opens what is not theirs', async () => {
    expect((await keep(aPhoto, { unitId: world.units.sibling })).body.code).toBe('evidence.unit_out_of_scope')
    const theirs = await keep(await picture(3), { by: elsewhere })
    expect((await crew.call(routes.see, { id: theirs.body.id })).status).toBe(404)
  })
})

describe('a file in pieces', () => {
  const cut = (bytes: Buffer) =>
    Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) => ({
      at: at * pieceBytes,
      bytes: bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes).toString('base64'),
    }))
  const whole = (upload: string, size: number) => ({
    unitId: world.units.own,
    record: uuidv7(),
    kind: 'photo' as const,
    upload,
    size,
  })

  test('comes whole in any order, repeated or not, and is kept once', async () => {
    const noise = await sharp({
      create: {
        width: 900,
        height: 700,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer()
    const upload = uuidv7()
    const pieces = cut(noise)
    expect(pieces.length).toBeGreaterThan(4)
    const keys = pieces.map(() => uuidv7())
    for (const at of [...pieces.keys()].reverse())
      await crew.call(routes.send, { upload, ...(pieces[at] as (typeof pieces)[0]) }, { key: keys[at] as string })
    await crew.call(routes.send, { upload, ...(pieces[0] as (typeof pieces)[0]) }, { key: keys[0] as string })
    const { status, body } = await crew.call(routes.keep, whole(upload, noise.length))
    expect(status).toBe(200)
    expect((await sharp(await seen(body.id)).metadata()).width).toBe(900)
    expect((await crew.call(routes.keep, whole(upload, noise.length))).body.code).toBe('evidence.incomplete')
  })

  test('with a hole, or of somebody else, is refused, and what is there stays', async () => {
    const upload = uuidv7()
    await crew.call(routes.send, { upload, at: 100, bytes: aPhoto })
    expect((await crew.call(routes.keep, whole(upload, 100))).body.code).toBe('evidence.incomplete')
    expect((await elsewhere.call(routes.send, { upload, at: 100, bytes: aPhoto })).body.code).toBe(
      'evidence.piece_differs',
    )
    const left = await world.owner.pool.query('select 1 from evidence.pieces where upload = $1', [upload])
    expect(left.rowCount).toBe(1)
  })

  test('that nobody finished goes after a week', async () => {
    await crew.call(routes.send, { upload: uuidv7(), at: 0, bytes: aPhoto })
    await world.owner.pool.query(`update evidence.pieces set sent_at = sent_at - interval '8 days'`)
    await crew.call(routes.send, { upload: uuidv7(), at: 0, bytes: aPhoto })
    await world.runJob('evidence.sweep')
    expect((await world.owner.pool.query('select 1 from evidence.pieces')).rowCount).toBe(1)
  })
})

describe('the same picture for two records', () => {
  test('is found when squeezed and renamed, by another unit too; both sides say so, and the figure is not proven', async () => {
    const [first, other] = [await picture(11), await picture(12)]
    const mine = await keep(first, { slot: 'after' })
    expect(mine.body.reused).toBe(0)
    expect((await keep(other)).body.reused).toBe(0)
    const copy = await keep(await recompressed(first), { by: elsewhere, slot: 'after' })
    expect(copy.body.reused).toBe(1)
    const [piece] = (await crew.call(routes.of, { record: mine.record })).body.pieces
    expect(piece?.reused).toEqual([{ id: null, unit: null, differingBits: expect.any(Number) }])
    const again = await keep(first, { record: mine.record })
    expect(again.body.reused).toBe(1)
    expect(gradeOf(['after'], [{ slot: 'after', reused: true }])).toBe('recorded')
  })

  test('flat pictures look like no other', async () => {
    const flat = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#246' } })
      .jpeg()
      .toBuffer()
    const grey = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
    await keep(flat)
    expect((await keep(grey)).body.reused).toBe(0)
  })
})

describe('a signature', () => {
  const sign = (strokes: [number, number][][], record = uuidv7()) =>
    crew.call(routes.sign, { unitId: world.units.own, record, slot: 'signature', strokes })

  test('is kept as a picture; copied to another record it is found', async () => {
    const { body } = await sign(aSignature(3))
    const bytes = await seen(body.id)
    expect((await sharp(bytes).metadata()).format).toBe('png')
    const [piece] = (await crew.call(routes.of, { record: await ofItem(body.id) })).body.pieces
    expect(piece?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect((await sign(aSignature(4))).body.reused).toBe(0)
    expect((await sign(aSignature(3))).body.reused).toBe(1)
  })
  const ofItem = async (id: string): Promise<string> =>
    (await world.owner.pool.query<{ record: string }>('select record from evidence.items where id = $1', [id])).rows[0]
      ?.record ?? ''

  test('of two dots, or of a scrawl in one place, is none', async () => {
    expect((await sign([[[10, 10]], [[20, 20]]])).body.code).toBe('evidence.no_signature')
    expect(isSignature([Array.from({ length: 40 }, () => [5, 5] as const)])).toBe(false)
  })
})

test('a figure is proven only when every needed piece is there and no other record shows it', () => {
  const slot = fc.constantFrom('before', 'after', 'signature')
  const piece = fc.record({ slot: fc.option(slot), reused: fc.boolean() })
  fc.assert(
    fc.property(fc.uniqueArray(slot, { minLength: 1 }), fc.array(piece, { maxLength: 6 }), (needed, there) => {
      const proven = needed.every(one => there.some(it => it.slot === one && !it.reused))
      expect(gradeOf(needed, there)).toBe(proven ? 'proven' : 'recorded')
    }),
  )
})
