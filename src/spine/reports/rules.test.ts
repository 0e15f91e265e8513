import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparedUnder,
  daysLate,
  fewest,
  hideSmall,
  passedOf,
  progressOf,
  provincesOf,
  stillStated,
  treeOf,
} from './rules.ts'

describe('small cells of a public total', () => {
  test.each([
    [[3], [true], true],
    [[3, 0, 0], [true, false, false], true],
    [[1, 1, 1], [true, true, true], true],
    [[3, 100], [true, true], false],
    [[2, 40, 7], [true, false, true], false],
    [[2, 3, 90], [true, true, false], false],
    [[1, 1, 9, 80], [true, true, true, false], false],
    [[5, 6, 0], [false, false, false], false],
  ])('%j hides %j', (parts, hidden, total) => expect(hideSmall(parts)).toEqual({ hidden, total }))

  test('never show 1 to 4, and never let one be worked out from the total', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 }), parts => {
        const { hidden, total } = hideSmall(parts)
        const away = parts.filter((_, at) => hidden[at])
        expect(parts.every((part, at) => hidden[at] || part === 0 || part >= fewest)).toBe(true)
        if (away.length === 0 || total) {
          expect(total).toBe(away.length > 0)
          return
        }
        expect(away.length).toBeGreaterThan(1)
        expect(away.reduce((sum, part) => sum + part, 0)).toBeGreaterThanOrEqual(fewest)
      }),
      { numRuns: 500 },
    ))
})

test('a total that was handed in stands only as far as records do not cover it', () => {
  const counted = { proven: 3, recorded: 2.5, declared: 0 }
  expect(stillStated(10, counted)).toBe(4.5)
  expect(stillStated(5, counted)).toBe(0)
})

test('pace counts today; being behind is said in days, being ahead is not', () => {
  const pace = passedOf('2026-12-01', '2026-12-31', '2026-12-10')
  expect(pace).toEqual({ passed: 10, days: 31, share: 10 / 31 })
  expect(passedOf('2026-12-01', '2026-12-31', '2026-11-10').passed).toBe(0)
  expect(passedOf('2026-12-01', '2026-12-31', '2027-02-10').share).toBe(1)
  expect([daysLate(0, pace), daysLate(5 / 31, pace), daysLate(0.9, pace)]).toEqual([10, 5, 0])
  expect(progressOf([null, 0.5, 1])).toBe(0.75)
  expect(progressOf([null])).toBeNull()
})

test('a corporation stands as its companies; a company is in the province that its teams share', () => {
  const unit = (id: string, kind: string, parent: string | null, province: string | null = null) => ({
    id,
    name: id,
    kind,
    parent,
    province,
    merged: id === 'gone',
  })
  const tree = treeOf([
    unit('group', 'group', null),
    unit('north', 'corporation', 'group'),
    unit('empty', 'corporation', 'group'),
    unit('a', 'company', 'north'),
    unit('b', 'company', 'north'),
    unit('a1', 'team', 'a', '96'),
    unit('a2', 'team', 'a', '96'),
    unit('b1', 'team', 'b', '91'),
    unit('b2', 'team', 'b', '92'),
    unit('gone', 'company', 'empty'),
  ])
  expect(comparedUnder(tree, 'group').map(one => one.id)).toEqual(['a', 'b', 'empty'])
  expect(comparedUnder(tree, 'a').map(one => one.id)).toEqual(['a1', 'a2'])
  const provinces = provincesOf(tree, 'group')
  expect(provinces.get('a')).toBe('96')
  expect([provinces.get('b'), provinces.get('north')]).toEqual([undefined, undefined])
})
