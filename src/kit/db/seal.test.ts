import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blindIndex, open, seal } from './seal.ts'

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
})
