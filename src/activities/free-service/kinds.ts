import type { WorkKind } from '#kit/wire/work.ts'
import {
  after,
  before,
  count,
  countsInTime,
  day,
  earth,
  explain,
  insulation,
  line,
  memory,
  said,
  voltage,
} from './kinds-parts.ts'
import { stationKinds } from './kinds-stations.ts'

/**
 * The seven services. Limits of readings and promised times stand here as data; what no paper of the unit has confirmed
 * says so, and is shown so to the office.
 */
export const kinds: readonly WorkKind[] = [
  {
    ...said('connection', 'Cấp điện mới', 'New connection'),
    about: {
      vi: 'Kéo điện, lắp công tơ cho nơi chưa có điện. Khách hàng không trả phí đến hết công tơ.',
      en: 'Brings power and a meter to a place that has none. Free of charge up to the meter.',
    },
    fields: [
      {
        name: 'use',
        says: { vi: 'Dùng điện để', en: 'What the power is for' },
        needed: true,
        takes: {
          kind: 'choice',
          of: [
            said('home', 'Sinh hoạt', 'Household'),
            said('business', 'Kinh doanh, dịch vụ', 'Business'),
            said('production', 'Sản xuất', 'Production'),
          ],
        },
      },
      line('papers', 'Giấy tờ về nơi dùng điện', 'Papers about the place', false),
    ],
    promise: {
      minutes: 4 * day,
      counts: 'working',
      source: {
        vi: 'Cam kết của tháng: dưới 4 ngày làm việc (quy định 5 ngày)',
        en: "The month's pledge: under 4 working days (the rule is 5)",
      },
      confirmed: true,
    },
    permit: false,
    checks: [
      said('route', 'Kiểm tra đường dây đến công tơ', 'Check the line to the meter'),
      said('seal', 'Lắp, niêm phong công tơ', 'Fit and seal the meter'),
      explain,
    ],
    readings: [voltage, insulation],
    photos: [after],
    counts: [{ measure: 'connections' }],
    countsInTime,
  },
  {
    ...said('repair', 'Sửa điện miễn phí', 'Free repair'),
    about: {
      vi: 'Sửa dây, ổ cắm, cầu dao sau công tơ cho khách hàng. Miễn phí công; vật tư nhỏ do Điện lực chịu.',
      en: 'Mends wires, sockets and switches behind the meter. Labour and small parts are free.',
    },
    fields: [
      {
        name: 'trouble',
        says: { vi: 'Đang gặp', en: 'The trouble' },
        needed: true,
        takes: {
          kind: 'choice',
          of: [
            said('no-power', 'Mất điện trong nhà', 'No power in the house'),
            said('sparks', 'Chập, cháy, có mùi khét', 'Sparks or a burning smell'),
            said('leak', 'Rò điện, giật nhẹ', 'Leaking current'),
            said('other', 'Việc khác', 'Something else'),
          ],
        },
      },
    ],
    promise: {
      minutes: day,
      counts: 'working',
      ...memory('Trong 1 ngày làm việc', 'Within 1 working day'),
    },
    permit: false,
    checks: [
      said('off', 'Cắt điện, treo biển báo', 'Switch off and tag'),
      said('mend', 'Sửa chỗ hỏng', 'Mend the fault'),
      said('tight', 'Siết lại các đầu nối', 'Tighten the joints'),
      explain,
    ],
    readings: [insulation],
    photos: [before, after],
    counts: [{ measure: 'repairs' }],
    countsInTime,
  },
  {
    ...said('inspection', 'Kiểm tra, bảo dưỡng miễn phí', 'Free inspection and maintenance'),
    about: {
      vi: 'Kiểm tra dây dẫn, tiếp đất, thiết bị đóng cắt trong nhà, chỉ ra chỗ nguy hiểm.',
      en: 'Looks over wires, earthing and switches in the house and points out what is dangerous.',
    },
    fields: [line('worry', 'Chỗ cần xem kỹ', 'Where to look closely', false)],
    promise: { minutes: 3 * day, counts: 'working', ...memory('Trong 3 ngày làm việc', 'Within 3 working days') },
    permit: false,
    checks: [
      said('wires', 'Xem dây dẫn và đầu nối', 'Look at wires and joints'),
      said('breaker', 'Thử thiết bị chống rò', 'Try the earth-leakage breaker'),
      said('told', 'Ghi chỗ nguy hiểm và báo khách hàng', 'Note what is dangerous and tell the customer'),
    ],
    readings: [
      { ...insulation, safe: {} },
      { ...earth, needed: false, safe: {} },
    ],
    photos: [{ ...before, says: { vi: 'Bảng điện', en: 'The switchboard' } }],
    counts: [{ measure: 'inspections' }],
    countsInTime,
  },
  {
    ...said('advice', 'Tư vấn bảo dưỡng, tiết kiệm điện', 'Advice on maintenance and saving'),
    about: {
      vi: 'Đến tận nơi chỉ cách dùng điện an toàn, tiết kiệm và bảo dưỡng thiết bị.',
      en: 'Comes to show how to use power safely and sparingly and to look after appliances.',
    },
    fields: [line('topic', 'Nội dung cần tư vấn', 'What the advice is about')],
    promise: { minutes: 5 * day, counts: 'working', ...memory('Trong 5 ngày làm việc', 'Within 5 working days') },
    permit: false,
    checks: [said('heard', 'Nghe khách hàng nêu nhu cầu', "Hear the customer's need"), explain],
    readings: [],
    photos: [{ ...after, says: { vi: 'Buổi tư vấn', en: 'The visit' }, needed: false }],
    counts: [{ measure: 'advice' }],
    countsInTime,
  },
  {
    ...said('meter', 'Lắp công tơ miễn phí', 'Free meter installation'),
    about: {
      vi: 'Thay, lắp thêm công tơ. Khách hàng không trả tiền công tơ và công lắp.',
      en: 'Replaces a meter or adds one. Neither the meter nor the work is charged.',
    },
    fields: [line('reason', 'Lý do cần lắp, thay', 'Why it is needed')],
    promise: { minutes: 3 * day, counts: 'working', ...memory('Trong 3 ngày làm việc', 'Within 3 working days') },
    permit: false,
    checks: [
      said('old', 'Ghi chỉ số công tơ cũ cùng khách hàng', 'Read the old meter together with the customer'),
      said('seal', 'Lắp, niêm phong công tơ', 'Fit and seal the meter'),
      said('turns', 'Thử quay, đúng chiều', 'Try that it turns the right way'),
    ],
    readings: [voltage, count('meters', 'Số công tơ đã lắp', 'Meters fitted', 'công tơ', 50)],
    photos: [before, after],
    counts: [{ measure: 'meters', reading: 'meters' }],
    countsInTime,
  },
  ...stationKinds,
]
