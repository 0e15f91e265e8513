import { describe, expect, test } from 'vitest'
import { dayRefused, gradeOf, type Move, mayMove, mostTrees, type PlanState, stateOf, treesLeft } from './rules.ts'

const author = 'author'
const other = 'other'

describe('which move is legal', () => {
  const cases: [Move, PlanState, string, string | undefined][] = [
    ['approve', 'proposed', other, undefined],
    ['approve', 'proposed', author, 'blueprint.own_plan'],
    ['approve', 'approved', other, 'blueprint.not_waiting'],
    ['approve', 'sent_back', other, 'blueprint.not_waiting'],
    ['sendBack', 'proposed', other, undefined],
    ['sendBack', 'proposed', author, 'blueprint.own_plan'],
    ['sendBack', 'finished', other, 'blueprint.not_waiting'],
    ['revise', 'sent_back', author, undefined],
    ['revise', 'sent_back', other, 'blueprint.not_yours'],
    ['revise', 'proposed', author, 'blueprint.not_sent_back'],
    ['plant', 'approved', other, undefined],
    ['plant', 'approved', author, undefined],
    ['plant', 'proposed', other, 'blueprint.not_approved'],
    ['plant', 'finished', other, 'blueprint.not_approved'],
    ['finish', 'approved', other, undefined],
    ['finish', 'sent_back', other, 'blueprint.not_approved'],
  ]
  test.each(cases)('%s on a %s plan by %s: %s', (move, state, actor, refused) => {
    expect(mayMove(move, { state, plannedBy: author }, actor)).toBe(refused)
  })
})

test('a plan without a decision waits, and a revised one waits again', () => {
  expect([undefined, 'revised', 'approved', 'sent_back', 'finished'].map(kind => stateOf(kind as never))).toEqual([
    'proposed',
    'proposed',
    'approved',
    'sent_back',
    'finished',
  ])
})

test('more may be planted than planned, but only by a tenth', () => {
  expect(mostTrees({ trees: 200 })).toBe(220)
  expect(mostTrees({ trees: 5 })).toBe(5)
  expect(treesLeft({ trees: 200 }, 60)).toBe(140)
  expect(treesLeft({ trees: 200 }, 210)).toBe(0)
})

describe('the day of a planting', () => {
  const cases: [string, string | undefined][] = [
    ['2026-12-10', undefined],
    ['2026-12-01', undefined],
    ['2026-12-11', 'blueprint.day_ahead'],
    ['2026-11-30', 'blueprint.day_before_plan'],
  ]
  test.each(cases)('%s is %s', (day, refused) => {
    expect(dayRefused(day, '2026-12-01', '2026-12-10')).toBe(refused)
  })
})

test('only a photo makes a planting proven', () => {
  expect(gradeOf({ photoId: 'p' })).toBe('proven')
  expect(gradeOf({ photoId: null })).toBe('recorded')
})
