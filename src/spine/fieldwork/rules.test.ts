import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkKind } from '#kit/wire/work.ts'
import {
  clockOf,
  happened,
  judgeReading,
  lackingOf,
  readReading,
  startRefused,
  windowRefused,
  wrongAnswers,
} from './rules.ts'

const says = { vi: 'Việc', en: 'Work' }
const form: WorkKind = {
  name: 'repair',
  says,
  about: says,
  fields: [
    { name: 'trouble', says, needed: true, takes: { kind: 'choice', of: [{ name: 'sparks', says }] } },
    { name: 'capacity', says, needed: false, takes: { kind: 'number', unit: 'kVA', least: 10, most: 100 } },
  ],
  promise: { minutes: 450, counts: 'working', source: says, confirmed: true },
  permit: true,
  checks: [{ name: 'off', says }],
  readings: [
    { name: 'insulation', says, unit: 'MΩ', decimals: 1, least: 0, most: 2000, safe: { from: 0.5 }, needed: true },
  ],
  photos: [
    { name: 'before', says, needed: true },
    { name: 'extra', says, needed: false },
  ],
  counts: [],
}
const at = (text: string): Date => new Date(`${text}+07:00`)

describe('the clock of a promise', () => {
  const { promise } = form
  test.each([
    ['Monday morning: one working day later, at the same hour', '2026-12-07T09:00', '2026-12-08T09:00'],
    ['Friday afternoon: over the weekend', '2026-12-11T16:00', '2026-12-14T16:00'],
    ['Saturday: as of Monday', '2026-12-12T10:00', '2026-12-14T17:00'],
    ['at noon: as of the afternoon', '2026-12-07T12:00', '2026-12-08T11:30'],
  ])('%s', (_, asked, due) => {
    expect(clockOf(at(asked), [], promise, at(asked)).dueAt).toEqual(at(due))
  })

  test('rests while we wait for the customer, and what it rested is added', () => {
    const steps = [
      { move: 'take', at: at('2026-12-07T10:00') },
      { move: 'wait', at: at('2026-12-07T15:00') },
      { move: 'resume', at: at('2026-12-09T15:00') },
    ]
    const now = at('2026-12-08T15:00')
    expect(clockOf(at('2026-12-07T09:00'), steps.slice(0, 2), promise, now).state).toBe('paused')
    const after = clockOf(at('2026-12-07T09:00'), steps, promise, at('2026-12-10T08:59'))
    expect([after.state, after.dueAt]).toEqual(['running', at('2026-12-10T09:00')])
  })

  test('is kept or broken by when the work was done, and runs again when it was sent back', () => {
    const done = [{ move: 'finish', at: at('2026-12-08T08:00') }]
    expect(clockOf(at('2026-12-07T09:00'), done, promise, at('2026-12-20T09:00')).state).toBe('kept')
    const again = [...done, { move: 'sendBack', at: at('2026-12-09T08:00') }]
    expect(clockOf(at('2026-12-07T09:00'), again, promise, at('2026-12-09T09:00')).state).toBe('broken')
  })

  test('counts every hour where somebody is always on call', () => {
    const always = { ...promise, minutes: 120, counts: 'always' as const }
    expect(clockOf(at('2026-12-12T23:00'), [], always, at('2026-12-12T23:00')).dueAt).toEqual(at('2026-12-13T01:00'))
  })

  test('no rest ever makes the promise end earlier', () => {
    const minutes = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(minutes, minutes, (first, rest) => {
        const asked = at('2026-12-07T09:00')
        const wait = new Date(asked.getTime() + first * 60_000)
        const resume = new Date(wait.getTime() + rest * 60_000)
        const steps = [
          { move: 'wait', at: wait },
          { move: 'resume', at: resume },
        ]
        const plain = clockOf(asked, [], promise, resume).dueAt
        expect(clockOf(asked, steps, promise, resume).dueAt.getTime()).toBeGreaterThanOrEqual(plain.getTime())
      }),
      { numRuns: 60 },
    )
  })
})

test('a phone whose clock is years off counts as of now, and says so', () => {
  const now = at('2026-12-10T09:00')
  expect(happened(at('2031-01-01T00:00'), now)).toEqual({ at: now, suspect: true })
  expect(happened(at('2023-12-10T09:00'), now)).toEqual({ at: now, suspect: true })
  expect(happened(at('2026-12-10T08:00'), now)).toEqual({ at: at('2026-12-10T08:00'), suspect: false })
})

test('no live work begins without its permit, outside the outage, or before the place is isolated', () => {
  const permit = { outageFrom: at('2026-12-10T08:00'), outageUntil: at('2026-12-10T11:00') }
  const start = { at: at('2026-12-10T09:00'), isolated: true }
  expect(startRefused(form, undefined, start)).toBe('fieldwork.no_permit')
  expect(startRefused(form, permit, { ...start, at: at('2026-12-10T11:01') })).toBe('fieldwork.outside_outage')
  expect(startRefused(form, permit, { ...start, isolated: false })).toBe('fieldwork.not_isolated')
  expect(startRefused(form, permit, start)).toBeUndefined()
  expect(startRefused({ permit: false }, undefined, start)).toBeUndefined()
})

test.each([
  ['0,5', 0.5],
  ['0.5', 0.5],
  [' 12 ', 12],
  ['500k', undefined],
  ['1e9', undefined],
  ['', undefined],
])('"%s" is read as %s', (text, value) => {
  expect(readReading(text)).toBe(value)
})

test('a reading is fine, unsafe, or a slip of the finger', () => {
  const [reading] = form.readings
  if (!reading) throw new Error('no reading')
  expect([0.5, 0.05, -1, 2001].map(value => judgeReading(reading, value))).toEqual(['fine', 'unsafe', 'slip', 'slip'])
})

test('work is done when nothing that its kind asks for is missing', () => {
  const whole = {
    checks: ['off'],
    readings: { insulation: 2 },
    slots: ['before', 'signature'],
    signed: 'customer' as const,
    note: '',
  }
  const lacks = (change: object): string[] =>
    lackingOf(form, { ...whole, ...change }).map(({ what, name }) => `${what} ${name}`.trim())
  expect(lacks({})).toEqual([])
  expect(lacks({ checks: [], readings: {}, slots: [] })).toEqual([
    'check off',
    'reading insulation',
    'photo before',
    'signature',
  ])
  expect(lacks({ readings: { insulation: 0.05 } })).toEqual(['unsafe insulation'])
  expect(lacks({ signed: 'witness', slots: ['before', 'thumbprint'] })).toEqual(['witness'])
  expect(lacks({ signed: 'absent', slots: ['before'] })).toEqual(['reason'])
  expect(lacks({ signed: 'absent', slots: ['before'], note: 'Nhà khoá cửa' })).toEqual([])
})

test('answers are what the kind asks for, and nothing else', () => {
  const wrong = (answers: Record<string, string | number>): string[] =>
    wrongAnswers(form.fields, answers).map(({ name, code }) => `${name}: ${code}`)
  expect(wrong({ trouble: 'sparks', capacity: 50 })).toEqual([])
  expect(wrong({ capacity: 5 })).toEqual(['trouble: required', 'capacity: too_small'])
  expect(wrong({ trouble: 'flood', bank: 'x' })).toEqual(['trouble: not_listed', 'bank: unknown_key'])
})

test.each([
  ['2026-12-09', '08:00', '10:00', 'fieldwork.day_over'],
  ['2027-03-01', '08:00', '10:00', 'fieldwork.day_too_far'],
  ['2026-12-11', '10:00', '08:00', 'fieldwork.window_backwards'],
  ['2026-12-11', '08:00', '10:00', undefined],
])('a visit on %s from %s to %s: %s', (day, from, until, refused) => {
  expect(windowRefused({ day, from, until }, '2026-12-10', '2027-02-08')).toBe(refused)
})
