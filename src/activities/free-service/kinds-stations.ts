import type { WorkField, WorkKind } from '#kit/wire/work.ts'
import { after, before, countsInTime, day, earth, insulation, line, memory, said } from './kinds-parts.ts'

const station = line('station', 'Tên hoặc số trạm biến áp', 'Name or number of the substation')
const capacity: WorkField = {
  name: 'capacity',
  says: { vi: 'Công suất trạm', en: 'Capacity of the substation' },
  needed: false,
  takes: { kind: 'number', unit: 'kVA', least: 10, most: 10_000 },
}

/** Work on customers' substations: under a permit, in an agreed outage, isolated. */
export const stationKinds: readonly WorkKind[] = [
  {
    ...said('substation-cleaning', 'Vệ sinh trạm biến áp', 'Substation cleaning'),
    about: {
      vi: 'Vệ sinh công nghiệp trạm biến áp của khách hàng trong giờ cắt điện đã thống nhất.',
      en: "Cleans the customer's substation during an agreed outage.",
    },
    fields: [station, capacity],
    promise: { minutes: 10 * day, counts: 'working', ...memory('Trong 10 ngày làm việc', 'Within 10 working days') },
    permit: true,
    checks: [
      said('gauge', 'Thử hết điện bằng bút thử', 'Prove dead with a tester'),
      said('clean', 'Vệ sinh sứ, thanh cái, tủ', 'Clean insulators, busbars and panels'),
      said('joints', 'Siết đầu cốt, kiểm tra tiếp xúc', 'Tighten lugs, check contacts'),
      said('clear', 'Rút người, tháo tiếp đất, trả lưới', 'Clear people, remove earths, hand back'),
    ],
    readings: [{ ...earth, safe: { until: 4 } }],
    photos: [before, after],
    counts: [{ measure: 'substations-cleaned' }],
    countsInTime,
  },
  {
    ...said('transformer-test', 'Thí nghiệm máy biến áp', 'Transformer test'),
    about: {
      vi: 'Thí nghiệm định kỳ máy biến áp của khách hàng: cách điện, điện trở một chiều, dầu.',
      en: "Tests the customer's transformer: insulation, winding resistance, oil.",
    },
    fields: [station, capacity],
    promise: { minutes: 10 * day, counts: 'working', ...memory('Trong 10 ngày làm việc', 'Within 10 working days') },
    permit: true,
    checks: [
      said('gauge', 'Thử hết điện bằng bút thử', 'Prove dead with a tester'),
      said('calibrated', 'Máy đo còn hạn kiểm định', 'The instrument is within its calibration'),
      said('tested', 'Đo đủ các pha', 'Measure all phases'),
      said('clear', 'Rút người, tháo tiếp đất, trả lưới', 'Clear people, remove earths, hand back'),
    ],
    readings: [
      { ...insulation, most: 100_000, safe: { from: 300 } },
      {
        name: 'oil',
        says: { vi: 'Điện áp chọc thủng dầu', en: 'Breakdown voltage of the oil' },
        unit: 'kV',
        decimals: 1,
        least: 0,
        most: 100,
        safe: { from: 25 },
        needed: false,
      },
    ],
    photos: [before, { ...after, says: { vi: 'Kết quả trên máy đo', en: 'The instrument' } }],
    counts: [{ measure: 'transformers-tested' }],
    countsInTime,
  },
]
