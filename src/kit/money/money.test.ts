import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allocate, largestVnd, readVnd, showVnd, vndAtLeast, vndInWords, vndSchema, vndText } from './index.ts'

const amount = fc.bigInt({ min: -largestVnd, max: largestVnd })

describe('an amount is read the way people write it', () => {
  test.each([
    ['500000', 500_000n],
    ['500.000 ₫', 500_000n],
    ['500.000\u00a0₫', 500_000n],
    ['500,000 VND', 500_000n],
    ['VNĐ 500.000', 500_000n],
    ['500 000 đồng', 500_000n],
    ["500'000", 500_000n],
    ['500.000đ', 500_000n],
    ['1.234.567', 1_234_567n],
    ['0', 0n],
    ['９００', 900n],
  ])('%s', (text, value) => expect(readVnd(text)).toBe(value))

  test.each([
    '',
    '₫',
    '1,5',
    '500.00',
    '500.000,50',
    '500.000,000',
    '1.2345.678',
    '.500',
    '-500.000',
    '1e6',
    '0x10',
    'NaN',
    '500k',
    '9223372036854775808',
    '500.000 ₫ 1',
  ])('%s is no whole amount', text => expect(readVnd(text)).toBeUndefined())

  test('a negative one only where it is asked for', () => {
    expect(readVnd('-500.000 ₫', { negative: true })).toBe(-500_000n)
    expect(readVnd('−500.000', { negative: true })).toBe(-500_000n)
  })

  test('what is shown is read back, in both languages', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom('vi' as const, 'en' as const), (value, lang) => {
        expect(readVnd(showVnd(value, lang), { negative: true })).toBe(value)
      }),
    )
    expect(showVnd(500_000n)).toBe('500.000\u00a0₫')
    expect(showVnd(-1_234_567n, 'en')).toBe('\u22121,234,567\u00a0₫')
  })
})

describe('on the wire', () => {
  test('an amount is a decimal string, and comes back the same', () => {
    fc.assert(
      fc.property(amount, value => {
        const sent = z.encode(vndSchema, value)
        expect(vndText.parse(sent)).toBe(sent)
        expect(z.decode(vndSchema, sent)).toBe(value)
      }),
    )
  })

  test.each([
    ['a number', 500000],
    ['a fraction', '1.5'],
    ['leading zeros', '007'],
    ['minus nothing', '-0'],
    ['2^63', '9223372036854775808'],
    ['-2^63', '-9223372036854775808'],
    ['spaces', ' 1'],
    ['hexadecimal', '0x10'],
    ['nothing', ''],
    ['400 digits', '9'.repeat(400)],
    ['null', null],
  ])('%s is refused', (_, sent) => expect(vndSchema.safeParse(sent).success).toBe(false))

  test('a least amount is kept', () => {
    expect(vndAtLeast(1n).safeParse('0').error?.issues[0]).toMatchObject({ code: 'too_small' })
    expect(vndAtLeast(1n).parse('1')).toBe(1n)
  })

  test('the contract describes it as a string', () => {
    expect(z.toJSONSchema(z.object({ giftVnd: vndSchema }), { io: 'input' })).toMatchObject({
      properties: { giftVnd: { type: 'string' } },
    })
  })
})

describe('a split', () => {
  test.each([
    [100n, [1, 1, 1], [34n, 33n, 33n]],
    [100n, [0, 1], [0n, 100n]],
    [10n, [1n, 2n, 3n], [2n, 3n, 5n]],
    [-100n, [1, 1, 1], [-34n, -33n, -33n]],
    [0n, [5], [0n]],
  ])('of %s by %s', (total, weights, parts) => expect(allocate(total, weights)).toEqual(parts))

  test('adds up to the đồng, and no part is a đồng away from its share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(
        amount,
        weights.filter(all => all.some(weight => weight > 0n)),
        (total, all) => {
          const parts = allocate(total, all)
          expect(parts.reduce((a, b) => a + b, 0n)).toBe(total)
          const whole = all.reduce((a, b) => a + b, 0n)
          for (const [index, part] of parts.entries()) {
            const off = part * whole - total * (all[index] ?? 0n)
            expect(off < whole && off > -whole).toBe(true)
          }
        },
      ),
    )
  })

  test('by nothing, or by less than nothing, is refused', () => {
    expect(() => allocate(1n, [])).toThrow(RangeError)
    expect(() => allocate(1n, [0])).toThrow(RangeError)
    expect(() => allocate(1n, [2, -1])).toThrow(RangeError)
    expect(() => allocate(1n, [0.5])).toThrow(RangeError)
  })
})

describe('in words', () => {
  test.each([
    [0n, 'không đồng'],
    [1n, 'một đồng'],
    [4n, 'bốn đồng'],
    [10n, 'mười đồng'],
    [11n, 'mười một đồng'],
    [14n, 'mười bốn đồng'],
    [15n, 'mười lăm đồng'],
    [20n, 'hai mươi đồng'],
    [21n, 'hai mươi mốt đồng'],
    [24n, 'hai mươi tư đồng'],
    [25n, 'hai mươi lăm đồng'],
    [55n, 'năm mươi lăm đồng'],
    [101n, 'một trăm linh một đồng'],
    [104n, 'một trăm linh bốn đồng'],
    [105n, 'một trăm linh năm đồng'],
    [110n, 'một trăm mười đồng'],
    [111n, 'một trăm mười một đồng'],
    [121n, 'một trăm hai mươi mốt đồng'],
    [1000n, 'một nghìn đồng'],
    [1001n, 'một nghìn không trăm linh một đồng'],
    [1010n, 'một nghìn không trăm mười đồng'],
    [1015n, 'một nghìn không trăm mười lăm đồng'],
    [1021n, 'một nghìn không trăm hai mươi mốt đồng'],
    [21_000n, 'hai mươi mốt nghìn đồng'],
    [500_000n, 'năm trăm nghìn đồng'],
    [505_000n, 'năm trăm linh năm nghìn đồng'],
    [1_000_000n, 'một triệu đồng'],
    [1_000_005n, 'một triệu không trăm linh năm đồng'],
    [1_005_000n, 'một triệu không trăm linh năm nghìn đồng'],
    [1_234_567n, 'một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng'],
    [1_000_000_000n, 'một tỷ đồng'],
    [2_500_000_000n, 'hai tỷ năm trăm triệu đồng'],
    [1_000_000_001n, 'một tỷ không trăm linh một đồng'],
    [1_000_000_000_000n, 'một nghìn tỷ đồng'],
    [1_050_000_000_000n, 'một nghìn không trăm năm mươi tỷ đồng'],
    [-500_000n, 'âm năm trăm nghìn đồng'],
  ])('%s is %s', (value, words) => expect(vndInWords(value)).toBe(words))

  test('no two amounts are read alike', () => {
    const near = fc.bigInt({ min: 0n, max: 10n ** 12n })
    fc.assert(
      fc.property(near, near, (a, b) => {
        expect(vndInWords(a) === vndInWords(b)).toBe(a === b)
      }),
    )
    const small = Array.from({ length: 20_000 }, (_, value) => vndInWords(BigInt(value)))
    expect(new Set(small).size).toBe(small.length)
  })
})
