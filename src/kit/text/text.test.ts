import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { newDatabase } from '#test/database.ts'
import {
  compareNames,
  fold,
  initials,
  maskCode,
  maskName,
  maskPhone,
  nfc,
  phoneMoves,
  readPhone,
  showPhone,
  splitName,
  tidy,
} from './index.ts'

const world = await newDatabase(2)
afterAll(() => world.close())

const vietnamese =
  'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ ĐÐđð0123456789'
const letter = fc.constantFrom(...vietnamese, ...vietnamese.toUpperCase(), '\u00a0', '\u200b', '\t', '\u0301', '\u0323')
const written = fc
  .tuple(fc.string({ unit: letter, maxLength: 40 }), fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'))
  .map(([text, form]) => text.normalize(form))

describe('the fold', () => {
  test.each([
    ['hoà', 'hòa'],
    ['thuỷ', 'thủy'],
    ['Nguyễn Văn Đạt', 'nguyen van dat'],
    ['ĐẶNG  THỊ\u00a0Ước ', 'dang thi uoc'],
    ['Ðà Nẵng', 'Đà Nẵng'],
    ['Tiếng Việt'.normalize('NFD'), 'Tiếng Việt'],
    ['Công ty TNHH \u200bABC', 'CÔNG TY TNHH ABC'],
    ['ＡＢＣ１２', 'abc12'],
  ])('finds %s and %s by the same text', (a, b) => expect(fold(a)).toBe(fold(b)))

  test('keeps what differs apart', () => {
    expect(fold('đan')).toBe('dan')
    expect(fold('Hòa')).not.toBe(fold('Hóa Học'))
    expect(fold('')).toBe('')
  })

  test('is a fold: folding again changes nothing', () => {
    fc.assert(
      fc.property(written, text => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })

  test('answers the same bytes as the database, for any Vietnamese text in any form', async () => {
    const texts = fc.sample(written, 3000)
    const { rows } = await world.app.pool.query<{ folded: string }>(
      'select kit.fold(text) as folded from unnest($1::text[]) with ordinality as t(text, n) order by n',
      [texts],
    )
    expect(rows.map(row => row.folded)).toEqual(texts.map(fold))
  })

  test('answers the same bytes as the database for the scripts of the world', async () => {
    const points = Array.from({ length: 0x3100 - 1 }, (_, index) => index + 1)
    const texts = points.map(point => `a${String.fromCodePoint(point)} B`)
    const { rows } = await world.app.pool.query<{ folded: string }>(
      'select kit.fold(text) as folded from unnest($1::text[]) with ordinality as t(text, n) order by n',
      [texts],
    )
    expect(rows.map(row => row.folded)).toEqual(texts.map(fold))
  })

  test('may stand in an index, and the index is used by a search', async () => {
    await world.owner.pool.query(`create table kit.trial_names (name text);
      insert into kit.trial_names select 'Người thứ ' || n from generate_series(1, 20000) n;
      create index on kit.trial_names (kit.fold(name)); analyze kit.trial_names`)
    const { rows } = await world.owner.pool.query(
      `explain select * from kit.trial_names where kit.fold(name) = kit.fold('NGƯỜI thứ 7')`,
    )
    expect(JSON.stringify(rows)).toContain('Index')
  })
})

describe('a line of text', () => {
  test('is kept composed, with single spaces and no invisible marks', () => {
    expect(tidy('  Trần\u200b  Thị\u00a0Bé '.normalize('NFD'))).toBe('Trần Thị Bé')
    expect(nfc('e\u0302\u0301')).toBe('ế')
  })
})

describe('names', () => {
  test('are ordered by given name, then middle names, then family name', () => {
    const names = ['Trần Văn Bình', 'Nguyễn Văn An', 'Lê Thị An', 'Phạm Thị Ân', 'Đỗ Văn An', 'Hoàng Đức Đạt', 'Ánh']
    expect(names.sort(compareNames)).toEqual([
      'Lê Thị An',
      'Đỗ Văn An',
      'Nguyễn Văn An',
      'Ánh',
      'Phạm Thị Ân',
      'Trần Văn Bình',
      'Hoàng Đức Đạt',
    ])
  })

  test('have one total order, whatever is written', () => {
    fc.assert(
      fc.property(fc.tuple(written, written, written), ([a, b, c]) => {
        expect(Math.sign(compareNames(a, b)) + Math.sign(compareNames(b, a))).toBe(0)
        if (compareNames(a, b) <= 0 && compareNames(b, c) <= 0) expect(compareNames(a, c)).toBeLessThanOrEqual(0)
        expect(compareNames(a, b) === 0).toBe(a === b)
      }),
    )
  })

  test('come apart into family, middle and given name', () => {
    expect(splitName('Nguyễn Thị  Minh Khai')).toEqual({ family: 'Nguyễn', middle: 'Thị Minh', given: 'Khai' })
    expect(splitName('Khai')).toEqual({ family: '', middle: '', given: 'Khai' })
  })

  test.each([
    ['Nguyễn Thị Ánh', 'NA'],
    ['Đỗ Văn Ước', 'ĐƯ'],
    ['âu', 'Â'],
    ['', ''],
  ])('%s has the initials %s', (name, letters) => expect(initials(name)).toBe(letters))
})

describe('phones', () => {
  test.each([
    ['0912345678', '0912345678', 'mobile'],
    ['+84 912 345 678', '0912345678', 'mobile'],
    ['(+84) 0912.345.678', '0912345678', 'mobile'],
    ['84912345678', '0912345678', 'mobile'],
    ['0084912345678', '0912345678', 'mobile'],
    ['912345678', '0912345678', 'mobile'],
    ['845678901', '0845678901', 'mobile'],
    ['０９１２３４５６７８', '0912345678', 'mobile'],
    ['024 3825 1234', '02438251234', 'landline'],
    ['+84-236-3825-123', '02363825123', 'landline'],
    ['1900 6769', '19006769', 'hotline'],
    ['1900545454', '1900545454', 'hotline'],
  ])('%s is %s, a %s', (text, national, kind) => expect(readPhone(text)).toMatchObject({ national, kind }))

  test.each([
    '',
    '123',
    '0612345678',
    '091234567',
    '09123456789',
    '0912345678x',
    '+1 202 555 0123',
    '0912-345-678, 0913',
    '01111111111',
    '+849123',
    '١٢٣',
  ])('%s is no number', text => expect(readPhone(text)).toBeUndefined())

  test('a number from before 2018 is today’s number, and says so', () => {
    expect(readPhone('0168 222 3333')).toEqual({
      kind: 'mobile',
      national: '0382223333',
      e164: '+84382223333',
      movedFrom: '01682223333',
    })
    expect(readPhone('+84 120 222 3333')).toMatchObject({ national: '0702223333', movedFrom: '01202223333' })
    expect(readPhone('0912345678')).not.toHaveProperty('movedFrom')
    expect(new Set(Object.values(phoneMoves.prefixes)).size).toBe(Object.keys(phoneMoves.prefixes).length)
  })

  test('a number read again is the same number', () => {
    const mobile = fc.tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.integer({ min: 0, max: 99_999_999 }))
    fc.assert(
      fc.property(mobile, ([prefix, rest]) => {
        const national = `0${prefix}${String(rest).padStart(8, '0')}`
        const phone = readPhone(national)
        expect(readPhone(phone?.e164 ?? '')).toEqual(phone)
        expect(readPhone(showPhone(national))).toEqual(phone)
      }),
    )
  })

  test('are shown in groups', () => {
    expect(showPhone('0912345678')).toBe('0912 345 678')
    expect(showPhone('02438251234')).toBe('024 3825 1234')
    expect(showPhone('02363825123')).toBe('0236 3825 123')
    expect(showPhone('19006769')).toBe('1900 6769')
  })
})

describe('a public view', () => {
  test('shows too little to find a person by', () => {
    expect(maskName('Nguyễn Thị Ánh')).toBe('Nguyễn T. Á.')
    expect(maskName('Ánh')).toBe('Á.')
    expect(maskPhone('+84912345678')).toBe('***678')
    expect(maskPhone('not a number')).toBe('***')
    expect(maskCode('PA01234567890')).toBe('PA***890')
    expect(maskCode('PA1')).toBe('***')
  })

  test('tells nothing by its length', () => {
    expect(maskPhone('02438251234')).toHaveLength(maskPhone('0912345678').length)
  })
})
