import type { WorkField } from '#kit/wire/work.ts'

export const day = 8 * 60 - 30
export const line = (name: string, vi: string, en: string, needed = true, most = 200): WorkField => ({
  name,
  says: { vi, en },
  needed,
  takes: { kind: 'line', most },
})
export const said = (name: string, vi: string, en: string) => ({ name, says: { vi, en } })
export const before = { name: 'before', says: { vi: 'Trước khi làm', en: 'Before' }, needed: true }
export const after = { name: 'after', says: { vi: 'Sau khi làm', en: 'After' }, needed: true }
export const countsInTime = 'within-promise'
export const memory = (vi: string, en: string) => ({
  source: { vi: `${vi}; đơn vị xác nhận trước khi dùng`, en: `${en}; to be confirmed by the unit` },
  confirmed: false,
})
export const explain = said(
  'explain',
  'Hướng dẫn khách hàng cách dùng an toàn',
  'Show the customer how to use it safely',
)

export const insulation = {
  name: 'insulation',
  says: { vi: 'Điện trở cách điện', en: 'Insulation resistance' },
  unit: 'MΩ',
  decimals: 2,
  least: 0,
  most: 2000,
  safe: { from: 0.5 },
  needed: true,
}
export const voltage = {
  name: 'voltage',
  says: { vi: 'Điện áp tại công tơ', en: 'Voltage at the meter' },
  unit: 'V',
  decimals: 0,
  least: 100,
  most: 480,
  safe: { from: 198, until: 242 },
  needed: true,
}
export const earth = {
  name: 'earth',
  says: { vi: 'Điện trở tiếp đất', en: 'Earth resistance' },
  unit: 'Ω',
  decimals: 1,
  least: 0,
  most: 500,
  safe: { until: 10 },
  needed: true,
}
export const count = (name: string, vi: string, en: string, unit: string, most: number) => ({
  name,
  says: { vi, en },
  unit,
  decimals: 0,
  least: 1,
  most,
  needed: true,
})
