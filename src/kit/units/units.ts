import type { Lang, Said } from '#kit/words'
import { showNumber, showPercent } from './numbers.ts'

/** A unit of quantities. `says` stands behind a number; `one` is the English singular; symbols have neither. */
export type Unit = { readonly says: Said; readonly one?: string; readonly decimals: number }

const symbol = (sign: string, decimals: number): Unit => ({ says: { vi: sign, en: sign }, decimals })
const thing = (vi: string, one: string, en: string): Unit => ({ says: { vi, en }, one, decimals: 0 })

/** Every unit in which something is counted or measured; measures name one by its key. */
export const units = {
  kWh: symbol('kWh', 1),
  kW: symbol('kW', 1),
  MWh: symbol('MWh', 1),
  MW: symbol('MW', 1),
  km: symbol('km', 2),
  minutes: thing('phút', 'minute', 'minutes'),
  hours: { says: { vi: 'giờ', en: 'hours' }, one: 'hour', decimals: 1 },
  days: thing('ngày', 'day', 'days'),
  VND: symbol('₫', 0),
  percent: symbol('%', 1),
  score: { says: { vi: 'điểm', en: 'points' }, one: 'point', decimals: 1 },
  points: thing('điểm', 'point', 'points'),
  tonnesCo2: { says: { vi: 'tấn CO₂', en: 'tonnes of CO₂' }, one: 'tonne of CO₂', decimals: 1 },
  people: thing('người', 'person', 'people'),
  households: thing('hộ', 'household', 'households'),
  customers: thing('khách hàng', 'customer', 'customers'),
  enterprises: thing('doanh nghiệp', 'enterprise', 'enterprises'),
  homes: thing('nhà', 'home', 'homes'),
  trees: thing('cây', 'tree', 'trees'),
  lamps: thing('đèn', 'lamp', 'lamps'),
  jobs: thing('công việc', 'job', 'jobs'),
  bloodUnits: thing('đơn vị máu', 'unit of blood', 'units of blood'),
  meters: thing('công tơ', 'meter', 'meters'),
  substations: thing('trạm biến áp', 'substation', 'substations'),
  transformers: thing('máy biến áp', 'transformer', 'transformers'),
  gifts: thing('suất quà', 'gift', 'gifts'),
  vouchers: thing('phiếu', 'voucher', 'vouchers'),
  visits: thing('lượt thăm', 'visit', 'visits'),
  messages: thing('tin', 'message', 'messages'),
  conferences: thing('hội nghị', 'conference', 'conferences'),
  sessions: thing('buổi', 'session', 'sessions'),
  questions: thing('câu hỏi', 'question', 'questions'),
  pledges: thing('cam kết', 'pledge', 'pledges'),
  offers: thing('ưu đãi', 'offer', 'offers'),
  deeds: thing('việc', 'deed', 'deeds'),
  pieces: thing('chiếc', 'piece', 'pieces'),
  times: thing('lần', 'time', 'times'),
} as const satisfies Readonly<Record<string, Unit>>

export type UnitKey = keyof typeof units

/** A unit's name or symbol alone, for a column's head. */
export function unitName(key: UnitKey, lang: Lang): string {
  return units[key].says[lang]
}

/**
 * A quantity with its unit, on one line: 1.234,5 kWh, 12 hộ, 72,4 % (en: 1,234.5 kWh, 1 household). `percent` takes
 * hundredths (72.4); `VND` whole đồng.
 */
export function showQuantity(value: number | bigint, key: UnitKey, lang: Lang): string {
  const unit: Unit = units[key]
  if (key === 'percent') return showPercent(Number(value) / 100, lang)
  const single = lang === 'en' && unit.one !== undefined && Number(value) === 1
  return `${showNumber(value, lang, unit.decimals)}\u00a0${single ? unit.one : unit.says[lang]}`
}
