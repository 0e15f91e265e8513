import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addUp, chunks, isFund, judgeSigned } from './rules-papers.ts'

describe('papers of a plan', () => {
  test.each([
    ['2026-12-10', undefined],
    ['2026-12-12', undefined],
    ['2026-12-09', 'editions.signed_before_plan'],
    ['2026-12-13', 'editions.signed_ahead'],
  ])('approved on the 10th, signed on %s, filed on the 12th: %s', (signedOn, refused) =>
    expect(judgeSigned(signedOn, '2026-12-10', '2026-12-12')).toBe(refused),
  )

  test.each([
    [[], null],
    [[null, undefined], null],
    [[0, null], 0],
    [[0.1, 0.2], 0.3],
    [[1_500_000_000, 250_000_000, undefined], 1_750_000_000],
  ])('%j adds up to %s', (values, sum) => expect(addUp(values)).toBe(sum))

  test('what the community gives is no money that moves', () =>
    expect(['company', 'union', 'youth', 'partner', 'community', null].map(source => isFund(source as never))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]))

  test('pieces hold everything once, in order, and none too much', () =>
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, most) => {
        const pieces = chunks(items, most)
        expect(pieces.flat()).toEqual(items)
        expect(pieces.every(piece => piece.length > 0 && piece.length <= most)).toBe(true)
      }),
    ))
})
