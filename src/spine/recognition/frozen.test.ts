import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from '#kit/db'
import { dimming, kept } from '#test/dimming.ts'
import {
  aLine,
  anEdition,
  anEnterprise,
  aRun,
  content,
  crewOf,
  inputs,
  publishedCriteria,
  rowsOf,
} from '#test/recognition.ts'
import { newWorld } from '#test/world.ts'
import { recompute } from './index.ts'
import { recognitionRoutes as routes } from './routes.ts'

const world = await newWorld({ max: 40, recognises: [dimming] })
afterAll(() => world.close())
const { own } = world.units
let who: Awaited<ReturnType<typeof crewOf>>
let [edition, criteria, run] = ['', '', '']
const parties: string[] = []

const lines = () =>
  parties.map((party, at) => aLine(party, own, { acknowledged: 1, reductionPct: at * 5, reducedKwh: at * 100.1 }))
beforeAll(async () => {
  edition = await anEdition(world)
  who = await crewOf(world)
  criteria = await publishedCriteria(world, who, edition)
  for (let at = 0; at < 6; at++) parties.push(await anEnterprise(world, own))
  run = await aRun(world, who.planner, criteria, lines())
})

const asApp = (run: (tx: Tx) => Promise<unknown>) =>
  world.within({ actor: who.planner.id, units: Object.values(world.units) }, run)

describe('what is frozen stays', () => {
  const tries = [
    `update recognition.lines set verdict = 'reduced'`,
    'delete from recognition.lines',
    `update recognition.frozen set root = 'x'`,
    'delete from recognition.run_steps',
    `update recognition.published set note = 'khác'`,
    'update recognition.whys set why = null, erased_at = now()',
    'delete from recognition.decisions',
    'delete from recognition.trials',
    `update recognition.answers set outcome = 'refused'`,
    'delete from recognition.objections',
    'truncate recognition.lines cascade',
  ]
  test.each(tries)('as the app: %s', async text => {
    await expect(asApp(tx => sql.raw(text).execute(tx))).rejects.toMatchObject({ code: '42501' })
  })

  test.each(tries.slice(0, 5))('even as the owner of the tables: %s', async text => {
    await expect(world.owner.pool.query(text)).rejects.toMatchObject({ code: 'P0001' })
  })

  test('no line is added to a frozen run, and criteria that were approved are not edited', async () => {
    const more = sql`insert into recognition.lines select gen_random_uuid(), run_id, party_kind, gen_random_uuid(), unit_id, verdict, grounds,
      reasons, marks, figures, rank, why_sha256 from recognition.lines limit 1`
    await expect(asApp(tx => more.execute(tx))).rejects.toMatchObject({ code: 'P0001' })
    const edit = sql`update recognition.criteria set settings = '{"leastPct": 1}'`
    await expect(asApp(tx => edit.execute(tx))).rejects.toMatchObject({ code: 'P0001' })
  })

  test('criteria reach the public only as they were approved', async () => {
    const { body } = await who.planner.call(routes.write, {
      unitId: own,
      editionId: edition,
      kind: 'dimming',
      ...content,
    })
    const publish = sql`insert into recognition.published select id, edition_id, activity, kind, unit_id, no, replaces, title, note,
      settings, thanks, object_days, answer_days, 'x', now() from recognition.criteria where id = ${body.id}`
    await expect(asApp(tx => publish.execute(tx))).rejects.toMatchObject({ code: 'P0001' })
  })
})

describe('a run is measured again', () => {
  const again = () => world.owner.kysely.transaction().execute(tx => recompute(tx, world.ports, run, world.now()))

  test('the same inputs give the same bytes, in whatever order they come', async () => {
    kept.again = { inputs, lines: lines().reverse() }
    const [frozen] = await rowsOf<{ root: string }>(world, 'select root from recognition.frozen')
    expect(await again()).toEqual({
      frozen: frozen?.root,
      root: frozen?.root,
      equal: true,
      gone: [],
      rows: 6,
      filesKept: true,
    })
  })

  test('one figure, one day of the reason, or another input gives others', async () => {
    const [first, ...rest] = lines()
    const other = [{ ...first, figures: { ...first?.figures, reducedKwh: 0.1 } }, ...rest] as ReturnType<typeof lines>
    kept.again = { inputs, lines: other }
    expect(await again()).toMatchObject({ equal: false })
    kept.again = { inputs, lines: [{ ...first, why: { curve: [] } }, ...rest] as ReturnType<typeof lines> }
    expect(await again()).toMatchObject({ equal: false })
    kept.again = { inputs: inputs.map(it => ({ ...it, sha256: 'b'.repeat(64) })), lines: lines() }
    expect(await again()).toMatchObject({ equal: false })
  })

  test('after erasure it names the inputs that are gone, and claims nothing', async () => {
    kept.again = { gone: ['readings'] }
    expect(await again()).toMatchObject({ root: undefined, equal: undefined, gone: ['readings'] })
    const { body } = await who.auditor.call(routes.run, { id: run })
    expect(body.recomputed.map(one => [one.equal, one.gone])).toEqual([
      [null, ['readings']],
      [false, []],
      [false, []],
      [false, []],
      [true, []],
    ])
  })
})

describe('many at once', () => {
  test('of 32 who approve one list, one does; it counts once', async () => {
    const { body } = await who.planner.call(routes.review, { id: run })
    const approvers = await Promise.all(Array.from({ length: 32 }, () => world.staff('approver', own)))
    const said = await Promise.all(
      approvers.map(one => one.call(routes.approve, { id: run, seal: body.seal, noInterest: true })),
    )
    expect(said.map(one => one.status).sort()).toEqual([200, ...Array<number>(31).fill(409)])
    const facts = await rowsOf<{ measure: string; many: number }>(
      world,
      'select measure, count(*)::int as many from facts.facts group by 1 order by 1',
    )
    expect(facts).toEqual([
      { measure: 'dimming-measured', many: 4 },
      { measure: 'dimming-took-part', many: 6 },
    ])
  })

  test('of 32 who decide while it is sent for approval, none decides after: what was sealed is what stands', async () => {
    const second = await aRun(world, who.planner, criteria, lines())
    const ids = await rowsOf<{ id: string }>(world, 'select id from recognition.lines where run_id = $1', [second])
    const planners = await Promise.all(Array.from({ length: 31 }, () => world.staff('planner', own)))
    const decide = planners.map((one, at) =>
      one.call(routes.decide, {
        id: second,
        lines: [ids[at % 6]?.id as string],
        kind: at % 2 ? 'include' : 'exclude',
        reason: at % 2 ? 'checked' : 'legal',
        note: 'Cùng lúc',
      }),
    )
    const [reviewed, ...said] = await Promise.all([who.planner.call(routes.review, { id: second }), ...decide])
    const taken = said.filter(one => one.status === 200).length
    expect(said.filter(one => one.status === 409)).toHaveLength(31 - taken)
    const stood = 'select count(*)::int as many from recognition.decisions where run_id = $1'
    expect(await rowsOf<{ many: number }>(world, stood, [second])).toEqual([{ many: taken }])
    const approved = await who.approver.call(routes.approve, { id: second, seal: reviewed.body.seal, noInterest: true })
    expect(approved.status).toBe(200)
  })
})

describe('a trial on criteria that are not published yet', () => {
  let trial = ''
  beforeAll(async () => {
    const [draft] = await rowsOf<{ id: string }>(
      world,
      'select id from recognition.criteria c where not exists (select from recognition.published p where p.criteria_id = c.id)',
    )
    trial = await aRun(world, who.planner, draft?.id as string, lines(), true)
  })

  test('counts under any thresholds, logs every try, and shows no name', async () => {
    const tried = await who.planner.call(routes.try, {
      id: trial,
      settings: { leastPct: 20, leastEvents: 2 },
      amounts: { measured: '1000000' },
    })
    expect(tried.body.result).toEqual({
      candidates: 6,
      byVerdict: { not_reduced: 4, reduced: 2 },
      byGround: { measured: 2 },
      recognised: 2,
      kwh: null,
      costVnd: '2000000',
    })
    const wide = await who.planner.call(routes.try, {
      id: trial,
      settings: { leastPct: 5, leastEvents: 1 },
      amounts: {},
    })
    expect(wide.body.result).toMatchObject({ recognised: 6, kwh: 1501.5, costVnd: '0' })
    const { body } = await who.auditor.call(routes.trials, { id: trial })
    expect(body.trials.map(one => one.settings.leastPct)).toEqual([5, 20])
    for (const hidden of [routes.candidates, routes.list])
      expect((await who.planner.call(hidden, { id: trial })).body.code).toBe('recognition.names_hidden')
    expect(JSON.stringify((await who.planner.call(routes.run, { id: trial })).body)).not.toContain('Công ty 1')
    expect(
      await rowsOf(
        world,
        'select from recognition.whys w join recognition.lines l on l.id = w.line_id where l.run_id = $1',
        [trial],
      ),
    ).toEqual([])
  })

  test('is never approved', async () => {
    expect((await who.planner.call(routes.review, { id: trial })).body.code).toBe('recognition.only_a_trial')
    expect((await who.planner.call(routes.discard, { id: trial, reason: 'Đã thử xong' })).status).toBe(200)
  })

  test('a threshold that the kind does not have, or beyond its ends, is refused by name', async () => {
    const settings = { leastPct: 51, leastEvents: 1 }
    expect((await who.planner.call(routes.try, { id: run, settings, amounts: {} })).body).toMatchObject({
      code: 'recognition.wrong_setting',
    })
    expect((await who.planner.call(routes.try, { id: run, settings: { leastPct: 5 }, amounts: {} })).body.code).toBe(
      'recognition.missing_setting',
    )
    expect((await who.approver.call(routes.try, { id: run, settings, amounts: {} })).status).toBe(403)
  })
})
