import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentOf, workingTime } from '#kit/time'
import { clockOf, type EventKind, eventKinds, likeness, soundsDangerous } from './rules.ts'

const time = workingTime()
/** One working day of 450 minutes, and a pause of at most two. */
const promised = { answerMinutes: 450, mostPauseMinutes: 900 }
const at = (text: string): Date => momentOf(text.slice(0, 10), text.slice(11))
const log = (...events: [EventKind, string][]) => events.map(([kind, when]) => ({ kind, at: at(when) }))
const clock = (events: ReturnType<typeof log>, now: string) => clockOf(events, promised, time, at(now))

describe('the clock of a question', () => {
  test('asked on Friday afternoon, it is due on Monday afternoon', () => {
    // 4 December 2026 is a Friday; 60 minutes are left of it.
    expect(clock(log(['received', '2026-12-04 16:00']), '2026-12-07 09:00')).toEqual({
      dueAt: at('2026-12-07 16:00'),
      closedAt: null,
      inTime: null,
    })
  })

  test('rests while the asker is awaited, and runs again when they reply', () => {
    const events = log(['received', '2026-12-07 07:30'], ['waiting', '2026-12-07 09:30'])
    expect(clock(events, '2026-12-07 11:30').dueAt).toEqual(at('2026-12-08 09:30'))
    const replied = [...events, ...log(['resumed', '2026-12-08 07:30'])]
    expect(clock(replied, '2026-12-08 16:00').dueAt).toEqual(at('2026-12-08 15:00'))
    expect(clock([...replied, ...log(['answered', '2026-12-08 15:00'])], '2027-01-01 00:00').inTime).toBe(true)
    expect(clock([...replied, ...log(['answered', '2026-12-08 15:01'])], '2027-01-01 00:00').inTime).toBe(false)
  })

  test('does not rest for ever, however often somebody is awaited', () => {
    const once = log(['received', '2026-12-07 07:30'], ['waiting', '2026-12-07 07:30'])
    expect(clock(once, '2026-12-31 09:00').dueAt).toEqual(at('2026-12-09 17:00'))
    const twice = [...once, ...log(['resumed', '2026-12-09 17:00'], ['waiting', '2026-12-10 07:30'])]
    expect(clock(twice, '2026-12-31 09:00').dueAt).toEqual(at('2026-12-09 17:00'))
  })

  test('begins anew when it was not solved', () => {
    const events = log(
      ['received', '2026-12-07 07:30'],
      ['answered', '2026-12-07 08:00'],
      ['reopened', '2026-12-14 07:30'],
    )
    expect(clock(events, '2026-12-14 08:00')).toMatchObject({ dueAt: at('2026-12-14 17:00'), closedAt: null })
  })

  test('is a function of the log: yesterday’s answer can be given again, and what is closed stays as it was', () => {
    const logs = fc.array(fc.tuple(fc.constantFrom(...eventKinds), fc.integer({ min: 0, max: 60 * 24 * 40 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(logs, fc.nat(60 * 24 * 40), (drawn, later) => {
        const startMs = at('2026-12-01 08:00').getTime()
        const events = [...drawn]
          .sort((a, b) => a[1] - b[1])
          .map(([kind, minute]) => ({ kind, at: new Date(startMs + minute * 60_000) }))
        const all = [{ kind: 'received' as const, at: new Date(startMs) }, ...events]
        const now = new Date(startMs + 60 * 24 * 40 * 60_000)
        const first = clockOf(all, promised, time, now)
        expect(clockOf(all, promised, time, now)).toEqual(first)
        const after = clockOf(all, promised, time, new Date(now.getTime() + later * 60_000))
        if (first.closedAt) expect(after).toEqual(first)
        else expect(after.dueAt >= first.dueAt).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('words', () => {
  test('two that ask the same are alike, whatever their marks; two that do not are not', () => {
    const asked = 'Bao giờ thay trạm biến áp ấp Hoà Phú?'
    expect(likeness(asked, 'bao gio thay tram bien ap ap hoa phu')).toBe(1)
    expect(likeness(asked, 'Khi nào điện lực thay trạm biến áp ấp Hòa Phú vậy')).toBeGreaterThan(0.35)
    expect(likeness(asked, 'Hoá đơn tháng này cao quá')).toBeLessThan(0.1)
    expect(likeness('', asked)).toBe(0)
  })

  test.each([
    ['Dây điện đứt trước cổng trường', true],
    ['nha toi bi ro dien', true],
    ['Cháy công tơ', true],
    ['Máy bơm chạy yếu', false],
    ['Hoá đơn cao', false],
  ])('%s: danger %s', (text, danger) => {
    expect(soundsDangerous(text)).toBe(danger)
  })
})
