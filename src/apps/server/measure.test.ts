import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber } from '#kit/time'
import { measure } from './measure.ts'

const folder = mkdtempSync(join(tmpdir(), 'tri-an-measure-'))
const file = (name: string, text?: string): string => {
  const path = join(folder, name)
  if (text !== undefined) writeFileSync(path, text)
  return path
}
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a command and reads what it wrote: the heading, and the rows by column. */
async function run(command: string, options: Record<string, string>): Promise<Record<string, string>[]> {
  const out = file('out.csv')
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  expect(await measure(['measure', command, ...args, '--out', out])).toBe(0)
  const text = readFileSync(out, 'utf8')
  expect(text).not.toMatch(/NaN|Infinity|undefined|null/)
  const [head = '', ...rows] = text.trimEnd().split('\n')
  const names = head.split(',')
  return rows.map(row => Object.fromEntries(row.split(',').map((cell, at) => [names[at], cell])))
}

const first = dayNumber('2026-03-02')
let readings = ''
beforeAll(() => {
  const rows = ['customer,started_at,kwh']
  for (const [customer, share] of [
    ['saver', 0.2],
    ['other', 0],
  ] as const)
    for (let at = 0; at < 120 * 24; at++) {
      const [day, hour] = [Math.floor(at / 24), at % 24]
      const called = day >= 77 && day % 7 === 2 && hour >= 13 && hour < 16
      const kwh = (hour >= 7 && hour < 19 ? 300 : 120) * (1 + 0.02 * Math.sin(day * 1.9) + 0.015 * Math.sin(at * 2.7))
      rows.push(
        `${customer},${dayOfNumber(first + day)}T${String(hour).padStart(2, '0')}:00:00,${called ? kwh * (1 - share) : kwh}`,
      )
    }
  readings = file('readings.csv', rows.join('\n'))
})
const calls = [79, 86, 93, 100, 107, 114].map(
  (day, at) => `e${at},${dayOfNumber(first + day)}T13:00:00,${dayOfNumber(first + day)}T16:00:00,`,
)
const eventsFile = (more: string[] = []): string =>
  file('events.csv', ['event,starts_at,ends_at,customer', ...calls, ...more].join('\n'))

describe('measuring from files', () => {
  test('gives a row for each customer and event, and names who reduced', async () => {
    const rows = await run('events', { readings, events: eventsFile(), rule: 'default' })
    expect(rows).toHaveLength(12)
    for (const row of rows) expect(row.verdict).toBe(row.customer === 'saver' ? 'reduced' : 'not_reduced')
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...['customer', 'event', 'baseline_kwh', 'actual_kwh', 'reduction_kwh', 'reduction_pct', 'reduction_kw'],
      ...['low_kwh', 'high_kwh', 'factor', 'days_used', 'verdict', 'reason'],
    ])
  })

  test('gives a row for each customer over a season, and its audit', async () => {
    const audit = file('audit.csv')
    const rows = await run('season', { readings, events: eventsFile(), rule: 'default', audit })
    expect(rows.map(({ customer, event, verdict }) => [customer, event, verdict])).toEqual([
      ['other', 'season', 'not_reduced'],
      ['saver', 'season', 'reduced'],
    ])
    expect(readFileSync(audit, 'utf8')).toMatch(/^customer,ln_ratio_shift,standard_errors,flagged\nother,.*,no\n/)
  })

  test('names an event of the future, an unknown customer and an overlap in their rows', async () => {
    const day = dayOfNumber(first + 79)
    const events = eventsFile([
      'late,2035-01-02T13:00:00,2035-01-02T16:00:00,saver',
      `who,${day}T13:00:00,${day}T16:00:00,nobody`,
      `again,${day}T14:00:00,${day}T15:00:00,saver`,
    ])
    const rows = await run('events', { readings, events, rule: '10-in-10-20' })
    const reasonOf = (event: string): string | undefined => rows.find(row => row.event === event)?.reason
    expect([reasonOf('late'), reasonOf('who'), reasonOf('again')]).toEqual([
      'outside_readings',
      'unknown_customer',
      'overlapping_event',
    ])
  })

  test('takes a calendar and a rule from files', async () => {
    const calendar = file('calendar.csv', `date,kind\n${dayOfNumber(first + 79)},holiday`)
    const rule = file(
      'rule.json',
      JSON.stringify({ from: '10-in-10-20', gate: { times: 2, floor: 0.05, limit: 0.25, leastHistory: 20 } }),
    )
    const rows = await run('events', { readings, events: eventsFile(), rule, calendar })
    expect(rows.find(row => row.customer === 'saver' && row.event === 'e1')?.verdict).toBe('reduced')
    expect(rows.find(row => row.customer === 'saver' && row.event === 'e0')?.baseline_kwh).not.toBe('')
  })

  test('judges the shift to off-peak hours, and says when two years are not there', async () => {
    const options = { readings, schedule: '963-2026', base: '2025-03..2025-05', report: '2026-03..2026-05' }
    const rows = await run('shift', options)
    expect(rows.map(row => [row.verdict, row.reason])).toEqual(Array(2).fill(['cannot_tell', 'few_weeks']))
  })

  test('writes the SQL of a rule, and refuses a rule that it cannot say', async () => {
    const out = file('events.sql')
    const sql = (rule: string) => measure(['measure', 'sql', '--rule', rule, '--events', eventsFile(), '--out', out])
    expect(await sql('default')).toBe(0)
    expect(readFileSync(out, 'utf8')).toMatch(/insert into tri_an_events[^;]*'e5', '', [^;]*;/)
    await expect(sql('high-5-of-10')).rejects.toMatchObject({ code: 'meters.rule_not_portable' })
  })

  test('fits no weather to a year that was not read', async () => {
    const weather = file(
      'weather.csv',
      `started_at,temp_c\n${Array.from({ length: 24 }, (_, hour) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00,20`).join('\n')}`,
    )
    const rows = await run('caltrack-daily', { readings, weather, 'baseline-year': '2025', 'reporting-year': '2026' })
    expect(rows.map(row => row.model)).toEqual(['too_few_days', 'too_few_days'])
  })
})

describe('what is refused by name', () => {
  const day = '2026-05-20'
  test.each([
    ['an event that ends before it begins', `x,${day}T16:00:00,${day}T13:00:00,`, 'meters.bad_row'],
    ['an event through midnight', `x,${day}T22:00:00,2026-05-21T02:00:00,`, 'meters.bad_row'],
    ['an event at no time', 'x,soon,later,', 'meters.bad_row'],
  ])('%s', async (_, row, code) => {
    const options = [
      '--readings',
      readings,
      '--events',
      eventsFile([row]),
      '--rule',
      'default',
      '--out',
      file('no.csv'),
    ]
    await expect(measure(['measure', 'events', ...options])).rejects.toMatchObject({ code, values: { line: 8 } })
  })
  test('a rule that there is not, a rule file that is wrong, an option that is not given', async () => {
    const options = ['--readings', readings, '--events', eventsFile(), '--out', file('no.csv')]
    const wrong = file('wrong.json', '{"days": {"z": 1}}')
    const by = (rule: string): Promise<number> => measure(['measure', 'events', ...options, '--rule', rule])
    await expect(by('best')).rejects.toMatchObject({ code: 'meters.no_rule' })
    await expect(by(wrong)).rejects.toMatchObject({ code: 'meters.bad_rule', values: { setting: 'days.z' } })
    await expect(measure(['measure', 'events', ...options])).rejects.toMatchObject({ code: 'meters.no_option' })
  })

  const bill = (customer: string, year: number, month: number, kwh: number): string => {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
    const of = (day: number): string => `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`
    return `${customer},A,101-200,${of(1)},${of(last)},${kwh},read`
  }
  const bills = (more: string[] = []): string => {
    const rows = ['customer,area,size_band,from,to,kwh,kind']
    for (let home = 0; home < 70; home++)
      for (let month = 0; month < 24; month++) {
        const kwh = 200 * (1 + 0.03 * Math.sin(home * 12.9 + month * 78.2)) * (home === 0 && month >= 12 ? 0.88 : 1)
        rows.push(bill(`H${home}`, 2024 + Math.floor(month / 12), (month % 12) + 1, Math.round(kwh)))
      }
    return file('bills.csv', [...rows, ...more].join('\n'))
  }

  test('names the homes that saved, from bills', async () => {
    const rows = await run('saving', { bills: bills(), rule: 'default' })
    expect(rows.map(row => row.verdict)).toEqual(['saved', ...Array<string>(69).fill('not_saved')])
    expect(Number(rows[0]?.saving_pct)).toBeCloseTo(12, -0.5)
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...['customer', 'baseline_kwh', 'actual_kwh', 'saving_kwh', 'saving_pct', 'low_pct', 'high_pct'],
      ...['verdict', 'reason'],
    ])
    const own = file('own.json', JSON.stringify({ from: 'default', line: 0.2 }))
    expect((await run('saving', { bills: bills(), rule: own }))[0]).toMatchObject({
      verdict: 'not_saved',
      reason: 'under_line',
    })
  })

  test.each([
    ['H1,A,101-200,2025-02-30,2025-03-01,5,read', /from is no day: 2025-02-30/],
    ['H1,A,101-200,2025-03-02,2025-03-01,5,read', /ends before it begins/],
    ['H1,A,101-200,2025-03-01,2025-03-31,-5,read', /kwh is no amount: -5/],
    ['H1,A,101-200,2025-03-01,2025-03-31,,read', /kwh is no amount/],
    ['H1,A,101-200,2025-03-01,2025-03-31,5,guessed', /kind is read or estimated/],
    [',A,101-200,2025-03-01,2025-03-31,5,read', /has no customer/],
  ])('refuses a bill by its line: %s', async (row, says) => {
    const asked = measure(['measure', 'saving', '--bills', bills([row]), '--rule', 'default', '--out', file('x.csv')])
    await expect(asked).rejects.toMatchObject({
      code: 'meters.bad_row',
      values: { line: 1682, says: expect.stringMatching(says) },
    })
  })

  test('refuses a contest by the name of what is wrong with it', async () => {
    const wrong = file('wrong.json', JSON.stringify({ gate: { times: -1 } }))
    for (const [rule, code] of [
      ['nobody', 'meters.no_rule'],
      [wrong, 'meters.bad_rule'],
    ] as const)
      await expect(
        measure(['measure', 'saving', '--bills', bills(), '--rule', rule, '--out', file('x.csv')]),
      ).rejects.toMatchObject({ code })
  })
})
