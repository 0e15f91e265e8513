import { describe, expect, test } from 'vitest'
import {
  firstOf,
  type Home,
  inOrder,
  measureSavings,
  type SavingBill,
  type SavingRule,
  savingPresets,
  windowOf,
} from './rules.ts'

const fair: SavingRule = savingPresets.default
const first = 2024 * 12
const noise = (home: number, month: number): number => 0.03 * Math.sin(home * 12.9 + month * 78.2)

/** Two years of one home's bills: `daily(month)` in kWh a day, months from 0. */
const billsOf = (daily: (month: number) => number, estimated: (month: number) => boolean = () => false): SavingBill[] =>
  Array.from({ length: 24 }, (_, month) => {
    const [from, to] = [firstOf(first + month), firstOf(first + month + 1) - 1]
    return { from, to, kwh: daily(month) * (to - from + 1), estimated: estimated(month) }
  })
/** The second year is cooler: everybody uses an eighth less. */
const usual = (home: number, month: number): number => 6 * (month < 12 ? 1 : 0.875) * Math.exp(noise(home, month))
const home = (customer: string, bills: SavingBill[], area = 'A'): Home => ({
  customer,
  area,
  sizeBand: '101-200',
  bills,
})
const others = Array.from({ length: 80 }, (_, no) =>
  home(
    `N${no}`,
    billsOf(month => usual(no, month)),
  ),
)

const judge = (one: Home, rule: SavingRule = fair) =>
  measureSavings([one, ...others], rule, windowOf(rule, [one, ...others]))[0]
const from = (month: number, share: number) => (at: number) => usual(500, at) * (at >= month ? share : 1)

describe('who saved, from bills', () => {
  test.each<[string, SavingBill[], string, string]>([
    ['cut a tenth all year', billsOf(from(12, 0.9)), 'saved', 'beyond_error'],
    ['did what all did in the cooler year', billsOf(from(12, 1)), 'not_saved', 'under_line'],
    ['used a tenth more than its neighbours', billsOf(from(12, 1.1)), 'not_saved', 'under_line'],
    ['lost a person in the middle of the year', billsOf(from(18, 0.7)), 'cannot_tell', 'changed_midway'],
    [
      'stood empty for half of it',
      billsOf(month => usual(500, month) * (month >= 17 ? 0.05 : 1)),
      'cannot_tell',
      'absent',
    ],
    ['was never read in the second year', billsOf(from(12, 0.9), month => month >= 12), 'cannot_tell', 'estimated'],
    ['has bills for the second year only', billsOf(from(12, 0.9)).slice(12), 'cannot_tell', 'few_bills'],
    ['has no bill', [], 'cannot_tell', 'few_bills'],
    [
      'has two bills for the same days',
      [
        ...billsOf(from(12, 0.9)),
        { from: firstOf(first + 15) + 3, to: firstOf(first + 15) + 9, kwh: 5, estimated: false },
      ],
      'cannot_tell',
      'overlapping_bills',
    ],
  ])('a home that %s', (_, bills, verdict, reason) => {
    expect(judge(home('X', inOrder(bills)))).toMatchObject({ verdict, reason })
  })

  test('plainly compared with the year before, the whole street would be honoured for a cool year', () => {
    const plain = judge(home('X', billsOf(from(12, 1))), savingPresets['year-on-year'])
    expect(plain).toMatchObject({ verdict: 'saved', reason: 'over_line' })
    expect(plain?.saving).toBeCloseTo(0.125, 1)
  })

  test('says the kWh saved with an interval that holds the truth', () => {
    const saved = judge(home('X', billsOf(from(12, 0.9))))
    expect(saved?.saving).toBeGreaterThan(0.07)
    expect(saved?.low).toBeLessThan(0.1)
    expect(saved?.high).toBeGreaterThan(0.1)
    expect(saved?.actualKwh).toBeCloseTo((saved?.baselineKwh ?? 0) * (1 - (saved?.saving ?? 0)), 6)
  })

  test('an estimate and the reading that settles it are one bill', () => {
    const owed = (billsOf(from(12, 0.9))[14]?.kwh ?? 0) * 0.8
    const low = billsOf(from(12, 0.9), month => month === 14).map((bill, month) => {
      if (month === 14) return { ...bill, kwh: bill.kwh * 0.2 }
      return month === 15 ? { ...bill, kwh: bill.kwh + owed } : bill
    })
    const [plain, settled] = [judge(home('X', billsOf(from(12, 0.9)))), judge(home('X', low))]
    expect(settled?.verdict).toBe('saved')
    expect(settled?.actualKwh).toBeCloseTo(plain?.actualKwh ?? 0, 3)
  })

  test('a day that two bills share belongs to the later one', () => {
    const shared = inOrder(billsOf(from(12, 0.9)).map(bill => ({ ...bill, to: bill.to + 1 })))
    expect(judge(home('X', shared))).toMatchObject({ verdict: 'saved' })
  })

  test('without homes to stand beside nothing can be told', () => {
    const [one, two] = [home('X', billsOf(from(12, 0.9))), home('Y', billsOf(from(12, 1)))]
    expect(measureSavings([one, two], fair, windowOf(fair, [one, two]))[0]).toMatchObject({
      verdict: 'cannot_tell',
      reason: 'few_neighbours',
    })
  })

  test('neither the order of the homes nor what the weather did to all of them changes a verdict', () => {
    const all = [home('X', billsOf(from(12, 0.9))), ...others]
    const verdicts = (homes: readonly Home[]) =>
      new Map(measureSavings(homes, fair, windowOf(fair, homes)).map(of => [of.customer, of.verdict]))
    const hotter = all.map(of => ({
      ...of,
      bills: of.bills.map((bill, month) => ({ ...bill, kwh: bill.kwh * (month < 12 ? 1 : 1 + 0.1 * Math.sin(month)) })),
    }))
    expect(verdicts([...all].reverse())).toEqual(verdicts(all))
    expect(verdicts(hotter)).toEqual(verdicts(all))
  })

  test.each<[string, Partial<Record<string, number>>, string]>([
    ['asks each month and 301 kWh of it', { kwh: 6 }, 'month_too_small'],
    ['and finds it in a large home', { kwh: 14 }, 'over_line'],
  ])('the rule of Huế %s', (_, { kwh = 6 }, reason) => {
    const large = billsOf(month => kwh * (month < 12 ? 1 : 0.9))
    expect(judge(home('X', large), savingPresets['hue-2024'])?.reason).toBe(reason)
  })

  test('the window of a rule is the last time that its months were billed', () => {
    const until = (month: number): Home[] => [home('X', billsOf(from(12, 1)).slice(0, month))]
    const named = (rule: SavingRule, homes: Home[]) => {
      const { from: begins, to } = windowOf(rule, homes)
      return [begins - first, to - first]
    }
    expect(named(fair, until(24))).toEqual([12, 23])
    expect(named(savingPresets['hue-2024'], until(24))).toEqual([16, 19])
    expect(named(savingPresets['hue-2024'], until(19))).toEqual([4, 7])
    expect(named({ ...fair, months: { from: 11, to: 2 } }, until(24))).toEqual([10, 13])
  })
})
