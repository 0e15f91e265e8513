import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, MeasuredLine } from '#kit/serve/recognise.ts'
import { dimming } from '#test/dimming.ts'
import { canonical } from './canon.ts'
import { headText, judgeAll, linesText } from './lines.ts'
import { type DecisionKind, isIncluded, objectionState, reasonsOf } from './rules.ts'
import { type Alike, tally } from './rules-tally.ts'

/** The same value with the keys of its objects in another order. */
function shuffled(value: Json, seed: number): Json {
  if (Array.isArray(value)) return value.map(one => shuffled(one, seed))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, one]) => [key, shuffled(one, seed)] as const)
  return Object.fromEntries(seed % 2 ? entries.reverse() : entries.sort(([a], [b]) => (a < b ? 1 : -1)))
}

describe('the canonical text of a value', () => {
  test('does not depend on the order of keys, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, seed) => {
        const json = JSON.parse(JSON.stringify(value).normalize('NFC')) as Json
        expect(canonical(shuffled(json, seed))).toBe(canonical(json))
        expect(JSON.parse(canonical(json))).toEqual(json)
      }),
      { numRuns: 200 },
    )
  })

  test('is one for a text composed or not, and none for what is no number', () => {
    expect(canonical('Điện lực'.normalize('NFD'))).toBe(canonical('Điện lực'))
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => canonical({ kwh: wrong })).toThrow('number')
  })
})

const settings = { leastPct: 10, leastEvents: 1 }
const thanks = ['took_part', 'measured'].map(ground => ({ ground, words: 'Quà', amountVnd: '1000' }))
const line = (id: string, pct: number | null, acknowledged = 1): MeasuredLine => ({
  party: { kind: 'enterprise', id },
  unit: 'u',
  figures: { reductionPct: pct, acknowledged, reducedKwh: pct },
  marks: [],
  why: { pct },
})

describe('lines', () => {
  test('come out in order of their parties whatever order they came in; equal scores keep that order', async () => {
    const all = [line('c', 20), line('a', null), line('b', 20), line('d', 30)]
    const text = linesText(await judgeAll(dimming, { settings, thanks }, all))
    expect(linesText(await judgeAll(dimming, { settings, thanks }, all.toReversed()))).toBe(text)
    const ranks = text
      .trim()
      .split('\n')
      .map(one => JSON.parse(one) as { party: string; rank: number | null })
    expect(ranks.map(one => [one.party, one.rank])).toEqual([
      ['a', null],
      ['b', 2],
      ['c', 3],
      ['d', 1],
    ])
  })

  test('a ground for which the criteria thank nobody is none', async () => {
    const [only] = await judgeAll(dimming, { settings, thanks: thanks.slice(1) }, [line('a', 20)])
    expect(only?.grounds).toEqual(['measured'])
  })

  test('a party that stands twice, and a verdict that nobody knows, are bugs of the activity', async () => {
    await expect(judgeAll(dimming, { settings, thanks }, [line('a', 1), line('a', 2)])).rejects.toThrow('once')
    const other = { ...dimming, judge: () => ({ verdict: 'perhaps', grounds: [], reasons: [] }) }
    await expect(judgeAll(other, { settings, thanks }, [line('a', 1)])).rejects.toThrow('perhaps')
  })

  test('the head names its inputs in order of their names', () => {
    const of = (names: string[]): string =>
      headText({
        edition: 'e',
        activity: 'a',
        kind: 'k',
        unit: 'u',
        criteria: { id: 'c', settings: {}, thanks: [] },
        given: null,
        method: {},
        inputs: names.map(name => ({ name, sha256: 's', rows: 1 })),
        lines: { rows: 0, sha256: 's' },
      })
    expect(of(['june', 'july'])).toBe(of(['july', 'june']))
  })
})

const alike = (many: number, kwh: number, grounds = ['measured'], included = true): Alike => ({
  verdict: 'reduced',
  grounds,
  included,
  many,
  kwh,
})

describe('what is counted', () => {
  test('adds up the same in whatever parts it comes', () => {
    const groups = fc.array(
      fc.record({
        verdict: fc.constantFrom('reduced', 'not_reduced'),
        grounds: fc.subarray(['took_part', 'measured']),
        included: fc.boolean(),
        many: fc.integer({ min: 1, max: 50 }),
        kwh: fc.integer({ min: 0, max: 9999 }),
      }),
    )
    fc.assert(
      fc.property(groups, parts => {
        const amounts = { measured: 500n }
        const whole = tally(parts, amounts)
        const halves = parts.flatMap(part =>
          part.many > 1
            ? [
                { ...part, many: 1, kwh: 0 },
                { ...part, many: part.many - 1 },
              ]
            : [part],
        )
        expect(tally(halves, amounts)).toEqual(whole)
        expect(whole.costVnd).toBe(BigInt(whole.byGround.measured ?? 0) * 500n)
        expect(whole.recognised).toBeLessThanOrEqual(whole.candidates)
      }),
      { numRuns: 100 },
    )
  })

  test.each([
    [[alike(4, 100)], null],
    [[alike(5, 100)], 100],
    [[], 0],
    [[alike(4, 100), alike(9, 50, ['measured'], false)], null],
  ])('a sum of one to four parties is not told (%#)', (groups, kwh) => {
    expect(tally(groups, {}).kwh).toBe(kwh)
  })
})

test('a party is thanked when it has a ground and nobody left it out', () => {
  const cases: [string[], DecisionKind | null, boolean][] = [
    [['measured'], null, true],
    [['measured'], 'include', true],
    [['measured'], 'exclude', false],
    [[], null, false],
    [[], 'include', false],
  ]
  for (const [grounds, decision, included] of cases) expect(isIncluded({ grounds, decision })).toBe(included)
})

test('an objection is late the day after its day, and soon on the two days before', () => {
  const of = (answerBy: string, outcome: 'upheld' | null = null) =>
    objectionState({ answerBy, outcome }, '2026-12-10', '2026-12-12')
  expect([of('2026-12-09'), of('2026-12-10'), of('2026-12-12'), of('2026-12-13'), of('2026-12-01', 'upheld')]).toEqual([
    'late',
    'soon',
    'soon',
    'open',
    'upheld',
  ])
})

test('who is left out is left out for a reason; who is kept was checked', () => {
  expect(reasonsOf('include')).toEqual(['checked'])
  expect(reasonsOf('exclude')).not.toContain('checked')
})
