import type { Said } from '#kit/words'
import type { IsoDay } from './day.ts'

/**
 * A day on which the week's rule does not hold. `off` is no working day, `worked` is one (a Saturday worked in
 * exchange for a day off). `sure: false` has no announcement behind it that was seen: shown as such, to be confirmed.
 */
export type Holiday = {
  readonly day: IsoDay
  readonly kind: 'off' | 'worked'
  readonly says: Said
  readonly sure: boolean
  readonly source?: string
}

const newYear = { vi: 'Tết Dương lịch', en: "New Year's Day" }
const tet = { vi: 'Tết Nguyên đán', en: 'Lunar New Year' }
const kings = { vi: 'Giỗ Tổ Hùng Vương', en: "Hung Kings' Commemoration Day" }
const reunification = { vi: 'Ngày Chiến thắng 30/4', en: 'Reunification Day' }
const labour = { vi: 'Ngày Quốc tế Lao động', en: 'International Labour Day' }
const national = { vi: 'Quốc khánh', en: 'National Day' }
const culture = { vi: 'Ngày Văn hóa Việt Nam', en: 'Vietnam Culture Day' }
const swappedOff = { vi: 'Nghỉ hoán đổi', en: 'Day off in exchange' }
const swappedWorked = { vi: 'Làm bù', en: 'Working day in exchange' }
const inLieu = (of: Said): Said => ({ vi: `Nghỉ bù ${of.vi}`, en: `In lieu of ${of.en}` })

const law = 'Bộ luật Lao động 2019, Điều 112'
const tet2024 = 'Công bố lịch nghỉ Tết Giáp Thìn và Quốc khánh 2024'
const swap2024 = 'https://tiepthigiadinh.vn/tag/30-4-va-1-5'
const national2024 = 'https://www.phunuvagiadinh.vn/nghi-le-quoc-khanh.topic'
const of2025 = 'Văn bản 8726/VPCP-KGVX ngày 26/11/2024'
const of2026 = 'https://erp.vsol.io/knowledge/article/147'
const swap2026 = 'https://helpall247.com/en/news/2026-new-year-holiday-4-days'
const culture2026 = 'Nghị quyết 80 của Bộ Chính trị (1/2026); chưa thấy văn bản luật'

type Row = readonly [day: IsoDay, says: Said, source: string | undefined, mark?: 'unsure' | 'unsure worked']

/** In the order of the calendar. The two lunar feasts are computed for +07:00; what lies around them is announced. */
const rows: readonly Row[] = [
  ['2024-01-01', newYear, law],
  ['2024-02-08', tet, tet2024, 'unsure'],
  ['2024-02-09', tet, tet2024, 'unsure'],
  ['2024-02-10', tet, law],
  ['2024-02-11', tet, law],
  ['2024-02-12', tet, law],
  ['2024-02-13', inLieu(tet), tet2024, 'unsure'],
  ['2024-02-14', inLieu(tet), tet2024, 'unsure'],
  ['2024-04-18', kings, law],
  ['2024-04-29', swappedOff, swap2024, 'unsure'],
  ['2024-04-30', reunification, law],
  ['2024-05-01', labour, law],
  ['2024-05-04', swappedWorked, swap2024, 'unsure worked'],
  ['2024-09-02', national, law],
  ['2024-09-03', national, national2024],

  ['2025-01-01', newYear, law],
  ['2025-01-27', tet, of2025],
  ['2025-01-28', tet, of2025],
  ['2025-01-29', tet, law],
  ['2025-01-30', tet, law],
  ['2025-01-31', tet, law],
  ['2025-04-07', kings, law],
  ['2025-04-26', swappedWorked, of2025, 'unsure worked'],
  ['2025-04-30', reunification, law],
  ['2025-05-01', labour, law],
  ['2025-05-02', swappedOff, of2025, 'unsure'],
  ['2025-09-01', national, of2025, 'unsure'],
  ['2025-09-02', national, law],

  ['2026-01-01', newYear, law],
  ['2026-01-02', swappedOff, swap2026],
  ['2026-01-10', swappedWorked, undefined, 'unsure worked'],
  ['2026-02-16', tet, of2026],
  ['2026-02-17', tet, law],
  ['2026-02-18', tet, law],
  ['2026-02-19', tet, law],
  ['2026-02-20', tet, of2026],
  ['2026-04-26', kings, law],
  ['2026-04-27', inLieu(kings), of2026],
  ['2026-04-30', reunification, law],
  ['2026-05-01', labour, law],
  ['2026-08-22', swappedWorked, undefined, 'unsure worked'],
  ['2026-08-31', swappedOff, undefined, 'unsure'],
  ['2026-09-01', national, of2026],
  ['2026-09-02', national, law],
  ['2026-11-24', culture, culture2026, 'unsure'],

  ['2027-01-01', newYear, law],
  ['2027-02-05', tet, undefined, 'unsure'],
  ['2027-02-06', tet, law],
  ['2027-02-07', tet, law],
  ['2027-02-08', tet, law],
  ['2027-02-09', tet, undefined, 'unsure'],
  ['2027-02-10', inLieu(tet), undefined, 'unsure'],
  ['2027-02-11', inLieu(tet), undefined, 'unsure'],
  ['2027-04-16', kings, law],
  ['2027-04-30', reunification, law],
  ['2027-05-01', labour, law],
  ['2027-05-03', inLieu(labour), undefined, 'unsure'],
  ['2027-09-02', national, law],
  ['2027-09-03', national, undefined, 'unsure'],
  ['2027-11-24', culture, culture2026, 'unsure'],
]

/** Vietnam's public holidays and exchanged working days, 2024 to 2027. Callers may give their own list instead. */
export const publicHolidays: readonly Holiday[] = rows.map(([day, says, source, mark = '']) => ({
  day,
  kind: mark.endsWith('worked') ? 'worked' : 'off',
  says,
  sure: !mark.startsWith('unsure'),
  ...(source ? { source } : {}),
}))

/** What is special about a day, if anything. */
export function findHoliday(day: IsoDay, holidays: readonly Holiday[] = publicHolidays): Holiday | undefined {
  return holidays.find(holiday => holiday.day === day)
}
