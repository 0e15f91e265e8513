import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { foldForSms, smsSize } from '#kit/text'
import { uuidv7 } from '#kit/wire'
import { newDatabase } from '#test/database.ts'
import { lastSentTo, refusedRecipient, sandbox, unknownRecipient } from './index.ts'

const world = await newDatabase()
afterAll(() => world.close())
const key = randomBytes(32)
let now = new Date('2026-12-01T02:00:00Z')
const sms = sandbox('sms', { database: world.app, key, clock: () => now })
const message = (to: string, body: string) => ({ id: uuidv7(), to, body })
const kept = async () => (await world.owner.pool.query('select * from kit.outgoing')).rows

describe('the sandbox', () => {
  test('reaches nobody and keeps what it would have sent', async () => {
    const sent = message('+84912345678', 'Mã xác nhận: 123456')
    expect(await sms.send(sent)).toEqual({ outcome: 'sent', carrierId: `sandbox-${sent.id}` })
    expect(await lastSentTo(world.owner, key, '+84912345678')).toEqual({ channel: 'sms', body: sent.body, at: now })
    expect(await lastSentTo(world.owner, key, '+84987654321')).toBeUndefined()
  })

  test('answers the last text of several', async () => {
    now = new Date('2026-12-01T03:00:00Z')
    await sms.send(message('+84911111111', 'first'))
    now = new Date('2026-12-01T03:01:00Z')
    await sms.send(message('+84911111111', 'second'))
    expect(await lastSentTo(world.owner, key, '+84911111111')).toMatchObject({ body: 'second' })
  })

  test('keeps the same message once, however often it is sent', async () => {
    const before = (await kept()).length
    const same = message('+84922222222', 'once')
    await Promise.all(Array.from({ length: 8 }, () => sms.send(same)))
    expect(await kept()).toHaveLength(before + 1)
  })

  test('plays a refusal, and a silence that may have been a sending', async () => {
    expect(await sms.send(message(refusedRecipient, 'x'))).toMatchObject({ outcome: 'refused' })
    expect(await sms.send(message(unknownRecipient, 'x'))).toMatchObject({ outcome: 'unknown' })
    expect(await lastSentTo(world.owner, key, refusedRecipient)).toBeUndefined()
    expect(await lastSentTo(world.owner, key, unknownRecipient)).toBeDefined()
  })

  test('writes no number and no text that could be read in the table', async () => {
    await sms.send(message('+84933333333', 'Kính gửi bà Nguyễn Thị Ánh'))
    const all = JSON.stringify(await kept())
    for (const plain of ['84933333333', 'Nguyễn', 'Ánh', '123456']) expect(all).not.toContain(plain)
    await expect(lastSentTo(world.owner, randomBytes(32), '+84933333333')).resolves.toBeUndefined()
  })

  test('is never read, changed or emptied by the app', async () => {
    for (const statement of ['select * from', 'delete from', 'update', 'truncate'])
      await expect(
        world.app.pool.query(`${statement} kit.outgoing ${statement === 'update' ? "set channel = 'sms'" : ''}`),
      ).rejects.toThrow('permission denied')
  })
})

describe('an SMS', () => {
  test.each([
    ['', 'GSM-7', 0, 0],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM-7', 164, 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
    ['ạ'.repeat(70), 'UCS-2', 70, 1],
    ['ạ'.repeat(71), 'UCS-2', 71, 2],
    ['ạ'.repeat(134), 'UCS-2', 134, 2],
    ['ạ'.repeat(135), 'UCS-2', 135, 3],
    [`${'ạ'.repeat(66)}💧${'ạ'.repeat(66)}`, 'UCS-2', 134, 3],
  ] as const)('case %#: %s', (text, encoding, units, segments) =>
    expect(smsSize(text)).toEqual({ encoding, units, segments }),
  )

  test('without diacritics keeps its capitals, its lines and its sums', () => {
    expect(foldForSms('Kính chào quý khách Đặng Ước,\nsố tiền 500.000\u00a0₫ – cảm ơn “quý khách”…')).toBe(
      'Kinh chao quy khach Dang Uoc,\nso tien 500.000 d - cam on "quy khach"...',
    )
    expect(foldForSms('Tiếng Việt'.normalize('NFD'))).toBe('Tieng Viet')
    expect(foldForSms('ok 💧')).toBe('ok ')
  })

  test('folded fits GSM-7, whatever was written, and folding again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const folded = foldForSms(text)
        expect(smsSize(folded).encoding).toBe('GSM-7')
        expect(foldForSms(folded)).toBe(folded)
      }),
    )
  })
})
