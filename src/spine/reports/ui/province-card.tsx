import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { ChartFigure } from '#kit/ui/chart-figure.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { provinceMap } from '#kit/ui/map/map.ts'
import type { Overview } from '../routes.ts'
import { veryLateDays } from '../rules.ts'
import { reportUiWords } from './words.ts'

/**
 * The country by progress. Classes stand around today's level, so that the map tells who is behind on the tenth day as
 * well as on the last: half of it, four fifths, on it, a fifth above.
 */
export function ProvinceCard({ of }: { readonly of: Overview }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const known = of.provinces.filter(one => one.progress !== null)
  const due = of.pace.share * 100
  const bounds = [0.5, 0.8, 1, 1.2].map(times => Math.round(Math.min(99, due * times) * 10) / 10)
  const chart = provinceMap({
    title: words.map,
    unit: words.mapUnit,
    summary: words.mapSummary(known.length),
    lang,
    values: Object.fromEntries(
      known.map(one => [one.code, { value: (one.progress ?? 0) * 100, late: (one.daysLate ?? 0) > veryLateDays }]),
    ),
    ...(due >= 90 || due === 0 ? {} : { bounds }),
    lateName: words.lateProvince,
  })
  return (
    <Card title={words.map}>
      <ChartFigure chart={chart} />
    </Card>
  )
}
