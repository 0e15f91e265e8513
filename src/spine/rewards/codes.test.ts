import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codesOf, meantBy } from './codes.ts'
import { readCode, showCode } from './rules-codes.ts'

const secretsOf = () => {
  const made = new Map<string, Buffer>()
  return { key: (purpose: string) => made.get(purpose) ?? (made.set(purpose, randomBytes(32)).get(purpose) as Buffer) }
}
const secrets = secretsOf()
const serial = fc.integer({ min: 1, max: 2 ** 50 })
const codeOf = (one: number, version = 1): string => codesOf(secrets, version, [one])[0] ?? ''

describe("a voucher's code", () => {
  test('leads back to its serial and key, however it is typed', () => {
    fc.assert(
      fc.property(serial, fc.integer({ min: 1, max: 31 }), (one, version) => {
        const code = codeOf(one, version)
        const typed = ` ${showCode(code).toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l')} `
        expect(meantBy(secrets, typed)).toMatchObject({ serial: one, version })
      }),
    )
  })

  test('is of no other serial, and neighbours have nothing in common', () => {
    const codes = codesOf(
      secrets,
      1,
      Array.from({ length: 20_000 }, (_, at) => at + 1),
    )
    expect(new Set(codes).size).toBe(20_000)
    expect(new Set(codes.map(code => code.slice(1, 5))).size).toBeGreaterThan(19_000)
  })

  test('with one wrong character, or two that changed places, is none', () => {
    const letter = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ')
    const place = fc.integer({ min: 0, max: 13 })
    fc.assert(
      fc.property(serial, place, letter, (one, at, other) => {
        const code = codeOf(one)
        fc.pre(code[at] !== other)
        expect(readCode(code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined()
      }),
    )
    fc.assert(
      fc.property(serial, place, place, (one, a, b) => {
        const letters = [...codeOf(one)]
        fc.pre(letters[a] !== letters[b])
        ;[letters[a], letters[b]] = [letters[b] ?? '', letters[a] ?? '']
        expect(readCode(letters.join(''))).toBeUndefined()
      }),
    )
  })

  test('of another house leads nowhere near', () => {
    const code = codesOf(secretsOf(), 1, [7])[0] ?? ''
    expect(meantBy(secrets, code).serial).not.toBe(7)
  })

  test.each(['', 'x', "'; drop table vouchers", '😀'.repeat(14), '1'.repeat(10_000), '０１２３'])(
    '%.20s is no code',
    typed => {
      expect(meantBy(secrets, typed).serial).toBeNull()
    },
  )
})
