import { describe, expect, test } from 'vitest'
import { chartHtml } from '#kit/ui/charts/html.ts'
import { progressMark, whiskerMark } from '#kit/ui/charts/marks.ts'
import { svgText } from '#kit/ui/charts/svg.ts'
import { provinces } from '#kit/ui/map/provinces.ts'
import { galleryCharts } from './charts.ts'

describe.each(['vi', 'en'] as const)('every chart (%s)', lang => {
  test.each(galleryCharts(lang).map(chart => [chart.title, chart] as const))(
    '%s can be read without seeing it',
    (title, chart) => {
      const html = chartHtml(chart, { widthPx: 640, tableWord: 'Xem bảng' })
      expect(chart.unit).not.toBe('')
      expect(chart.summary.length).toBeGreaterThan(10)
      expect(chart.table.rows.length).toBeGreaterThan(2)
      expect(html).toContain(title)
      expect(html).toContain('<details')
      expect(html).toMatch(/role="img"/)
    },
  )

  test.each(galleryCharts(lang).map(chart => [chart.title, chart] as const))(
    '%s keeps the strict policy and its numbers',
    (_, chart) => {
      const html = chartHtml(chart, { widthPx: 320, tableWord: 'x' })
      expect(html).not.toMatch(/ style=|<script|<style/)
      expect(html).not.toMatch(/NaN|undefined|Infinity/)
    },
  )
})

test('text that comes from people is escaped in a picture', () => {
  expect(svgText(progressMark({ says: '"><script>', percent: 140 }))).not.toContain('<script>')
  const whisker = svgText(
    whiskerMark({ says: 'khoảng', low: 322, value: 378, high: 434, min: 0, max: 500, threshold: 124, tone: 'ok' }),
  )
  expect(whisker).toContain('khoảng')
})

test('the map shows all 34 provinces of today, and both archipelagos by name', () => {
  const [map] = galleryCharts('vi')
  expect(provinces).toHaveLength(34)
  expect(map?.table.rows.length).toBeGreaterThanOrEqual(34)
  const html = chartHtml(map as NonNullable<typeof map>, { widthPx: 640, tableWord: 'x' })
  expect(html).toContain('Hoàng Sa')
  expect(html).toContain('Trường Sa')
})
