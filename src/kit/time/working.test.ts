import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  addWorkingMinutes,
  isoDay,
  isWorkingDay,
  momentOf,
  officeHours,
  workingMinutesBetween,
  workingTime,
} from './index.ts'

const office = workingTime()
const moment = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
})
const at = (text: string) => momentOf(text.slice(0, 10), text.slice(11))

describe('working time', () => {
  test.each([
    ['in the morning', '2026-12-08 08:00', 60, '2026-12-08 09:00'],
    ['over noon', '2026-12-08 11:00', 60, '2026-12-08 14:00'],
    ['to the very end of the morning', '2026-12-08 11:00', 30, '2026-12-08 11:30'],
    ['from the noon rest', '2026-12-08 12:15', 1, '2026-12-08 13:31'],
    ['over the night', '2026-12-08 16:30', 60, '2026-12-09 08:00'],
    ['over the weekend', '2026-12-11 16:30', 60, '2026-12-14 08:00'],
    ['from a Sunday', '2026-12-13 09:00', 1, '2026-12-14 07:31'],
    ['over Tết 2026', '2026-02-13 17:00', 1, '2026-02-23 07:31'],
    ['a Saturday worked in exchange', '2024-05-03 17:00', 1, '2024-05-04 07:31'],
    ['no time at all', '2026-12-13 09:00', 0, '2026-12-13 09:00'],
  ])('is added %s', (_, from, minutes, until) =>
    expect(addWorkingMinutes(office, at(from), minutes)).toEqual(at(until)),
  )

  test('between a morning and the next is one working day of 450 minutes', () => {
    expect(workingMinutesBetween(office, at('2026-12-08 07:30'), at('2026-12-09 07:30'))).toBe(450)
    expect(workingMinutesBetween(office, at('2026-12-09 07:30'), at('2026-12-08 07:30'))).toBe(-450)
  })

  test('what was added is what lies between', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 100_000 }), (from, minutes) => {
        expect(workingMinutesBetween(office, from, addWorkingMinutes(office, from, minutes))).toBe(minutes)
      }),
    )
  })

  test('who starts later is never done earlier; more work never takes less time', () => {
    const some = fc.integer({ min: 1, max: 20_000 })
    fc.assert(
      fc.property(moment, moment, some, some, (a, b, m, n) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        expect(addWorkingMinutes(office, early, m) <= addWorkingMinutes(office, late, m)).toBe(true)
        expect(addWorkingMinutes(office, a, Math.min(m, n)) <= addWorkingMinutes(office, a, Math.max(m, n))).toBe(true)
      }),
    )
  })

  test('a deadline lies within working time, at the first moment when the minutes have passed', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 20_000 }), (from, minutes) => {
        const due = addWorkingMinutes(office, from, minutes)
        expect(isWorkingDay(office, isoDay(due))).toBe(true)
        const justBefore = new Date(due.getTime() - 1)
        expect(workingMinutesBetween(office, from, justBefore)).toBe(minutes - 1)
      }),
    )
  })

  test('is counted in days too', () => {
    expect(addWorkingDays(office, '2026-12-11', 1)).toBe('2026-12-14')
    expect(addWorkingDays(office, '2026-12-12', 0)).toBe('2026-12-14')
    expect(addWorkingDays(office, '2026-12-10', 0)).toBe('2026-12-10')
    expect(addWorkingDays(office, '2026-02-13', 5)).toBe('2026-02-27')
  })

  test('is configurable: a crew works on Saturdays and through noon', () => {
    const crew = workingTime({ weekdays: [1, 2, 3, 4, 5, 6], spans: [{ from: '06:00', until: '18:00' }] })
    expect(addWorkingMinutes(crew, at('2026-12-11 17:00'), 120)).toEqual(at('2026-12-12 07:00'))
  })

  test.each([
    ['spans that overlap', { spans: [...officeHours.spans, { from: '11:00', until: '12:00' }] }],
    ['a span that runs backwards', { spans: [{ from: '12:00', until: '08:00' }] }],
    ['a time that is none', { spans: [{ from: '7:30', until: '25:00' }] }],
    ['no spans', { spans: [] }],
    ['an eighth weekday', { weekdays: [8] }],
  ])('%s is refused', (_, rules) => expect(() => workingTime(rules)).toThrow(RangeError))

  test('rules under which nobody ever works are refused, not searched for ever', () => {
    const never = workingTime({ weekdays: [] })
    expect(() => addWorkingMinutes(never, at('2030-12-11 17:00'), 1)).toThrow('nobody ever works')
    expect(() => addWorkingDays(never, '2030-12-11', 1)).toThrow('nobody ever works')
    expect(() => addWorkingMinutes(office, at('2026-12-11 17:00'), -1)).toThrow(RangeError)
    expect(() => addWorkingMinutes(office, at('2026-12-11 17:00'), Number.NaN)).toThrow(RangeError)
  })
})
