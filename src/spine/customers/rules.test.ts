import { describe, expect, test } from 'vitest'
import { bareName, foundBy, readTaxCode, tidyCode, usualCode, wordsOf } from './rules.ts'
import { waysToSay } from './rules-synonyms.ts'

test.each([
  ['cty abc', ['cty abc', 'cong ty abc']],
  ['cong ty abc', ['cong ty abc', 'cty abc']],
  ['cong ty tnhh', ['cong ty tnhh', 'cong ty trach nhiem huu han', 'cty tnhh', 'cty trach nhiem huu han']],
  ['nguyen van an', ['nguyen van an']],
  ['cong', ['cong']],
])('%s is said in these ways', (words, ways) => {
  const synonyms = [
    { short: 'cty', long: 'cong ty' },
    { short: 'tnhh', long: 'trach nhiem huu han' },
  ]
  expect(waysToSay(words.split(' '), synonyms).map(way => way.join(' '))).toEqual(ways)
})

describe('rules of a row', () => {
  test.each([
    ['PA03123456789', true],
    ['PE010012345AB', true],
    ['PA0312345678', false],
    ['XA03123456789', false],
    ['pa03123456789', false],
  ])('the code %s is usual: %s', (code, usual) => expect(usualCode.test(code)).toBe(usual))
  test('a code is tidied', () => expect(tidyCode(' pb14 0000-00001.2 ')).toBe('PB140000000012'))

  test.each([
    ['0100100079', '0100100079', true],
    ['0301464830-001', '0301464830001', true],
    ['0100100078', '0100100078', false],
    ['01001000', undefined, undefined],
  ])('the tax code %s', (text, code, usual) => expect(readTaxCode(text)).toEqual(code && { code, usual }))

  test('words are folded, and marks stand apart from what people write', () => {
    expect(wordsOf('Đường Trần-Hưng Đạo, 12/3 @household')).toEqual(['duong', 'tran-hung', 'dao', '12/3', 'household'])
    expect(foundBy({ name: 'Lê Đạt', places: ['12 Lê Lợi'], kind: 'business', commune: '32104', large: true })).toBe(
      'le dat\t12 le loi\t@business @32104 @large',
    )
    expect(['Phường Tân Thành', 'TP. Cà Mau', 'Xã Đất Mũi'].map(bareName)).toEqual(['tan thanh', 'ca mau', 'dat mui'])
  })
})
