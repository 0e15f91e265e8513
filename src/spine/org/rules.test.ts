import { describe, expect, test } from 'vitest'
import {
  judgeClose,
  judgeMerge,
  judgeMove,
  judgeOpen,
  judgePlace,
  judgeRename,
  type Kind,
  kinds,
  mayStandUnder,
  type UnitState,
} from './rules.ts'

const unit = (over: Partial<UnitState> = {}): UnitState => ({
  id: 'a',
  code: 'A',
  kind: 'company',
  openedOn: '2020-01-01',
  closedOn: null,
  name: 'Công ty A',
  namedFrom: '2020-01-01',
  parentId: 'p',
  placedFrom: '2021-01-01',
  ...over,
})
const parent = (over: Partial<UnitState> = {}): UnitState => unit({ id: 'q', code: 'Q', kind: 'corporation', ...over })

describe('which kind stands under which', () => {
  test.each<[Kind, Kind, boolean]>([
    ['corporation', 'group', true],
    ['company', 'corporation', true],
    ['company', 'group', false],
    ['team', 'company', true],
    ['team', 'corporation', false],
    ['transmission', 'transmission', true],
    ['generation', 'group', true],
    ['office', 'company', true],
    ['company', 'company', false],
    ['corporation', 'office', false],
  ])('%s under %s: %s', (kind, above, fits) => {
    const judged = judgePlace(kind, parent({ kind: above }), '2026-01-01')
    expect(judged?.why).toBe(fits ? undefined : 'org.kind_does_not_fit')
  })

  test('every kind but the group can reach the group by some way', () => {
    const reaches = (kind: Kind): boolean =>
      kind === 'group' || mayStandUnder[kind].some(above => above !== kind && reaches(above))
    expect(kinds.filter(kind => !reaches(kind))).toEqual([])
    expect(mayStandUnder.group).toEqual([])
  })
})

describe('what can be done to a unit on a day', () => {
  const closed = unit({ closedOn: '2026-06-01' })
  test.each<[string, string | undefined, string | undefined]>([
    ['an open unit', judgeOpen(unit(), '2026-01-01')?.why, undefined],
    ['on its first day', judgeOpen(unit(), '2020-01-01')?.why, undefined],
    ['before its first day', judgeOpen(unit(), '2019-12-31')?.why, 'org.unit_not_open_yet'],
    ['before a recorded closing', judgeOpen(closed, '2026-01-01')?.why, 'org.unit_closed'],
    ['renamed later', judgeRename(unit(), 'Công ty B', '2026-01-01')?.why, undefined],
    ['renamed on the day of its name', judgeRename(unit(), 'B', '2020-01-01')?.why, 'org.before_last_change'],
    ['renamed to its name', judgeRename(unit(), 'Công ty A', '2026-01-01')?.why, 'org.same_name'],
    ['moved', judgeMove(unit(), parent(), '2026-01-01', false)?.why, undefined],
    ['moved before its last move', judgeMove(unit(), parent(), '2020-06-01', false)?.why, 'org.before_last_change'],
    [
      'moved on the day of its last move',
      judgeMove(unit(), parent(), '2021-01-01', false)?.why,
      'org.before_last_change',
    ],
    ['moved where it stands', judgeMove(unit(), parent({ id: 'p' }), '2026-01-01', false)?.why, 'org.same_parent'],
    ['moved under itself', judgeMove(unit(), unit(), '2026-01-01', false)?.why, 'org.circle'],
    ['moved into its own subtree', judgeMove(unit(), parent(), '2026-01-01', true)?.why, 'org.circle'],
    [
      'moved under a closed unit',
      judgeMove(unit(), parent({ closedOn: '2027-01-01' }), '2026-01-01', false)?.why,
      'org.unit_closed',
    ],
    [
      'moved under one not open yet',
      judgeMove(unit(), parent({ openedOn: '2027-01-01' }), '2026-01-01', false)?.why,
      'org.unit_not_open_yet',
    ],
    ['the group moved', judgeMove(unit({ kind: 'group' }), parent(), '2026-01-01', false)?.why, 'org.group_stays'],
    ['closed when empty', judgeClose(unit(), '2026-01-01', 0)?.why, undefined],
    ['closed with a unit beneath', judgeClose(unit(), '2026-01-01', 1)?.why, 'org.has_open_units'],
    ['closed before its last change', judgeClose(unit(), '2020-12-31', 0)?.why, 'org.before_last_change'],
    ['the group closed', judgeClose(unit({ kind: 'group' }), '2026-01-01', 0)?.why, 'org.group_stays'],
    ['merged with its like', judgeMerge(unit(), unit({ id: 'b' }), '2026-01-01')?.why, undefined],
    ['merged into itself', judgeMerge(unit(), unit(), '2026-01-01')?.why, 'org.merge_into_itself'],
    ['merged into another kind', judgeMerge(unit(), parent(), '2026-01-01')?.why, 'org.merge_kinds_differ'],
    ['merged into a closed one', judgeMerge(unit(), { ...closed, id: 'b' }, '2026-01-01')?.why, 'org.unit_closed'],
  ])('%s', (_, why, expected) => {
    expect(why).toBe(expected)
  })
})
