import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SendsOf } from '#kit/wire'
import { dimming } from '#test/dimming.ts'
import { aLine, anEdition, anEnterprise, aRun, crewOf, publishedCriteria, rowsOf } from '#test/recognition.ts'
import { newWorld, type Person } from '#test/world.ts'
import { findWhy, recognisedOf, runsOf } from './index.ts'
import { face } from './noun.ts'
import { recognitionRoutes as routes } from './routes.ts'

const world = await newWorld({ max: 16, recognises: [dimming] })
afterAll(() => world.close())
const { own, child, sibling } = world.units
let [edition, criteria, run] = ['', '', '']
let who: Awaited<ReturnType<typeof crewOf>>
let [thanked, notThanked, unclear] = ['', '', '']
let customer: Person

beforeAll(async () => {
  edition = await anEdition(world)
  who = await crewOf(world)
  criteria = await publishedCriteria(world, who, edition)
  customer = await world.customer('0912345678')
  ;[thanked, notThanked, unclear] = [
    await anEnterprise(world, own),
    await anEnterprise(world, child, '0912345678'),
    await anEnterprise(world, own),
  ]
})
const scope = () => ({ actor: who.planner.id, units: [own, child] })

describe('a run is frozen, decided on, and approved by somebody who had no hand in it', () => {
  test('its lines are judged by the kind’s rule: cannot tell takes away the measured ground only', async () => {
    run = await aRun(world, who.planner, criteria, [
      aLine(thanked, own, { acknowledged: 2, reductionPct: 30.5, reducedKwh: 756 }),
      aLine(notThanked, child, { acknowledged: 0, reductionPct: 2, reducedKwh: 5 }),
      aLine(unclear, own, { acknowledged: 1, reductionPct: null, reducedKwh: null }, ['too_few_days']),
    ])
    const { body } = await who.approver.call(routes.run, { id: run })
    expect(body).toMatchObject({ state: 'computed', trial: false, rows: 3, excluded: 0 })
    expect(body.tally).toMatchObject({
      candidates: 3,
      byVerdict: { reduced: 1, not_reduced: 1, cannot_tell: 1 },
      byGround: { took_part: 2, measured: 1 },
      recognised: 2,
      kwh: null, // two parties: their sum would say what one of them used
      costVnd: '500000',
    })
    const list = await who.auditor.call(routes.candidates, { id: run })
    expect(list.body.candidates.map(one => [one.partyId, one.verdict, one.rank, one.included])).toEqual([
      [thanked, 'reduced', 1, true],
      [notThanked, 'not_reduced', 2, false],
      [unclear, 'cannot_tell', null, true],
    ])
    expect(list.body.candidates[2]?.reasons).toEqual(['too_few_days'])
  })

  test('nobody sees a result of theirs before it is approved', async () => {
    expect((await customer.call(routes.mine, {})).body.results).toEqual([])
    expect(await world.within(scope(), tx => recognisedOf(tx, run))).toEqual([])
  })

  test('whoever stands near a party says so and decides nothing on it; the party waits for somebody else', async () => {
    const [line] = await rowsOf<{ id: string }>(
      world,
      'select id from recognition.lines where run_id = $1 and party_id = $2',
      [run, unclear],
    )
    const id = line?.id as string
    await who.planner.call(routes.declareInterest, { id: run, line: id, note: 'Anh vợ làm giám đốc' })
    const decision: SendsOf<typeof routes.decide> = {
      id: run,
      lines: [id],
      kind: 'exclude',
      reason: 'duplicate',
      note: 'Trùng với năm ngoái',
    }
    expect((await who.planner.call(routes.decide, decision)).body.code).toBe('recognition.own_interest')
    expect((await who.planner.call(routes.review, { id: run })).body.code).toBe('recognition.interests_open')
    const other = await world.staff('planner', own)
    expect((await other.call(routes.decide, { ...decision, reason: 'checked' })).body.code).toBe(
      'recognition.wrong_reason',
    )
    expect((await other.call(routes.decide, decision)).body).toEqual({ decided: 1 })
    const { body } = await who.planner.call(routes.candidates, { id: run, show: 'excluded' })
    expect(body.candidates.map(one => [one.partyId, one.included, one.decisionReason])).toEqual([
      [unclear, false, 'duplicate'],
    ])
  })

  test('the second person approves the list that was looked at, and it counts at that moment', async () => {
    const { body } = await who.planner.call(routes.review, { id: run })
    const wrong = { id: run, seal: 'b'.repeat(64), noInterest: true } as const
    expect((await who.approver.call(routes.approve, wrong)).body.code).toBe('recognition.another_list')
    expect(await rowsOf(world, 'select from facts.facts')).toEqual([])
    const approved = await who.approver.call(routes.approve, { ...wrong, seal: body.seal })
    expect(approved.body).toEqual({ recognised: 1, objectUntil: '2026-12-24' })
    const facts = await rowsOf(
      world,
      'select measure, grade, unit_id as unit, quantity::int as many from facts.facts order by measure',
    )
    expect(facts).toEqual([
      { measure: 'dimming-measured', grade: 'proven', unit: own, many: 1 },
      { measure: 'dimming-took-part', grade: 'recorded', unit: own, many: 1 },
    ])
    expect(await world.within(scope(), tx => recognisedOf(tx, run))).toMatchObject([
      { party: { kind: 'enterprise', id: thanked }, unit: own, grounds: ['took_part', 'measured'] },
    ])
    expect(await world.within(scope(), tx => runsOf(tx, { edition, kind: 'dimming' }))).toMatchObject([
      { id: run, state: 'approved' },
    ])
    expect((await who.planner.call(routes.list, { id: run })).body.lines).toHaveLength(1)
  })
})

describe('whoever is thanked, and whoever is not, reads why; and may object', () => {
  let line = ''
  test('the customer sees their own result and no other', async () => {
    const { body } = await customer.call(routes.mine, {})
    expect(body.results).toMatchObject([
      { runId: run, verdict: { name: 'not_reduced', tone: 'warn' }, grounds: [], objectUntil: '2026-12-24' },
    ])
    line = body.results[0]?.id as string
    const why = await customer.call(routes.myWhy, { id: line })
    expect(why.body).toMatchObject({
      reasons: [{ name: 'under_least', says: 'Dưới mức tối thiểu' }],
      method: { name: 'ten-days', version: '1' },
      why: { curve: [1, 2.5, 3] },
      mayObject: true,
      criteria: { id: criteria, no: 1 },
    })
    const stranger = await world.customer('0987654321')
    expect((await stranger.call(routes.myWhy, { id: line })).status).toBe(404)
    expect(await world.within(scope(), tx => findWhy(tx, { run, party: notThanked }))).toMatchObject({
      line,
      verdict: 'not_reduced',
    })
  })

  test('their page says it in words, keeps what was typed when it is refused, and is nobody else’s', async () => {
    const page = async (path: string, person: Person, text?: string) => {
      const headers = {
        cookie: person.cookie,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      }
      const answer = await world.hono.request(
        path,
        text === undefined ? { headers } : { method: 'POST', headers, body: `text=${text}` },
      )
      return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') }
    }
    const criteriaPage = await page('/criteria', world.nobody)
    expect(criteriaPage.html).toContain('Tiêu chí tri ân giảm đèn')
    expect(criteriaPage.html).not.toMatch(/Công ty \d/)
    expect((await page('/', world.nobody)).html).toContain('href="/criteria"')
    expect((await page('/mine', customer)).html).toContain(`/mine/results/${line}`)
    const own = await page(`/mine/results/${line}`, customer)
    expect(own.html).toContain('không giảm')
    expect(own.html).toContain('Chưa đúng? Quý khách gửi ý kiến đến hết ngày 24/12/2026')
    expect((await page(`/mine/results/${line}`, await world.customer('0987654322'))).status).toBe(404)
    expect((await page(`/mine/results/${line}`, world.nobody)).to).toContain('/sign-in')
    const refused = await page(`/mine/results/${line}`, customer, '<')
    expect([refused.status, refused.html.includes('&lt;</textarea>'), refused.html.includes('role="alert"')]).toEqual([
      422,
      true,
      true,
    ])
  })

  test('an objection is answered by somebody who did not decide, within working days; upheld, it counts anew', async () => {
    const { body } = await customer.call(routes.object, { id: line, text: 'Chúng tôi đã tắt 40 đèn.' })
    expect(body).toEqual({ answerBy: '2026-12-17' })
    expect((await customer.call(routes.object, { id: line, text: 'Lần nữa' })).body.code).toBe(
      'recognition.objection_open',
    )
    const queue = await who.clerk.call(routes.objections, { state: 'open' })
    const id = queue.body.objections[0]?.id as string
    expect((await who.clerk.call(routes.objection, { id })).body.text).toBe('Chúng tôi đã tắt 40 đèn.')
    const upheld: SendsOf<typeof routes.answer> = {
      id,
      outcome: 'upheld',
      text: 'Đã đối chiếu nhật ký vận hành.',
      grounds: ['took_part'],
    }
    expect((await who.approver.call(routes.answer, upheld)).body.code).toBe('recognition.own_objection')
    expect((await who.clerk.call(routes.answer, { ...upheld, grounds: [] })).body.code).toBe(
      'recognition.grounds_needed',
    )
    expect((await who.clerk.call(routes.answer, upheld)).status).toBe(200)
    expect((await who.second.call(routes.answer, upheld)).body.code).toBe('recognition.answered')
    const why = await customer.call(routes.myWhy, { id: line })
    expect(why.body.grounds.map(one => one.name)).toEqual(['took_part'])
    expect(why.body.objections).toMatchObject([{ outcome: 'upheld', answer: 'Đã đối chiếu nhật ký vận hành.' }])
    expect(await rowsOf(world, `select from facts.facts where measure = 'dimming-took-part'`)).toHaveLength(2)
    expect(await world.within(scope(), tx => recognisedOf(tx, run))).toHaveLength(2)
  })

  test('on paper a clerk takes it, within the days that were promised, and may not answer it', async () => {
    const [other] = (await who.clerk.call(routes.candidates, { id: run, q: 'cong ty' })).body.candidates
    const paper = {
      line: other?.id as string,
      through: 'paper',
      receivedOn: '2026-12-10',
      text: 'Xin xem lại.',
    } as const
    world.at('2026-12-25T03:00:00Z')
    const [clerk, second] = [await world.staff('clerk', own), await world.staff('approver', own)]
    const late = await clerk.call(routes.takeObjection, { ...paper, receivedOn: '2026-12-25' })
    expect(late.body.code).toBe('recognition.objection_late')
    expect(late.body.title).toContain('24/12/2026')
    const { body } = await clerk.call(routes.takeObjection, paper)
    const answer: SendsOf<typeof routes.answer> = {
      id: body.id,
      outcome: 'refused',
      text: 'Số đo không đổi.',
      grounds: [],
    }
    expect((await clerk.call(routes.answer, answer)).body.code).toBe('recognition.own_objection')
    expect((await second.call(routes.answer, answer)).status).toBe(200)
  })

  test('staff of a unit in which the run has customers see it, and what concerns their own customers only', async () => {
    const [team, neighbour] = [await world.staff('clerk', child), await world.staff('clerk', sibling)]
    const seen = await team.call(routes.candidates, { id: run })
    expect(seen.body.candidates.map(one => one.partyId)).toEqual([notThanked])
    expect((await neighbour.call(routes.run, { id: run })).status).toBe(404)
    const boss = await world.staff('approver', child)
    expect((await boss.call(routes.sendBack, { id: run, reason: 'Không phải của đội' })).status).toBe(403)
  })

  test('erased, a household’s words and picture go; what was decided on which figures stays', async () => {
    const [household] = await rowsOf<{ id: string }>(
      world,
      'select id from customers.customers where unit_id = $1 limit 1',
      [own],
    )
    const id = household?.id as string
    const second = await aRun(world, who.planner, criteria, [
      { ...aLine(id, own, { acknowledged: 1, reductionPct: 12, reducedKwh: 3 }), party: { kind: 'customer', id } },
    ])
    const forget = (units: string[]) =>
      world.within({ actor: who.clerk.id, units }, async tx => face.erases?.[0]?.(tx, { kind: 'customer', id }))
    expect(await forget([sibling])).toBe(0)
    expect(await forget([own])).toBe(1)
    const why = await world.within(scope(), tx => findWhy(tx, { run: second, party: id }))
    expect(why).toMatchObject({ why: null, verdict: 'reduced', figures: { reductionPct: 12 } })
  })
})
