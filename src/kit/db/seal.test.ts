import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blindHex, blindIndex, open, openByIndex, seal, sealByIndex } from './seal.ts'

const key = randomBytes(32)
const place = 'people.customers.phone:1'

describe('a sealed value', () => {
  test('opens to what was sealed, whatever it was, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const sealed = seal(key, place, text)
        expect(open(key, place, sealed)).toBe(text)
        expect(seal(key, place, text)).not.toBe(sealed)
      }),
    )
  })

  test('moved to another row or column does not open', () => {
    const sealed = seal(key, place, '0912345678')
    expect(() => open(key, 'people.customers.phone:2', sealed)).toThrow()
    expect(() => open(key, 'people.customers.name:1', sealed)).toThrow()
  })

  test('does not open with another key', () => {
    expect(() => open(randomBytes(32), place, seal(key, place, 'x'))).toThrow()
  })

  test('changed in any sign, cut short or of another version does not open', () => {
    const sealed = seal(key, place, 'Nguyễn Thị Ánh')
    const flip = (sign: string) => (sign === 'A' ? 'B' : 'A')
    for (const [index, sign] of [...sealed].entries()) {
      if (index === sealed.length - 1) continue // its last bits lie outside the tag's bytes
      const changed = sealed.slice(0, index) + flip(sign) + sealed.slice(index + 1)
      expect(() => open(key, place, changed)).toThrow()
    }
    const [version, nonce, text, tag = ''] = sealed.split('.')
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url')
    expect(() => open(key, place, [version, nonce, text, short].join('.'))).toThrow()
    expect(() => open(key, place, '')).toThrow('unknown version')
  })
})

describe('a blind index', () => {
  test('finds the same text in any form of Unicode, and no other key finds it', () => {
    expect(blindIndex(key, 'Bé'.normalize('NFD'))).toEqual(blindIndex(key, 'Bé'))
    expect(blindIndex(key, 'Bé')).not.toEqual(blindIndex(key, 'Be'))
    expect(blindIndex(randomBytes(32), 'Bé')).not.toEqual(blindIndex(key, 'Bé'))
  })

  test('is HMAC-SHA-256, for a text of any length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
        const right = createHmac('sha256', key).update(text.normalize('NFC')).digest('hex')
        expect(blindHex(key, text)).toBe(right)
      }),
    )
  })
})

describe('a text sealed by its index', () => {
  const indexKey = randomBytes(32)
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 16 })

  test('opens to what was sealed, and shows nothing of it', () => {
    fc.assert(
      fc.property(digits, text => {
        const index = blindHex(indexKey, text)
        const sealed = sealByIndex(key, index, text)
        expect(openByIndex(key, indexKey, index, sealed)).toBe(text)
        if (text.length > 3) expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toBe(text)
      }),
    )
  })

  test('changed in any sign, with another key or beside another index it does not open', () => {
    const index = blindHex(indexKey, '0912345678')
    const sealed = sealByIndex(key, index, '0912345678')
    for (let at = 3; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      expect(() => openByIndex(key, indexKey, index, changed)).toThrow()
    }
    expect(() => openByIndex(key, indexKey, index, sealed.slice(0, -2))).toThrow()
    expect(() => openByIndex(randomBytes(32), indexKey, index, sealed)).toThrow()
    expect(() => openByIndex(key, randomBytes(32), index, sealed)).toThrow()
    expect(() => openByIndex(key, indexKey, blindHex(indexKey, '0912345679'), sealed)).toThrow()
    expect(() => openByIndex(key, indexKey, index, seal(key, place, '0912345678'))).toThrow('unknown version')
  })

  test('is refused where it would not hold: longer than a block, or of other signs than plain ones', () => {
    expect(() => sealByIndex(key, blindHex(indexKey, 'x'), '0'.repeat(17))).toThrow('too long')
    expect(() => sealByIndex(key, blindHex(indexKey, 'x'), 'é')).toThrow('plain signs')
  })
})
