import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  readNumber,
  showCount,
  showNumber,
  showPercent,
  showQuantity,
  showShort,
  type UnitKey,
  unitName,
  units,
} from './index.ts'

const spaced = (text: string) => text.replaceAll('\u00a0', '_')

describe('quantities', () => {
  test.each([
    [1234.5, 'kWh', '1.234,5_kWh', '1,234.5_kWh'],
    [1234.56, 'kWh', '1.234,6_kWh', '1,234.6_kWh'],
    [-3.25, 'km', '\u22123,25_km', '\u22123.25_km'],
    [1, 'households', '1_hộ', '1_household'],
    [2, 'households', '2_hộ', '2_households'],
    [0, 'people', '0_người', '0_people'],
    [-0, 'people', '0_người', '0_people'],
    [-0.4, 'trees', '0_cây', '0_trees'],
    [1_500_000n, 'VND', '1.500.000_₫', '1,500,000_₫'],
    [72.4, 'percent', '72,4_%', '72.4_%'],
  ] as const)('%s %s', (value, key, vi, en) => {
    expect(spaced(showQuantity(value, key, 'vi'))).toBe(vi)
    expect(spaced(showQuantity(value, key, 'en'))).toBe(en)
  })

  test('every unit has a name in both languages, and never breaks from its number', () => {
    for (const key of Object.keys(units) as UnitKey[]) {
      expect(unitName(key, 'vi')).toBe(unitName(key, 'vi').normalize('NFC'))
      expect(unitName(key, 'en')).not.toBe('')
      expect(showQuantity(7, key, 'vi')).toMatch(/^7\u00a0/)
    }
  })
})

describe('numbers', () => {
  test('counts, shares and plain numbers', () => {
    expect(showCount(1_237_105, 'vi')).toBe('1.237.105')
    expect(showCount(10n ** 18n, 'en')).toBe('1,000,000,000,000,000,000')
    expect(spaced(showPercent(0.724, 'vi'))).toBe('72,4_%')
    expect(spaced(showPercent(-0.05, 'en'))).toBe('\u22125_%')
    expect(showNumber(1.005, 'vi', 1)).toBe('1')
  })

  test.each([
    [999_949, '999.949', '999,949'],
    [31_200_000, '31,2_triệu', '31.2_million'],
    [999_949_999, '999,9_triệu', '999.9_million'],
    [999_960_000, '1_tỷ', '1_billion'],
    [1_500_000_000n, '1,5_tỷ', '1.5_billion'],
    [-2_000_000, '\u22122_triệu', '\u22122_million'],
    [1_250_000_000_000, '1,3_nghìn tỷ', '1.3_trillion'],
  ])('%s in short', (value, vi, en) => {
    expect(spaced(showShort(value, 'vi'))).toBe(vi)
    expect(spaced(showShort(value, 'en'))).toBe(en)
  })

  test.each([
    ['1.234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['1.234', 1234],
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['−3', -3],
    ['1.234.567', 1_234_567],
    ['', undefined],
    ['1.23.4', undefined],
    ['1,234,5', undefined],
    ['1e5', undefined],
    ['Infinity', undefined],
    ['12 kWh', undefined],
  ])('%s is read as %s', (text, value) => expect(readNumber(text)).toBe(value))

  test('what is shown in Vietnamese is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), hundredths => {
        const value = hundredths / 100
        expect(readNumber(showNumber(value, 'vi'))).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})
