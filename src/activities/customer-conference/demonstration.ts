import type { Database } from '#kit/db'
import type { DemoDoor } from '#kit/serve/face.ts'
import { addDays, isoDay, momentOf } from '#kit/time'
import { gatheringRoutes as gatherings } from '#spine/gatherings/routes.ts'
import { listeningRoutes as listening } from '#spine/listening/routes.ts'
import { routes } from './routes.ts'

/* Everything here is invented: who was invited, who came, who asked what. It is done through the routes, as people do. */

const [planner, approver, clerk, crew] = ['LKH02', 'PD02', 'GDV01', 'HT02']
const guests = [
  'Công ty CP Thuỷ sản Năm Căn Minh Hoạ',
  'Hợp tác xã Tôm Tân Ân Minh Hoạ',
  'Nhà máy Nước đá Hàm Rồng Minh Hoạ',
  'Siêu thị Phường An Xuyên Minh Hoạ',
  'Trường THPT Đầm Dơi Minh Hoạ',
  'Khách sạn Đất Mũi Minh Hoạ',
  'Xưởng mộc Cái Nước Minh Hoạ',
  'Uỷ ban nhân dân xã Đất Mới',
]
const people = ['Trần Quốc Bảo', 'Lê Thị Thu', 'Phạm Văn Út', 'Nguyễn Hồng Đào', 'Võ Minh Tâm', 'Đặng Thị Sáu']
const questions = [
  ['Bao giờ thay máy biến áp ở ấp Xẻo Sao? Mùa nắng điện yếu, máy sục khí không chạy nổi.', 'supply'],
  ['Hoá đơn tháng 10 tăng gấp rưỡi mà xưởng nghỉ nửa tháng, đề nghị kiểm tra công tơ.', 'bill'],
  ['Nên báo lịch cắt điện trước ba ngày để hợp tác xã chuẩn bị máy phát.', 'service'],
  ['Dây điện sau nhà văn hoá ấp 4 võng thấp, trẻ con với tới được.', 'safety'],
] as const

/** A conference that was planned and approved long enough before it begins. */
async function conferenceAt(
  door: DemoDoor,
  unitId: string,
  day: string,
  title: string,
): Promise<{ id: string; session: string }> {
  door.at(momentOf(addDays(day, -12), '09:10'))
  const { id } = await door.as(planner)(routes.plan, {
    unitId,
    title,
    place: 'Hội trường Công ty Điện lực Cà Mau',
    startsAt: momentOf(day, '08:00').toISOString(),
    endsAt: momentOf(day, '11:00').toISOString(),
    seats: 60,
    topics: 'Cấp điện mùa khô, điều chỉnh phụ tải, tiết kiệm điện; nghe và trả lời ý kiến.',
  })
  door.at(momentOf(addDays(day, -11), '14:30'))
  await door.as(approver)(routes.approve, { id })
  const { sessionId } = await door.as(planner)(routes.one, { id })
  await door.as(planner)(gatherings.invite, { id: sessionId ?? '', guests: guests.map(name => ({ name, seats: 2 })) })
  return { id, session: sessionId ?? '' }
}

async function register(door: DemoDoor, session: string, most: number): Promise<string[]> {
  const { invitations } = await door.as(clerk)(gatherings.session, { id: session })
  const registered: string[] = []
  for (const [at, guest] of people.slice(0, most).entries())
    registered.push((await door.as(clerk)(gatherings.enrol, { id: invitations[at]?.id ?? '', guest })).id)
  return registered
}

async function holdOne(door: DemoDoor, unitId: string, day: string): Promise<void> {
  const { id, session } = await conferenceAt(door, unitId, day, 'Hội nghị khách hàng lớn năm 2026')
  const registered = await register(door, session, 6)
  door.at(momentOf(day, '08:20'))
  for (const guest of registered.slice(0, 5))
    await door.as(crew)(gatherings.scan, {
      session,
      guest,
      device: 'cua-chinh',
      at: momentOf(day, '08:15').toISOString(),
    })
  const asked: string[] = []
  for (const [at, [text, topic]] of questions.entries()) {
    door.at(momentOf(day, `09:${String(10 + at * 7)}`))
    const because = { activity: 'customer-conference', record: id }
    asked.push(
      (await door.as(crew)(listening.keep, { unitId, channel: 'hall', topic, text, asker: people[at] ?? '', because }))
        .id,
    )
  }
  door.at(momentOf(day, '11:30'))
  await door.as(planner)(routes.hold, { id })
  door.at(momentOf(addDays(day, 1), '10:00'))
  const [first = '', second = ''] = asked
  await door.as(clerk)(listening.answer, {
    id: first,
    text: 'Máy biến áp 250 kVA thay bằng 400 kVA đã có trong kế hoạch; trong lúc chờ, đội san tải sang pha ít dùng.',
  })
  await door.as(clerk)(listening.commit, {
    caseId: first,
    text: 'Thay máy biến áp trạm Xẻo Sao bằng máy 400 kVA',
    dueOn: addDays(day, 45),
  })
  await door.as(clerk)(listening.take, { id: second })
  await door.as(planner)(routes.writeMinutes, {
    id,
    chair: 'Huỳnh Tấn Phát',
    summary:
      'Công ty trình bày tình hình cấp điện mùa khô và chương trình điều chỉnh phụ tải.\nKhách hàng nêu bốn ý kiến; một ý kiến được trả lời tại chỗ, ba ý kiến được trả lời bằng mã theo dõi.',
  })
}

/** The conferences that other units are said to have held had guests too: as many for each as usual. */
async function fillHalls(owner: Database): Promise<void> {
  await owner.pool.query(`
    insert into facts.facts (id, edition_id, activity, measure, unit_id, commune, day, quantity, grade, duty, record, counted_at)
    select gen_random_uuid(), f.edition_id, f.activity, m.measure, f.unit_id, f.commune, f.day, f.quantity * m.each, f.grade, 'extra',
      gen_random_uuid(), f.counted_at
    from facts.facts f cross join (values ('guests', 62), ('guests-invited', 85)) m (measure, each)
    where f.activity = 'customer-conference' and f.measure = 'conferences'`)
}

export async function demonstrate(owner: Database, door?: DemoDoor): Promise<void> {
  await fillHalls(owner)
  if (!door) return
  const { rows } = await owner.pool.query<{ unit: string }>(
    'select unit_id as unit from people.staff where code = $1',
    [planner],
  )
  const unit = rows[0]?.unit
  if (!unit) return
  const today = isoDay(new Date())
  await holdOne(door, unit, addDays(today, -6))
  const { session } = await conferenceAt(door, unit, addDays(today, 1), 'Hội nghị khách hàng khu vực Năm Căn')
  await register(door, session, 4)
  door.at(new Date())
}
