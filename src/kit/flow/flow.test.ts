import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asMermaid, declareFlow, type Flow, isFinal, moved, movesFrom, next } from './index.ts'

const plan = declareFlow({
  states: ['proposed', 'sent_back', 'approved', 'finished'],
  start: 'proposed',
  moves: {
    approve: { from: ['proposed'], to: 'approved' },
    sendBack: { from: ['proposed'], to: 'sent_back' },
    revise: { from: ['sent_back'], to: 'proposed' },
    finish: { from: ['approved'], to: 'finished' },
  },
})

/** Any flow over a few states, most of them with states that no move leads to. */
const anyFlow: fc.Arbitrary<Flow> = fc.integer({ min: 1, max: 6 }).chain(count => {
  const states = Array.from({ length: count }, (_, index) => `s${index}`)
  const state = fc.constantFrom(...states)
  const move = fc.record({ from: fc.uniqueArray(state, { minLength: 1 }), to: state })
  return fc.record({
    states: fc.constant(states),
    start: state,
    moves: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), move, { noNullPrototype: true }),
  })
})

const declared = (flow: Flow): Flow | undefined => {
  try {
    return declareFlow(flow)
  } catch {
    return undefined
  }
}

describe('a flow', () => {
  test.each([
    ['proposed', 'approve', 'approved'],
    ['proposed', 'sendBack', 'sent_back'],
    ['sent_back', 'revise', 'proposed'],
    ['approved', 'finish', 'finished'],
    ['approved', 'approve', undefined],
    ['proposed', 'finish', undefined],
    ['finished', 'revise', undefined],
  ] as const)('from %s, %s leads to %s', (state, move, to) => expect(next(plan, state, move)).toBe(to))

  test('an illegal move is refused by the name that the folder gives it', () => {
    expect(moved(plan, 'proposed', 'approve', 'plan.not_waiting')).toBe('approved')
    expect(() => moved(plan, 'approved', 'approve', 'plan.not_waiting')).toThrow('plan.not_waiting')
  })

  test('offers what is legal and nothing else', () => {
    expect(movesFrom(plan, 'proposed')).toEqual(['approve', 'sendBack'])
    expect(movesFrom(plan, 'finished')).toEqual([])
    expect(isFinal(plan, 'finished')).toBe(true)
    expect(isFinal(plan, 'approved')).toBe(false)
  })

  test('with a state that no move leads to, with one named twice, or with a move from nowhere, is a bug', () => {
    const a = { from: ['x'], to: 'x' } as const
    expect(() => declareFlow({ states: ['x', 'y'], start: 'x', moves: { a } })).toThrow('no move leads to y')
    expect(() => declareFlow({ states: ['x', 'x'], start: 'x', moves: { a } })).toThrow('twice')
    expect(() => declareFlow({ states: ['x'], start: 'x', moves: { a: { from: [], to: 'x' } } })).toThrow('nowhere')
  })

  test('that was declared lets every state be reached by a walk of legal moves', () => {
    fc.assert(
      fc.property(anyFlow, made => {
        const flow = declared(made)
        fc.pre(flow !== undefined)
        const seen = new Set([flow.start])
        for (const state of seen)
          for (const move of movesFrom(flow, state)) seen.add(next(flow, state, move) ?? 'nowhere')
        expect([...seen].sort()).toEqual([...flow.states].sort())
      }),
    )
  })

  test('is drawn with every move from every state, its start and its ends', () => {
    fc.assert(
      fc.property(anyFlow, flow => {
        const lines = asMermaid(flow).split('\n')
        expect(lines[0]).toBe('stateDiagram-v2')
        expect(lines).toContain(`  [*] --> ${flow.start}`)
        for (const [name, move] of Object.entries(flow.moves))
          for (const from of move.from) expect(lines).toContain(`  ${from} --> ${move.to} : ${name}`)
        expect(lines.filter(line => line.includes('-->') && !line.includes('[*]'))).toHaveLength(
          Object.values(flow.moves).reduce((sum, move) => sum + move.from.length, 0),
        )
        for (const state of flow.states) expect(lines.includes(`  ${state} --> [*]`)).toBe(isFinal(flow, state))
      }),
    )
  })

  test('is drawn in words where it has them', () => {
    const drawn = asMermaid(plan, { proposed: 'Chờ duyệt', approve: 'Duyệt: xong' })
    expect(drawn).toContain('  proposed : Chờ duyệt')
    expect(drawn).toContain('  proposed --> approved : Duyệt  xong')
    expect(drawn).toContain('  sent_back --> proposed : revise')
  })
})
