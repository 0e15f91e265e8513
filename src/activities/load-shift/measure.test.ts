import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayNumber } from '#kit/time'
import { uuidv7 } from '#kit/wire'
import { recognitionRoutes as recognition } from '#spine/recognition/routes.ts'
import { type Enterprise, newShiftWorld } from './load-shift.world.ts'
import { type Load, layReadings } from './readings.world.ts'
import { routes } from './routes.ts'
import { usualSettings } from './rules-judge.ts'
import type { WhyPage } from './rules-measure.ts'

const world = await newShiftWorld()
afterAll(() => world.close())
const { who, signed } = world
const { own } = world.units

const eventDays = ['2026-06-03', '2026-06-10', '2026-06-18', '2026-06-25', '2026-07-02', '2026-07-09', '2026-07-16']
const called = new Set(eventDays.map(dayNumber))
/** A works that runs from 7 to 19; cuts its load at the events by a share. */
const works =
  (cut: number, kw = 400, noise = 0.02): Load =>
  (day, slot) => {
    const open = slot >= 14 && slot < 38
    const level =
      (open ? kw : kw / 4) * (1 + noise * Math.sin(day * 1.9) + (noise / 2) * Math.sin((day * 48 + slot) * 2.7))
    const event = called.has(day) && slot >= 27 && slot < 33
    return (level * (event ? 1 - cut : 1)) / 2
  }
/** One whose afternoons nobody could foretell from its mornings. */
const wild: Load = (day, slot) => {
  const chance = Math.abs(Math.sin(day * 12.9898) * 43_758.5453) % 1
  return slot < 26 ? 100 : 20 + 180 * chance
}

const phones = { thanked: '0966000301', not: '0966000302' }
type Signed = Enterprise & { agreement: string }
let [saver, still, unread, noisy] = [] as unknown as [Signed, Signed, Signed, Signed]
let criteria = ''

const content = {
  kind: 'load-shift',
  title: 'Tiêu chí tri ân điều chỉnh phụ tải 2026',
  note: 'Xét trên số đo của công tơ.',
  settings: { ...usualSettings },
  thanks: [
    { ground: 'took_part', words: 'Thư cảm ơn' },
    { ground: 'measured', words: 'Quà tri ân', amountVnd: '2000000' },
  ],
  objectDays: 10,
  answerDays: 5,
}

/** Sent by the planner, approved by another, published. */
async function publish(id: string): Promise<void> {
  await who('planner').call(recognition.send, { id })
  await who('approver').call(recognition.approveCriteria, { id })
  expect((await who('planner').call(recognition.publish, { id })).status).toBe(200)
}

beforeAll(async () => {
  saver = await signed('Công ty Thuỷ sản Sông Cửa Lớn', phones.thanked)
  still = await signed('Cơ sở nước đá Hồng Phát', phones.not)
  unread = await signed('Công ty Chưa có số đo')
  noisy = await signed('Lò nung Thất thường')
  const customers = [saver, still, noisy].map(one => one.customers[0]?.id ?? '')
  const loads = [works(0.25), works(0), wild]
  await layReadings(
    world,
    { from: '2026-01-05', until: '2026-08-02' },
    new Map(customers.map((id, at) => [id, loads[at] as Load])),
  )
  const paste = [
    'event,starts_at,ends_at,noticed_at',
    ...eventDays.map((day, at) => `SK-${at + 1},${day} 13:30,${day} 16:30,${day} 12:30`),
  ]
  await who('planner').call(routes.importEvents, {
    unitId: own,
    text: paste.join('\n'),
    reason: 'Nắng nóng',
    write: true,
  })
  const { body } = await who('planner').call(routes.events, {})
  for (const event of body.events.slice(0, 2))
    for (const one of [saver, noisy]) {
      const at = { agreementIds: [one.agreement], how: 'paper' as const }
      await who('clerk').call(routes.acknowledge, { id: event.id, ...at, at: event.noticedAt })
      await who('clerk').call(routes.act, { id: event.id, ...at, what: 'Dừng dây chuyền 2' })
    }
})

const periods = { base: { from: '2026-02-02', to: '2026-04-26' }, report: { from: '2026-05-04', to: '2026-07-26' } }
const measure = (more: object = {}) =>
  who('planner').call(routes.measure, { unitId: own, criteriaId: criteria, ...periods, ...more })

describe('from call to thanks', () => {
  let run = ''

  test('nothing is measured before criteria are published; a trial shows no names', async () => {
    const written = await who('planner').call(recognition.write, { unitId: own, editionId: world.edition, ...content })
    criteria = written.body.id
    expect((await measure()).body.code).toBe('recognition.not_published')
    const trial = await measure({ trial: true })
    await world.runJobs()
    expect((await who('planner').call(recognition.run, { id: trial.body.run })).body.tally).toMatchObject({
      candidates: 4,
    })
    expect((await who('planner').call(recognition.candidates, { id: trial.body.run })).status).toBe(409)
  })

  test('everybody is measured in the background and frozen, with progress', async () => {
    await publish(criteria)
    const opened = await measure()
    expect(opened.body).toMatchObject({ run: expect.any(String) })
    run = opened.body.run
    await world.runJobs()
    const { body } = await who('planner').call(recognition.run, { id: run })
    expect(body).toMatchObject({ state: 'computed', rows: 4, progress: { done: 5, of: 5, ended: true } })
    expect(body.frozen?.inputs.map(one => one.name)).toEqual(['load-shift/calls', expect.stringMatching(/^readings\//)])
    const { body: list } = await who('planner').call(recognition.candidates, { id: run })
    const by = Object.fromEntries(list.candidates.map(one => [one.partyId, [one.verdict, one.grounds, one.reasons]]))
    expect(by[saver.id]).toEqual(['reduced', ['took_part', 'measured'], ['events_reduced', 'season_reduced']])
    expect(by[still.id]).toEqual(['not_reduced', [], ['few_reduced', 'not_acknowledged']])
    expect(by[unread.id]).toEqual(['cannot_tell', [], ['never_read', 'not_acknowledged']])
    expect(by[noisy.id]?.slice(0, 2)).toEqual(['cannot_tell', ['took_part']])
  })

  test('the page of one says which days were compared, with what curve, and why', async () => {
    const { body: list } = await who('planner').call(recognition.candidates, { id: run })
    const line = list.candidates.find(one => one.partyId === saver.id)?.id ?? ''
    const { body } = await who('planner').call(recognition.candidate, { id: run, line })
    const page = body.why as WhyPage
    expect(page.events).toHaveLength(7)
    const event = page.events[3] as WhyPage['events'][number]
    expect(event).toMatchObject({ verdict: 'reduced', adjusting: [[expect.any(Number), 12]], acknowledgedAt: null })
    expect(event.actualKw).toHaveLength(48)
    expect(event.reductionPct).toBeGreaterThan(22)
    expect(event.reductionPct).toBeLessThan(28)
    expect(event.days.filter(day => day.why === 'used')).toHaveLength(event.daysUsed)
    expect(new Set(event.days.map(day => day.why))).toEqual(new Set(['used', 'other_kind', 'event']))
    const sparks = await who('planner').call(routes.sparks, { run, lines: line })
    expect(sparks.body.sparks[0]?.events.map(one => one.verdict)).toEqual(eventDays.map(() => 'reduced'))
  })

  test('the curve of an event adds up all who were called', async () => {
    const { body: all } = await who('planner').call(routes.events, {})
    const { body } = await who('planner').call(routes.curve, { id: all.events[2]?.id ?? '' })
    expect(body).toMatchObject({
      run,
      parties: 4,
      slots: 48,
      from: 13.5,
      verdicts: { reduced: 1, not_reduced: 1, cannot_tell: 2 },
    })
    expect(body.actualKw[30]).toBeLessThan(body.expectedKw[30] as number)
  })

  test('nobody approves their own result; another does, and what was reduced counts', async () => {
    const { body: reviewed } = await who('planner').call(recognition.review, { id: run })
    const approve = (name: string) =>
      who(name).call(recognition.approve, { id: run, seal: reviewed.seal, noInterest: true })
    expect((await approve('planner')).status).toBe(403)
    expect((await approve('approver')).body).toMatchObject({ recognised: 2 })
    const { rows } = await world.owner.pool.query(
      `select measure, count(*)::int as n, sum(quantity)::float8 as total from facts.facts where activity = 'load-shift' group by 1 order by 1`,
    )
    expect(rows.map(row => [row.measure, row.n])).toEqual([
      ['customers-thanked', 2],
      ['kw-reduced', 1],
      ['kwh-reduced', 1],
      ['measured', 1],
      ['took-part', 2],
    ])
    expect(rows.find(row => row.measure === 'kwh-reduced')?.total).toBeGreaterThan(1500)
  })

  test('the decision and its list come as papers, of an approved result only', async () => {
    const paper = (id: string, kind: 'decision' | 'list', as: 'pdf' | 'docx') =>
      who('approver').call(routes.paper, { run: id, kind, as })
    const pdf = await paper(run, 'decision', 'pdf')
    expect(Buffer.from(pdf.body.bytes, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    expect((await paper(run, 'list', 'docx')).body.name).toMatch(/^danh-sach-.*\.docx$/)
    expect((await paper(uuidv7(), 'list', 'pdf')).body.code).toBe('load-shift.not_approved')
  })

  test('the thanked and the other read why on their own pages, each only theirs', async () => {
    const mine = async (phone: string) => {
      const person = await world.customer(phone)
      const { body } = await person.call(recognition.mine, {})
      return { person, result: body.results[0] }
    }
    const [yes, no] = [await mine(phones.thanked), await mine(phones.not)]
    expect(yes.result?.grounds.map(one => one.name)).toEqual(['took_part', 'measured'])
    expect(no.result?.grounds).toEqual([])
    const why = await no.person.call(recognition.myWhy, { id: no.result?.id ?? '' })
    expect((why.body.why as WhyPage).events[0]?.verdict).toBe('not_reduced')
    expect((await no.person.call(recognition.myWhy, { id: yes.result?.id ?? '' })).status).toBe(404)
    expect(
      (await no.person.call(recognition.object, { id: no.result?.id ?? '', text: 'Chúng tôi đã dừng máy.' })).status,
    ).toBe(200)
  })

  test('the run can be measured again to the same bytes, and says when readings are no longer the same', async () => {
    const { recompute } = await import('#spine/recognition')
    const again = () =>
      world.owner.kysely.transaction().execute(tx => recompute(tx as never, world.ports, run, world.now()))
    expect(await again()).toMatchObject({ equal: true, gone: [] })
    await world.owner.pool.query(`update meters.parts set file = null where month = '2026-06-01'`)
    expect(await again()).toMatchObject({ equal: undefined, gone: [expect.stringMatching(/^readings\//)] })
  })
})

describe('what is refused', () => {
  test('a rule nobody knows, periods that are not over, and an event that is still to come', async () => {
    expect((await measure({ rule: 'mine' })).body.code).toBe('meters.no_rule')
    expect((await measure({ schedule: 'mine' })).body.code).toBe('meters.no_schedule')
    const ahead = { base: { from: '2026-05-04', to: '2026-07-26' }, report: { from: '2026-10-01', to: '2026-12-20' } }
    expect((await measure(ahead)).body.code).toBe('load-shift.period_wrong')
    const id = await world.call([saver.agreement])
    expect((await measure({ eventIds: [id] })).body.code).toBe('load-shift.event_ahead')
    expect((await who('clerk').call(routes.measure, { unitId: own, criteriaId: criteria, ...periods })).status).toBe(
      403,
    )
  })

  test('an event of the first days has too few before it: cannot tell, with the reason, and taking part stays', async () => {
    await who('planner').call(routes.importEvents, {
      unitId: own,
      text: 'event,starts_at,ends_at\nSOM,2026-01-08 13:30,2026-01-08 16:30',
      reason: 'Sự cố',
      write: true,
    })
    const { body: all } = await who('planner').call(routes.events, {})
    const early = all.events.find(one => one.number === 'SOM')?.id ?? ''
    const one = { agreementIds: [saver.agreement], how: 'paper' as const }
    await who('clerk').call(routes.acknowledge, { id: early, ...one, at: '2026-01-08T06:00:00Z' })
    await who('clerk').call(routes.act, { id: early, ...one, what: 'Dừng lò' })
    const { body } = await measure({ eventIds: [early] })
    await world.runJobs()
    const { body: list } = await who('planner').call(recognition.candidates, { id: body.run, q: saver.name })
    expect(list.candidates[0]).toMatchObject({ verdict: 'cannot_tell', grounds: ['took_part'] })
    const { body: page } = await who('planner').call(recognition.candidate, {
      id: body.run,
      line: list.candidates[0]?.id ?? '',
    })
    expect((page.why as WhyPage).events[0]).toMatchObject({
      verdict: 'cannot_tell',
      why: 'few_days',
      baselineKwh: null,
    })
  })
})
