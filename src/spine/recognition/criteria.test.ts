import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kit/wire'
import { dimming } from '#test/dimming.ts'
import { anEdition, aRun, content, crewOf } from '#test/recognition.ts'
import { newWorld } from '#test/world.ts'
import { findPublishedCriteria } from './index.ts'
import { recognitionRoutes as routes } from './routes.ts'

const world = await newWorld({ recognises: [dimming] })
afterAll(() => world.close())
const { own, child, sibling } = world.units
let [edition, criteria] = ['', '']
let who: Awaited<ReturnType<typeof crewOf>>

beforeAll(async () => {
  edition = await anEdition(world)
  who = await crewOf(world)
})
const scope = () => ({ actor: who.planner.id, units: [own, child] })

describe('criteria are written by one, approved by another, and published before anybody is named', () => {
  test('a draft is nobody’s to read but the house’s, and its author may not approve it', async () => {
    const { body, status } = await who.planner.call(routes.write, {
      unitId: own,
      editionId: edition,
      kind: 'dimming',
      ...content,
    })
    expect(status).toBe(200)
    criteria = body.id
    expect((await world.nobody.call(routes.published, { edition })).body.criteria).toEqual([])
    await who.planner.call(routes.send, { id: criteria })
    expect((await who.planner.call(routes.approveCriteria, { id: criteria })).status).toBe(403)
    await who.approver.call(routes.sendBackCriteria, { id: criteria, reason: 'Thiếu căn cứ' })
    await who.planner.call(routes.edit, { id: criteria, ...content, note: 'Đã bổ sung.' })
    await who.planner.call(routes.send, { id: criteria })
    expect((await who.planner.call(routes.publish, { id: criteria })).body.code).toBe('recognition.criteria_moved_on')
    expect((await who.approver.call(routes.approveCriteria, { id: criteria })).status).toBe(200)
  })

  test('a run refuses criteria that are not published', async () => {
    const refused = aRun(world, who.planner, criteria, [])
    await expect(refused).rejects.toMatchObject({ code: 'recognition.not_published' })
    await expect(aRun(world, who.planner, uuidv7(), [])).rejects.toMatchObject({ code: 'recognition.unknown_criteria' })
  })

  test('published, everybody reads them word for word, in their own language', async () => {
    const { body } = await who.planner.call(routes.publish, { id: criteria })
    expect(body.sha256).toMatch(/^[0-9a-f]{64}$/)
    const read = await world.nobody.call(routes.published, { edition }, { lang: 'en' })
    expect(read.body.criteria).toHaveLength(1)
    expect(read.body.criteria[0]).toMatchObject({ id: criteria, note: 'Đã bổ sung.', no: 1, sha256: body.sha256 })
    expect(read.body.criteria[0]?.settingsSaid).toContainEqual({
      switch: false,
      name: 'leastPct',
      says: 'Least reduction',
      unit: 'percent',
      value: 10,
    })
    const found = await world.within(scope(), tx =>
      findPublishedCriteria(tx, { edition, kind: 'dimming', unit: child, today: '2026-12-10' }),
    )
    expect(found).toMatchObject({ id: criteria, settings: content.settings })
    expect(
      await world.within(scope(), tx =>
        findPublishedCriteria(tx, { edition, kind: 'dimming', unit: sibling, today: '2026-12-10' }),
      ),
    ).toBeUndefined()
  })

  test('a new version names the one that it replaces, and only one is written at a time', async () => {
    const draft = { unitId: own, editionId: edition, kind: 'dimming', ...content }
    const { body } = await who.planner.call(routes.write, { ...draft, settings: { leastPct: 5, leastEvents: 1 } })
    expect((await who.planner.call(routes.write, draft)).body.code).toBe('recognition.version_being_written')
    await who.planner.call(routes.send, { id: body.id })
    await who.approver.call(routes.approveCriteria, { id: body.id })
    await who.planner.call(routes.publish, { id: body.id })
    const old = await who.auditor.call(routes.version, { id: criteria })
    expect([old.body.replacedBy, old.body.settings.leastPct]).toEqual([body.id, 10])
    const now = await who.auditor.call(routes.version, { id: body.id })
    expect([now.body.no, now.body.replaces, now.body.before?.settings.leastPct]).toEqual([2, criteria, 10])
    expect((await who.planner.call(routes.edit, { id: criteria, ...content })).body.code).toBe(
      'recognition.criteria_moved_on',
    )
  })

  test('thresholds beyond their ends, unknown grounds and units out of reach are refused by name', async () => {
    const draft = { unitId: own, editionId: edition, kind: 'dimming', ...content }
    const code = async (more: object) => (await who.planner.call(routes.write, { ...draft, ...more })).body.code
    expect(await code({ settings: { leastPct: 51, leastEvents: 1 } })).toBe('recognition.wrong_setting')
    expect(await code({ settings: { leastPct: 5, leastEvents: 1, extra: 1 } })).toBe('recognition.wrong_setting')
    expect(await code({ settings: { leastPct: 5 } })).toBe('recognition.missing_setting')
    expect(await code({ thanks: [{ ground: 'charm', words: 'Quà' }] })).toBe('recognition.wrong_ground')
    expect(await code({ unitId: sibling })).toBe('recognition.unit_out_of_scope')
    expect(await code({ kind: 'nothing' })).toBe('recognition.unknown_kind')
    expect(await code({ editionId: uuidv7() })).toBe('recognition.unknown_edition')
  })
})
