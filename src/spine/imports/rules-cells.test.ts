import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CellRead,
  choiceReader,
  exactMark,
  isUnread,
  type NumberStyle,
  readCode,
  readDayCell,
  readDecimal,
  readMomentCell,
  readMonthCell,
  readPhoneCell,
  readText,
  readWhole,
} from './rules-cells.ts'

const told = (read: CellRead): unknown => (isUnread(read) ? `! ${read.code}` : read)

describe('a text', () => {
  test.each([
    ['  Nguyễn   Thị\nÁnh ', 'Nguyễn Thị Ánh'],
    ['Hòa'.normalize('NFD'), 'Hòa'],
    ['', null],
    [' \u00a0', null],
    ["'=HYPERLINK(1)", '=HYPERLINK(1)'],
    ["O'Neil", "O'Neil"],
    ['a\u0007b', '! unreadable'],
  ])('%j is %j', (text, value) => expect(told(readText(text))).toBe(value))

  test('a code has capitals and no spaces', () => expect(readCode(' pb14 0000 00001 ')).toBe('PB14000000001'))
})

describe('a phone', () => {
  test.each([
    ['0912345678', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ["'+84912345678", '0912345678'],
    [`${exactMark}912345678`, '0912345678'],
    ['12345', '! phone_wrong'],
    ['', null],
  ])('%j is %j', (text, value) => expect(told(readPhoneCell(text))).toBe(value))

  test('of 11 digits from before 2018 is moved, and said so', () =>
    expect(readPhoneCell('01681234567')).toEqual({ value: '0381234567', note: 'phone_moved' }))
})

describe('a day', () => {
  test.each([
    ['24/11/2026', '2026-11-24'],
    ['4/1/2026', '2026-01-04'],
    ['2026-11-24', '2026-11-24'],
    ['2026-11-24T00:00:00Z', '2026-11-24'],
    ['46350', '2026-11-24'],
    ['46350.75', '2026-11-24'],
    ['12/25/2026', '! day_month_first'],
    ['31/02/2026', '! day_wrong'],
    ['hôm qua', '! day_wrong'],
    ['12345', '! day_wrong'],
    ['01/01/1899', '! day_far'],
    ['', null],
  ])('%j is %j', (text, value) => expect(told(readDayCell(text))).toBe(value))

  test.each([
    ['11/2026', '2026-11-01'],
    ['T11/2026', '2026-11-01'],
    ['Tháng 11 năm 2026', '2026-11-01'],
    ['2026-11', '2026-11-01'],
    ['202611', '2026-11-01'],
    ['24/11/2026', '2026-11-01'],
    ['13/2026', '! month_wrong'],
    ['x', '! month_wrong'],
  ])('the month of %j is %j', (text, value) => expect(told(readMonthCell(text))).toBe(value))

  test.each([
    ['24/11/2026 08:30', '2026-11-24T08:30:00+07:00'],
    ['24/11/2026 8h30', '2026-11-24T08:30:00+07:00'],
    ['08:30 24/11/2026', '2026-11-24T08:30:00+07:00'],
    ['2026-11-24T08:30:15', '2026-11-24T08:30:00+07:00'],
    ['2026-11-24 08:30', '2026-11-24T08:30:00+07:00'],
    ['46350.354166667', '2026-11-24T08:30:00+07:00'],
    ['24/11/2026', '! moment_wrong'],
    ['24/11/2026 25:00', '! moment_wrong'],
  ])('the moment %j is %j', (text, value) => expect(told(readMomentCell(text))).toBe(value))
})

describe('a number', () => {
  test.each<[string, NumberStyle, string]>([
    ['1.234,5', 'unsaid', '1234.5'],
    ['1,234.5', 'unsaid', '1234.5'],
    ['1.234,5', 'en', '! number_style'],
    ['1,234.5', 'vi', '! number_style'],
    ['1.234', 'unsaid', '! number_ambiguous'],
    ['1,234', 'unsaid', '! number_ambiguous'],
    ['1.234', 'vi', '1234'],
    ['1.234', 'en', '1.234'],
    ['1,234', 'vi', '1.234'],
    ['1,234', 'en', '1234'],
    ['0.500', 'unsaid', '0.500'],
    ['12,5', 'unsaid', '12.5'],
    ['12.5', 'vi', '! number_style'],
    ['12,5', 'en', '! number_style'],
    ['1.234.567', 'unsaid', '1234567'],
    ['1 234 567,8', 'unsaid', '1234567.8'],
    ['1.234.567', 'en', '! number_style'],
    ['1.234.5', 'unsaid', '! number_wrong'],
    ['-12', 'unsaid', '-12'],
    ['\u221212', 'unsaid', '-12'],
    [`${exactMark}1.234`, 'vi', '1.234'],
    ['12 kWh', 'unsaid', '! number_wrong'],
    ['1e5', 'unsaid', '! number_wrong'],
    ['1234567890123456', 'unsaid', '! number_long'],
  ])('%j, style %s, is %j', (text, style, value) => expect(told(readDecimal(text, style))).toBe(value))

  test.each<[string, NumberStyle, string]>([
    ['500.000', 'unsaid', '500000'],
    ['500,000', 'unsaid', '500000'],
    ['500000', 'unsaid', '500000'],
    ['500.000,00', 'unsaid', '500000'],
    ['1.234.567', 'vi', '1234567'],
    ['12,5', 'unsaid', '! number_not_whole'],
    [`${exactMark}500000`, 'en', '500000'],
    [`${exactMark}1.5`, 'en', '! number_not_whole'],
  ])('whole: %j, style %s, is %j', (text, style, value) => expect(told(readWhole(text, style))).toBe(value))

  test('reads back what it is written as, in either style', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 99 }), (whole, decimals) => {
        const value = `${whole}.${String(decimals).padStart(2, '0')}`
        const [thousands, point] = ['.', ',']
        const vi = `${String(whole).replace(/\B(?=(\d{3})+$)/g, thousands)}${point}${value.split('.')[1]}`
        const en = vi.replace(/[.,]/g, sign => (sign === '.' ? ',' : '.'))
        expect(readDecimal(vi, 'vi')).toBe(value)
        expect(readDecimal(en, 'en')).toBe(value)
        expect(readDecimal(vi, 'unsaid')).toBe(value)
      }),
    )
  })
})

test('a choice is known by any way of writing it', () => {
  const read = choiceReader({ household: ['Sinh hoạt', 'SH'], production: ['Sản xuất'] })
  expect(['sinh hoat', 'SH', 'household', 'SẢN XUẤT', '', 'x'].map(text => told(read(text)))).toEqual([
    'household',
    'household',
    'household',
    'production',
    null,
    '! choice_unknown',
  ])
})
