import type { Database } from '#kit/db'
import type { DemoDoor } from '#kit/serve/face.ts'
import { demoEvents, demoMetered } from '#spine/meters'
import { demoUnit } from '#spine/org'
import { recognitionRoutes as recognition } from '#spine/recognition/routes.ts'
import { routes } from './routes.ts'
import { usualSettings } from './rules-judge.ts'

/* Everything here is invented: who signed, who was called, who answered. It is done through the routes, as people do. */

type Metered = Awaited<ReturnType<typeof demoMetered>>[number]
type Party = { readonly members: Metered[]; readonly agreement: string; readonly customer: string }

const mostParties = 140
const contacts = [
  'Nguyễn Thành Trung',
  'Trần Minh Quân',
  'Lê Thu Hằng',
  'Phạm Hoài Nam',
  'Võ Thị Bích',
  'Đặng Quốc Việt',
]
const deeds = [
  'Dừng dây chuyền 2',
  'Tắt máy nén số 3',
  'Chuyển ca nghiền sang đêm',
  'Tăng nhiệt độ kho lạnh 2 độ',
  'Dừng lò ủ',
  'Giảm nửa số máy lạnh',
]
const planner = 'LKH00'
const dayMs = 86_400_000

/** One agreement for each enterprise with readings; the registered power is near what it can give up. */
async function sign(door: DemoDoor, metered: readonly Metered[]): Promise<Party[]> {
  const by = [...Map.groupBy(metered, it => it.enterpriseId ?? it.customerId).values()].slice(0, mostParties)
  const parties: Party[] = []
  for (const [at, members] of by.entries()) {
    const meanKw = members.reduce((sum, it) => sum + it.yearlyKwh, 0) / 8760
    const customerIds = [...new Set(members.map(it => it.customerId))]
    door.at(`2026-03-${String(2 + (at % 26)).padStart(2, '0')}T09:15:00+07:00`)
    const { id } = await door.as(planner)(routes.sign, {
      customerIds,
      number: `${String(at + 1).padStart(3, '0')}/TTĐCPT-2026`,
      signedOn: `2026-03-${String(1 + (at % 26)).padStart(2, '0')}`,
      registeredKw: Math.max(20, Math.round((meanKw * (0.2 + 0.05 * (at % 5))) / 10) * 10),
      standby: at % 6 === 2,
      channel: at % 9 === 4 ? 'call' : at % 11 === 6 ? 'email' : 'sms',
      contactName: contacts[at % contacts.length] ?? '',
      contact:
        at % 9 !== 4 && at % 11 === 6 ? `dieu.do${at}@minhhoa.example` : `0912${String(100_000 + at * 37).slice(-6)}`,
    })
    parties.push({ members, agreement: id, customer: customerIds[0] ?? '' })
  }
  return parties
}

/** Which answer at an event: those who cut nearly always, the others often, so that word and meter differ at times. */
const answers = ({ members }: Party, at: number, event: number): 'acted' | 'acknowledged' | 'silent' => {
  const cuts = members.some(it => it.truth.cutShare > 0)
  const chance = (at * 7 + event * 13) % 20
  if (cuts) return chance < 17 ? 'acted' : 'acknowledged'
  if (at % 5 === 0) return 'silent'
  if (at % 5 === 1) return chance < 9 ? 'acknowledged' : 'silent'
  return chance < 6 ? 'acted' : chance < 13 ? 'acknowledged' : 'silent'
}

const clock = (hour: number): string =>
  `${String(Math.floor(hour)).padStart(2, '0')}:${hour % 1 === 0 ? '00' : '30'}:00+07:00`

/** Answers come by telephone and on paper, some through the customer's page. */
async function answer(
  door: DemoDoor,
  owner: Database,
  id: string,
  day: string,
  parties: readonly Party[],
  event: number,
): Promise<void> {
  const told = parties
    .map((party, at) => ({ party, at, says: answers(party, at, event) }))
    .filter(one => one.says !== 'silent')
  const clerk = door.as(planner)
  door.at(`${day}T${clock(demoEvents.fromHour)}`)
  const some = (how: number): string[] => told.filter(one => one.at % 3 === how).map(one => one.party.agreement)
  await clerk(routes.acknowledge, {
    id,
    agreementIds: some(1),
    how: 'phone',
    at: `${day}T12:50:00+07:00`,
    note: 'Trưởng ca nhận',
  })
  await clerk(routes.acknowledge, { id, agreementIds: some(2), how: 'paper', at: `${day}T12:40:00+07:00` })
  await owner.pool.query(
    `insert into load_shift.acknowledgements (event_id, agreement_id, unit_id, how, by_kind, by_id, at, recorded_at)
     select event_id, agreement_id, unit_id, 'portal', 'customer', gen_random_uuid(), $3, $3 from load_shift.calls
     where event_id = $1 and agreement_id = any ($2)`,
    [id, some(0), `${day}T12:35:00+07:00`],
  )
  door.at(`${day}T${clock(demoEvents.untilHour + 1)}`)
  for (const [at, what] of deeds.entries()) {
    const acted = told.filter(one => one.says === 'acted' && one.at % deeds.length === at)
    if (acted.length > 0)
      await clerk(routes.act, { id, agreementIds: acted.map(one => one.party.agreement), how: 'phone', what })
  }
}

async function callEvents(door: DemoDoor, owner: Database, parties: readonly Party[]): Promise<void> {
  const unitId = demoUnit('EVN')
  for (const [event, day] of demoEvents.days.entries()) {
    door.at(`${day}T12:30:00+07:00`)
    const { id } = await door.as(planner)(routes.call, {
      unitId,
      agreementIds: parties.map(one => one.agreement),
      number: `SK-2026-${String(event + 1).padStart(2, '0')}`,
      startsAt: `${day}T${clock(demoEvents.fromHour)}`,
      endsAt: `${day}T${clock(demoEvents.untilHour)}`,
      reason:
        event % 3 === 0
          ? 'Nắng nóng trên 37 độ, lưới căng'
          : event % 3 === 1
            ? 'Thiếu nguồn giờ đỉnh chiều'
            : 'Quá tải trạm 220 kV',
    })
    await door.work('load-shift.notify', { event: id })
    await answer(door, owner, id, day, parties, event)
  }
}

const thanks = [
  { ground: 'took_part', words: 'Thư cảm ơn và tên trên trang công bố', amountVnd: '500000' },
  { ground: 'measured', words: 'Quà tri ân của Tập đoàn', amountVnd: '3000000' },
]

async function publishCriteria(door: DemoDoor, editionId: string): Promise<string> {
  door.at('2026-11-02T08:30:00+07:00')
  const { id } = await door.as(planner)(recognition.write, {
    unitId: demoUnit('EVN'),
    editionId,
    kind: 'load-shift',
    title: 'Tri ân điều chỉnh và chuyển dịch phụ tải 2026',
    note: 'Xét doanh nghiệp có thoả thuận trong các tháng nóng. Đã tham gia và đo được là hai căn cứ riêng.',
    settings: { ...usualSettings },
    thanks,
    objectDays: 10,
    answerDays: 5,
  })
  await door.as(planner)(recognition.send, { id })
  door.at('2026-11-03T14:00:00+07:00')
  await door.as('PD00')(recognition.approveCriteria, { id })
  await door.as(planner)(recognition.publish, { id })
  return id
}

const periods = { base: { from: '2025-05-05', to: '2025-07-27' }, report: { from: '2026-05-04', to: '2026-07-26' } }

async function measure(
  door: DemoDoor,
  unit: string,
  criteriaId: string,
  at: string,
): Promise<{ run: string; seal: string }> {
  door.at(`${at}T09:00:00+07:00`)
  const { run, errand } = await door.as(planner)(routes.measure, { unitId: demoUnit(unit), criteriaId, ...periods })
  await door.work('load-shift.measure', { errand, actor: await door.idOf(planner) })
  door.at(`${at}T15:20:00+07:00`)
  return { run, ...(await door.as(planner)(recognition.review, { id: run })) }
}

/** A call for today and one for tomorrow, so that there is something to acknowledge. */
async function callNow(door: DemoDoor, parties: readonly Party[]): Promise<void> {
  const now = new Date()
  door.at(now)
  const tomorrow = new Date(now.getTime() + dayMs + 7 * 3_600_000).toISOString().slice(0, 10)
  const { id } = await door.as(planner)(routes.call, {
    unitId: demoUnit('EVNSPC'),
    number: 'SK-2026-11',
    startsAt: `${tomorrow}T17:30:00+07:00`,
    endsAt: `${tomorrow}T20:00:00+07:00`,
    reason: 'Bảo dưỡng đường dây 500 kV, giảm tải giờ cao điểm tối',
  })
  await door.work('load-shift.notify', { event: id })
  const agreementIds = parties.filter((_, at) => at % 3 === 1).map(one => one.agreement)
  const calls = (await door.as(planner)(routes.event, { id })).calls.map(one => one.agreementId)
  const some = agreementIds.filter(one => calls.includes(one))
  if (some.length > 0) await door.as(planner)(routes.acknowledge, { id, agreementIds: some, how: 'phone' })
}

/** An invented season: a register, ten events, one approved result, one that waits, and a call for tomorrow. */
export async function demonstrate(owner: Database, door?: DemoDoor): Promise<void> {
  const metered = await demoMetered(owner)
  const { rows } = await owner.pool.query<{ held: boolean }>('select exists (select from meters.metered) as held')
  if (!door || metered.length === 0 || !rows[0]?.held) return
  const parties = await sign(door, metered)
  await callEvents(door, owner, parties)
  door.at('2026-11-02T08:00:00+07:00')
  const { edition } = await door.as(planner)(routes.measuring, {})
  if (!edition) return
  const criteria = await publishCriteria(door, edition.id)
  const south = await measure(door, 'EVNSPC', criteria, '2026-11-10')
  door.at('2026-11-12T10:00:00+07:00')
  await door.as('PD00')(recognition.approve, { id: south.run, seal: south.seal, noInterest: true })
  await measure(door, 'EVNNPC', criteria, '2026-11-17')
  await callNow(door, parties)
}
