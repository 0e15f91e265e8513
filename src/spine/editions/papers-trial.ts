import { type Paper, paperAsPdf } from '#kit/papers'
import { describePaper } from './papers-draw.ts'
import type { Line, PlanOnPaper } from './papers-plan.ts'
import { defaultWording } from './papers-wording.ts'

/** Invented units and figures, as much as shows every part of a paper: head, grounds, articles, table, closing. */
const units = [
  { id: 'a', name: 'Công ty Điện lực Mẫu Một', code: 'MAU1', kind: 'company' },
  { id: 'b', name: 'Công ty Điện lực Mẫu Hai', code: 'MAU2', kind: 'company' },
]
const line = (key: string, name: Line['name'], unit: Line['unit'], figures: readonly number[]): Line => ({
  key,
  name,
  unit,
  block: unit === 'VND' ? 'money' : 'social',
  role: unit === 'VND' ? 'money' : 'quantity',
  source: unit === 'VND' ? 'union' : null,
  byUnit: new Map(units.map(({ id }, at) => [id, figures[at] ?? 0])),
  reserve: figures[2] ?? null,
  total: figures.reduce((sum, figure) => sum + figure, 0),
})

const sample: PlanOnPaper = {
  edition: 'Tháng Tri ân khách hàng (bản in thử)',
  editionEn: 'Customer Appreciation Month (trial)',
  theme: null,
  year: 2026,
  from: '2026-12-01',
  until: '2026-12-31',
  unit: { name: 'Tổng công ty Điện lực Mẫu', code: 'MAU', kind: 'corporation' },
  above: { name: 'Tập đoàn Mẫu', code: 'TDM', kind: 'group' },
  n: 1,
  reason: null,
  approved: {
    version: '',
    n: 1,
    hash: '0'.repeat(64),
    at: new Date('2026-11-24T03:00:00Z'),
    replaces: null,
    reason: null,
  },
  units,
  lines: [
    line('led-lamps', { vi: 'Thay đèn LED cho hộ nghèo', en: 'Lamps replaced by LED' }, 'households', [1200, 500, 100]),
    line('money-union', { vi: 'Kinh phí công đoàn', en: 'Money of the union' }, 'VND', [50_000_000, 20_000_000, 0]),
  ],
}

/** A decision about invented units, drawn by a layout that nobody has confirmed yet; marked across every page. */
export function trialPdf(layout: Paper['layout']): Promise<Buffer> {
  return paperAsPdf(describePaper('decision', sample, defaultWording('decision', sample), { layout, invented: true }))
}
