import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inThreads } from '#kit/threads'
import { dayNumber, dayOfNumber } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { planStore } from '#spine/meters'
import { loadRoutes } from '#spine/meters/routes.ts'
import { recognitionRoutes as recognition } from '#spine/recognition/routes.ts'
import { newShiftWorld } from './load-shift.world.ts'
import { routes } from './routes.ts'
import { usualSettings } from './rules-judge.ts'
import type { WhyPage } from './rules-measure.ts'
import type { MeasuredPiece } from './service-piece.ts'
import { type Piece, piecesOf, readInput } from './service-readings.ts'
import { type Given, snapshotOf } from './service-snapshot.ts'

/* Files as they come when something is wrong with them: from the door of the imports to the verdict on the page. */
const world = await newShiftWorld()
afterAll(() => world.close())
const { who, signed } = world
const { own } = world.units
const [first, last] = [dayNumber('2026-03-02'), dayNumber('2026-07-26')]
const eventDays = ['2026-06-03', '2026-06-10', '2026-06-18', '2026-06-25', '2026-07-02', '2026-07-09', '2026-07-16']
const called = new Set(eventDays.map(dayNumber))
const periods = { base: { from: '2026-03-02', to: '2026-04-26' }, report: { from: '2026-05-04', to: '2026-07-24' } }
const pad = (n: number): string => String(n).padStart(2, '0')

/** A works of 400 kW from 7 to 19 that halves its load at the events, in kWh of an interval. */
const kwhOf = (day: number, hour: number, minutes: number): number => {
  const load = (hour >= 7 && hour < 19 ? 400 : 100) * (1 + 0.02 * Math.sin(day * 1.9 + hour))
  return ((called.has(day) && hour >= 13.5 && hour < 16.5 ? load / 2 : load) * minutes) / 60
}
type Rows = { minutes?: (day: number) => number; value?: (kwh: number, day: number, hour: number) => number }
function rowsOf(code: string, { minutes = () => 30, value = kwh => kwh }: Rows = {}): string {
  const lines: string[] = []
  for (let day = first; day <= last; day++)
    for (let at = 0; at < 1440; at += minutes(day)) {
      const kwh = value(kwhOf(day, at / 60, minutes(day)), day, at / 60)
      lines.push(`${code},${dayOfNumber(day)} ${pad(Math.floor(at / 60))}:${pad(at % 60)},${kwh.toFixed(3)}`)
    }
  return `${lines.join('\n')}\n`
}

/** An enterprise under agreement with one metering point, known for what it uses in a year. */
async function metered(code: string): Promise<string> {
  const { id, customers } = await signed(`Công ty ${code}`)
  const [customer, contract] = [customers[0]?.id, uuidv7()]
  const put = (text: string, values: unknown[]) => world.owner.pool.query(text, values)
  await put(
    `insert into customers.contracts (id, number, customer_id, from_day, as_of) values ($1, $2, $3, '2020-01-01', '2020-01-01')`,
    [contract, `HD${code}`, customer],
  )
  await put(
    `insert into customers.points (id, code, customer_id, contract_id, from_day, as_of) values ($1, $2, $3, $4, '2020-01-01', '2020-01-01')`,
    [uuidv7(), code, customer, contract],
  )
  return id
}

async function bring(text: string, more: { unit?: 'kwh' | 'kw' | 'wh'; zone?: string } = {}) {
  const clerk = who('clerk')
  const { id } = (await clerk.call(loadRoutes.begin, { unitId: own, name: 'so-do.csv' })).body
  await clerk.call(loadRoutes.part, {
    id,
    at: 0,
    bytes: Buffer.from(`customer,started_at,kwh\n${text}`).toString('base64'),
  })
  await clerk.call(loadRoutes.finish, { id })
  await clerk.call(loadRoutes.take, { id, unit: more.unit ?? 'kwh', times: 1, zone: more.zone ?? null })
  await world.runJobs()
  const { body } = await clerk.call(loadRoutes.load, { id })
  expect(body).toMatchObject({ state: 'taken' })
  return body
}

const ids: Record<string, string> = {}
const lines = new Map<string, { verdict: string; reasons: readonly string[]; page: WhyPage; text: string }>()
const of = (code: string) => {
  const line = lines.get(ids[code] ?? '')
  if (!line) throw new Error(`${code} was not measured`)
  return line
}

beforeAll(async () => {
  for (const code of ['GOOD', 'MIXED', 'SPIKE', 'LOST', 'CLOCK', 'SILENT']) ids[code] = await metered(code)
  const text = ['event,starts_at,ends_at,noticed_at']
    .concat(eventDays.map((day, at) => `SK-${at + 1},${day} 13:30,${day} 16:30,${day} 12:30`))
    .join('\n')
  await who('planner').call(routes.importEvents, { unitId: own, text, reason: 'Nắng nóng', write: true })
})

describe('what is wrong with a file is said when it is taken in', () => {
  test('three lengths of interval in one meter keep their energy', async () => {
    const minutes = (day: number): number => [15, 30, 60][day % 3] ?? 60
    const load = await bring(rowsOf('GOOD') + rowsOf('MIXED', { minutes }))
    expect(load.findings.coarse_days).toBeGreaterThan(90)
    expect(load.kwhStored).toBeCloseTo(load.kwhIn ?? 0, 3)
  })

  test('one reading of 1e9, and one that says nothing', async () => {
    const [spiked, lost] = [dayNumber('2026-06-10'), dayNumber('2026-06-18')]
    const at = (one: number) => (kwh: number, day: number, hour: number) => (day === one && hour === 14 ? 1e9 : kwh)
    const rows = rowsOf('LOST').replaceAll(new RegExp(`LOST,${dayOfNumber(lost)} 1[45].*\n`, 'g'), '')
    expect((await bring(rowsOf('SPIKE', { value: at(spiked) }) + rows)).findings).toMatchObject({
      spike: 1,
      missing: 4,
    })
  })

  test('a day of 23 hours and one of 25, on a clock that jumps', async () => {
    const year = Array.from({ length: 24 * 300 }, (_, hour) => {
      const utc = new Date(Date.UTC(2026, 1, 1, hour)).toISOString().slice(0, 16).replace('T', ' ')
      return `CLOCK,${utc},${50 + (hour % 24)}`
    })
    const load = await bring(`${year.join('\n')}\n`, { zone: 'Europe/London' })
    expect(load.findings).toMatchObject({ repeated_hour: 1, missing: expect.any(Number) })
  })

  test('Wh taken as kWh is told as a use out of all proportion', async () => {
    await world.owner.pool.query(
      `insert into customers.large_marks (customer_id, yearly_kwh, from_day)
        select customer_id, 1800000, '2026-01-01' from customers.points where code = 'GOOD'`,
    )
    const load = await bring(rowsOf('GOOD', { value: kwh => kwh * 1000 }))
    expect(load.findings.unlike_use).toBe(1)
    // The right unit later: the newer file holds.
    expect((await bring(rowsOf('GOOD', { value: kwh => kwh * 1000 }).concat('\n'), { unit: 'wh' })).findings).toEqual(
      {},
    )
  })
})

describe('and every one of them gets a verdict with its reason', () => {
  beforeAll(async () => {
    const planner = who('planner')
    const thanks = [{ ground: 'measured', words: 'Quà' }]
    const more = { settings: { ...usualSettings }, thanks, objectDays: 10, answerDays: 5, note: '' }
    const written = await planner.call(recognition.write, {
      unitId: own,
      editionId: world.edition,
      kind: 'load-shift',
      title: 'Tiêu chí',
      ...more,
    })
    const id = written.body.id
    await planner.call(recognition.send, { id })
    await who('approver').call(recognition.approveCriteria, { id })
    await planner.call(recognition.publish, { id })
    const { body } = await planner.call(routes.measure, { unitId: own, criteriaId: id, ...periods })
    await world.runJobs()
    const { body: list } = await planner.call(recognition.candidates, { id: body.run })
    for (const one of list.candidates) {
      const { body: line } = await planner.call(recognition.candidate, { id: body.run, line: one.id })
      const { verdict, reasons } = one
      lines.set(one.partyId, { verdict, reasons, page: line.why as WhyPage, text: JSON.stringify([one, line]) })
    }
  })
  const eventOf = (code: string, at: number) => of(code).page.events[at]

  test('the sound meter and the mixed one tell the same', () => {
    for (const code of ['GOOD', 'MIXED']) {
      expect(of(code).verdict).toBe('reduced')
      expect(eventOf(code, 3)?.reductionPct).toBeCloseTo(50, -1)
    }
  })

  test('an event with a reading of 1e9 or without one cannot be told; the others can', () => {
    expect(eventOf('SPIKE', 1)).toMatchObject({ verdict: 'cannot_tell', why: 'event_unread', reductionKwh: null })
    expect(eventOf('LOST', 2)).toMatchObject({ verdict: 'cannot_tell', why: 'event_unread', reductionKwh: null })
    for (const code of ['SPIKE', 'LOST']) expect(of(code).verdict).toBe('reduced')
  })

  test('a meter that never reports, and one whose clock jumps', () => {
    expect(of('SILENT')).toMatchObject({ verdict: 'cannot_tell' })
    expect(of('SILENT').reasons).toContain('never_read')
    // Its hours are whole ones, the event's are not.
    expect(eventOf('CLOCK', 0)).toMatchObject({ verdict: 'cannot_tell', why: 'unaligned_hours', baselineKwh: null })
  })

  test('no page holds a number that is none', () => {
    expect(lines.size).toBe(6)
    for (const { text } of lines.values()) expect(text).not.toMatch(/NaN|Infinity/)
  })

  test('pieces in threads give the lines and the inputs that one thread gives', async () => {
    const given: Given = {
      ...periods,
      events: [],
      rule: 'default',
      schedule: '963-2026',
      asOf: world.now().toISOString(),
    }
    const [snapshot, plan] = await world.within({ units: [own] }, async tx => [
      await snapshotOf(tx, own, given),
      await planStore({ tx, ports: { meters: world.folders.meters } }, { from: '2026-03-02', until: '2026-07-24' }),
    ])
    const measured = async (size: number) => {
      const module = new URL('./service-piece.ts', import.meta.url)
      const pieces = piecesOf(plan, snapshot.parties, size)
      const answers: MeasuredPiece[] = []
      for await (const one of inThreads<Given, Piece, MeasuredPiece>(module, given, pieces, 2)) answers.push(one)
      return [
        answers.flatMap(one => one.lines).sort(),
        readInput(
          'x',
          answers.flatMap(one => one.hashes),
        ),
      ] as const
    }
    const whole = await measured(100)
    expect(whole).toEqual(await measured(2))
    expect([whole[0].length, whole[1].rows]).toEqual([6, 5])
  })
})
