import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anniversaryOf,
  costOf,
  isEditable,
  judgeFigure,
  judgeUnitWindow,
  judgeWindow,
  keyOf,
  ledgerSources,
  monthsOf,
  planStateOf,
  problemsOf,
  readKey,
  rollUp,
  sources,
  type Table,
} from './rules.ts'

/** A company with two teams, and one column that the company was assigned 1,200 of. */
function table(
  teams: readonly (number | null)[],
  more: {
    assigned?: number | null
    reserve?: number
    wanted?: number
    inForce?: number
    above?: number
    least?: number
  } = {},
): Table {
  const { assigned = 1200, reserve, wanted, inForce, above, least } = more
  const cell = (unit: number, value: number | undefined) => (value === undefined ? [] : [{ unit, column: 0, value }])
  return {
    ids: ['corporation', 'company', ...teams.map((_, index) => `team ${index + 1}`)],
    parent: [-1, 0, ...teams.map(() => 1)],
    kind: ['corporation', 'company', ...teams.map(() => 'team')],
    columns: [{ key: 'led-lamps', gather: 'sum', role: 'quantity', of: null, usual: null }],
    target: [[(assigned ?? 0) + (above ?? 0), assigned, ...teams]],
    reserve: [...cell(1, reserve), ...cell(0, above)],
    wanted: cell(1, wanted),
    inForce: cell(1, inForce),
    notes: [],
    least: least === undefined ? [] : [{ column: 'led-lamps', kind: 'company', least }],
  }
}
const ofCompany = (it: Table) => problemsOf(it).filter(one => one.unit === 'company')

describe('a parent is the sum of its children and its reserve', () => {
  test.each([
    ['teams and reserve add up', [700, 440], { reserve: 60 }, []],
    ['too many by 40, the reserve above is named', [720, 460], { reserve: 60, above: 1060 }, ['excess 40 above 1060']],
    ['some still to assign', [700, 400], { reserve: 60 }, ['short 40 above null']],
    ['nothing was assigned from above', [5, null], { assigned: null, above: 5 }, ['unassigned 5 above null']],
    ['nothing assigned, nothing given: nothing is wrong', [null, null], { assigned: null }, []],
    [
      'while the parent amends, what is in force counts',
      [700, 440],
      { reserve: 60, assigned: 1300, inForce: 1200 },
      [],
    ],
    ['thousandths add up as a person adds them', [0.1, 0.2], { assigned: 0.3 }, []],
  ] as const)('%s', (_, teams, more, expected) => {
    expect(ofCompany(table(teams, more)).map(one => `${one.code} ${one.by} above ${one.above}`)).toEqual(expected)
  })

  test('for any plan, exactly the parents that do not add up are named, with how far apart they are', () => {
    const tree = fc.array(fc.record({ under: fc.nat(), value: fc.option(fc.nat(1000)) }), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(tree, fc.array(fc.option(fc.nat(500)), { maxLength: 40 }), (units, reserves) => {
        const parent = units.map(({ under }, index) => (index === 0 ? -1 : under % index))
        const target = units.map(unit => unit.value)
        const reserve = reserves
          .slice(0, units.length)
          .flatMap((value, unit) => (value !== null && parent.includes(unit) ? [{ unit, column: 0, value }] : []))
        const found = problemsOf({
          ...table([]),
          ids: units.map((_, index) => String(index)),
          parent,
          kind: units.map(() => 'team'),
          target: [target],
          reserve,
          wanted: [],
        })
        for (const unit of units.keys()) {
          const children = parent.flatMap((above, index) => (above === unit ? [target[index] ?? 0] : []))
          const kept = reserve.find(it => it.unit === unit)?.value ?? 0
          const sum = children.reduce((a, b) => a + b, kept)
          const named = found.filter(one => one.unit === String(unit) && ['excess', 'short'].includes(one.code))
          const assigned = target[unit] ?? null
          const off = children.length > 0 && assigned !== null ? sum - assigned : 0
          expect(named.map(one => (one.code === 'excess' ? one.by : -one.by))).toEqual(off === 0 ? [] : [off])
        }
      }),
    )
  })
})

describe('one cell by itself', () => {
  test.each([
    ['a target of nothing', table([0, 1200]), 'team 1', ['nothing']],
    ['fewer than the rule asks for', table([1200, null], { least: 2000 }), 'company', ['below_least']],
    ['a wish that nobody answered', table([1200, null], { wanted: 1400 }), 'company', ['unsettled']],
    ['a wish that was granted', table([1200, null], { wanted: 1200 }), 'company', []],
  ] as const)('%s', (_, it, unit, codes) => {
    expect(
      problemsOf(it)
        .filter(one => one.unit === unit)
        .map(one => one.code),
    ).toEqual(codes)
  })

  test.each([
    [10, 6_700_000, []],
    [10, 45_000_000, []],
    [10, 45_000_010, ['cost_high']],
    [10, 6_699_990, ['cost_low']],
    [null, 45_000_000, []],
  ] as const)('%s homes for %s đồng', (homes, cost, codes) => {
    const it: Table = {
      ...table([]),
      columns: [
        { key: 'homes', gather: 'distinct', role: 'quantity', of: null, usual: null },
        { key: 'homes-cost', gather: 'sum', role: 'cost', of: 'homes', usual: { low: 670_000, high: 4_500_000 } },
      ],
      ids: ['team'],
      parent: [-1],
      kind: ['team'],
      target: [[homes], [cost]],
    }
    expect(problemsOf(it).map(one => one.code)).toEqual(codes)
    expect(problemsOf({ ...it, notes: [{ unit: 0, column: 1 }] })).toEqual([])
    expect(costOf(cost, homes)).toBe(homes === null ? undefined : cost / homes)
  })

  test.each([
    [-1, 'households', 'editions.negative'],
    [0.5, 'households', 'editions.fraction'],
    [1e15, 'VND', 'editions.too_large'],
    [1.25, 'km', undefined],
    [1.255, 'km', 'editions.fraction'],
    [0, 'households', undefined],
  ] as const)('%s %s is %s', (value, unit, refused) => expect(judgeFigure(value, unit)).toBe(refused))
})

describe('what is counted rolls up the tree', () => {
  test.each([
    ['sum', [3, 3, 1, 2]],
    ['distinct', [3, 3, 1, 2]],
    ['max', [2, 2, 1, 2]],
    ['rate', [null, null, 1, 2]],
  ] as const)('%s', (gather, all) => {
    expect(rollUp([-1, 0, 1, 1], [null, null, 1, 2], gather)).toEqual(all)
  })
})

describe('editions', () => {
  test('keep the anniversary of 1954, their months and the keys of their columns', () => {
    expect(anniversaryOf(2026)).toBe(72)
    expect(monthsOf('2026-11-15', '2027-01-31')).toEqual(['2026-11', '2026-12', '2027-01'])
    expect(monthsOf('2026-12-02', '2026-12-01')).toEqual(['2026-12'])
    for (const key of ['led-lamps', 'messages@2026-12']) {
      const { measure, month } = readKey(key)
      expect(keyOf(measure, month)).toBe(key)
    }
    expect(sources).toEqual(expect.arrayContaining([...ledgerSources]))
    expect(ledgerSources).not.toContain('community')
  })

  test.each([
    [{ from: '2026-12-01', until: '2026-11-30', tetUntil: null }, 'editions.ends_before'],
    [{ from: '2026-12-01', until: '2026-12-31', tetUntil: '2026-12-30' }, 'editions.tet_before_end'],
    [{ from: '2026-12-01', until: '2026-12-31', tetUntil: '2027-06-01' }, 'editions.window_too_long'],
    [{ from: '2026-12-01', until: '2026-12-31', tetUntil: '2027-02-05' }, undefined],
  ] as const)('%o: %s', (window, refused) => expect(judgeWindow(window)).toBe(refused))

  test.each([
    ['2026-12-05', '2027-01-31', undefined],
    ['2026-12-05', '2026-12-04', 'editions.ends_before'],
    ['2026-11-30', '2026-12-20', 'editions.outside_window'],
    ['2026-12-05', '2027-02-06', 'editions.outside_window'],
  ] as const)("a unit's own %s to %s: %s", (from, until, refused) => {
    const edition = { from: '2026-12-01', until: '2026-12-31', tetUntil: '2027-02-05' }
    expect(judgeUnitWindow({ from, until }, edition)).toBe(refused)
  })

  test.each([
    [undefined, false, 'draft', true],
    [undefined, true, 'amending', true],
    ['submitted', false, 'waiting', false],
    ['withdrawn', true, 'amending', true],
    ['sent_back', true, 'sent_back', true],
    ['approved', false, 'approved', false],
  ] as const)('after %s (replaces: %s) a plan is %s', (last, replaces, state, editable) => {
    expect(planStateOf({ last, replaces })).toBe(state)
    expect(isEditable(state)).toBe(editable)
  })
})
