import { describe, expect, test } from 'vitest'
import { type Figures, judgeParty, type Mark, usualSettings } from './rules-judge.ts'

const none: Figures = {
  called: 10,
  acknowledged: 10,
  tookPart: 10,
  reducedEvents: 0,
  toldEvents: 10,
  reducedPct: null,
  reducedKw: null,
  reducedKwh: null,
  seasonPct: 1,
  seasonKwh: 40,
  seasonLowPct: -4,
  seasonHighPct: 6,
  shiftedKwh: null,
  registeredKw: 500,
}
const still: Mark[] = ['season_not_reduced', 'shift_not_shifted']
const blind: Mark[] = ['season_cannot_tell', 'shift_cannot_tell']
const judge = (figures: Partial<Figures>, marks: Mark[] = still, settings = {}) =>
  judgeParty({ figures: { ...none, ...figures }, marks }, { ...usualSettings, ...settings })

describe('the two grounds stand apart', () => {
  const cases: [string, Partial<Figures>, Mark[], object, string, string[], string[]][] = [
    ['took part, nothing measured', {}, still, {}, 'not_reduced', ['took_part'], ['few_reduced']],
    ['took part, nothing can be told', { toldEvents: 1 }, blind, {}, 'cannot_tell', ['took_part'], ['cannot_tell']],
    [
      'the events cannot be told, the move can',
      { toldEvents: 1 },
      ['season_cannot_tell', 'shift_not_shifted'],
      {},
      'cannot_tell',
      ['took_part'],
      ['cannot_tell'],
    ],
    ['never read', { toldEvents: 0 }, [...blind, 'never_read'], {}, 'cannot_tell', ['took_part'], ['never_read']],
    [
      'three events of four',
      { reducedEvents: 3, reducedPct: 12 },
      still,
      {},
      'reduced',
      ['took_part', 'measured'],
      ['events_reduced'],
    ],
    ['two events only', { reducedEvents: 2, reducedPct: 40 }, still, {}, 'not_reduced', ['took_part'], ['under_least']],
    [
      'three events, too little',
      { reducedEvents: 3, reducedPct: 9 },
      still,
      { leastPct: 10 },
      'not_reduced',
      ['took_part'],
      ['under_least'],
    ],
    [
      'the season alone',
      { seasonPct: 8 },
      ['season_reduced', 'shift_not_shifted'],
      {},
      'reduced',
      ['took_part', 'measured'],
      ['season_reduced'],
    ],
    [
      'the season where it does not count',
      { seasonPct: 8 },
      ['season_reduced', 'shift_not_shifted'],
      { season: 0 },
      'not_reduced',
      ['took_part'],
      ['under_least'],
    ],
    [
      'a move to the night',
      { shiftedKwh: 900 },
      ['season_not_reduced', 'shift_shifted'],
      {},
      'shifted',
      ['took_part', 'measured'],
      ['shifted'],
    ],
    [
      'measured without a word',
      { acknowledged: 0, tookPart: 0, reducedEvents: 4, reducedPct: 20 },
      still,
      {},
      'reduced',
      ['measured'],
      ['events_reduced', 'not_acknowledged'],
    ],
    ['acknowledged without an action', { tookPart: 0 }, still, {}, 'not_reduced', [], ['few_reduced', 'no_action']],
    [
      'never called, shifted',
      { called: 0, acknowledged: 0, tookPart: 0, shiftedKwh: 9 },
      ['season_cannot_tell', 'shift_shifted'],
      {},
      'shifted',
      ['measured'],
      ['shifted', 'not_called'],
    ],
    [
      'raised before the events',
      {},
      [...still, 'raised_before'],
      {},
      'not_reduced',
      ['took_part'],
      ['few_reduced', 'raised_before'],
    ],
  ]
  test.each(cases)('%s', (_, figures, marks, settings, verdict, grounds, reasons) => {
    expect(judge(figures, marks, settings)).toMatchObject({ verdict, grounds, reasons })
  })

  test('a verdict that cannot be told never takes away that somebody took part', () => {
    for (const toldEvents of [0, 1])
      for (const marks of [blind, [...blind, 'never_read'] as Mark[]])
        expect(judge({ toldEvents }, marks).grounds).toEqual(['took_part'])
  })

  test('twenty thousand are judged again in far less than a second', () => {
    const startedMs = performance.now()
    let thanked = 0
    for (let at = 0; at < 20_000; at++)
      thanked +=
        judge({ reducedEvents: at % 5, reducedPct: at % 30 }, still, { leastPct: 10 }).grounds.length > 1 ? 1 : 0
    expect(thanked).toBeGreaterThan(5000)
    expect(performance.now() - startedMs).toBeLessThan(500)
  })
})
