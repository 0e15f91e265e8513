import { barChart, gradesChart } from '#kit/ui/charts/bars.ts'
import type { Chart } from '#kit/ui/charts/chart.ts'
import { loadChart } from '#kit/ui/charts/load.ts'
import { timelineChart } from '#kit/ui/charts/timeline.ts'
import { provinceMap } from '#kit/ui/map/map.ts'
import { provinces } from '#kit/ui/map/provinces.ts'
import type { Lang } from '#kit/words'
import { galleryWords } from './words.ts'

const halfHours = Array.from({ length: 48 }, (_, at) => 700 + 520 * Math.exp(-(((at - 24) / 11) ** 4)))
const inEvent = (at: number): boolean => at >= 27 && at < 31
const usual = halfHours.map(kw => Math.round(kw))
const actual = halfHours.map((kw, at) => Math.round(kw * (inEvent(at) ? 0.7 : 1) + 14 * Math.sin(at * 2.1)))

function map(lang: Lang): Chart {
  const words = galleryWords[lang]
  const values = Object.fromEntries(
    provinces.map(({ code }, at) => [
      code,
      code === '11' ? { value: null } : { value: 41 + ((at * 17) % 55), late: at % 13 === 5 },
    ]),
  )
  return provinceMap({ title: words.map, unit: '%', summary: words.mapSays, lang, values, lateName: words.late })
}

function load(lang: Lang): Chart {
  const words = galleryWords[lang]
  const [time = '', measured = '', expected = '', band = ''] = words.loadNames as readonly string[]
  return loadChart({
    title: words.load,
    unit: 'kW',
    summary: words.loadSays,
    lang,
    actual,
    expected: usual,
    uncertainty: usual.map(() => 55),
    stepMinutes: 30,
    event: { fromMinute: 810, toMinute: 930, label: words.event },
    difference: { label: '−378 kW', reduced: true },
    names: { time, actual: measured, expected, band },
  })
}

function time(lang: Lang): Chart {
  const words = galleryWords[lang]
  const [item = '', past = '', rest = '', coming = '', today = ''] = words.timeNames as readonly string[]
  const spans = [
    [{ from: '2026-12-01', to: '2026-12-03' }],
    [{ from: '2026-12-01', to: '2026-12-31' }],
    [{ from: '2026-12-14', to: '2026-12-20' }],
  ]
  return timelineChart({
    title: words.time,
    unit: words.days,
    summary: words.timeSays,
    lang,
    from: '2026-12-01',
    to: '2026-12-31',
    today: '2026-12-10',
    rows: (words.timeRows as readonly string[]).map((label, at) => ({ label, spans: spans[at] ?? [] })),
    names: { item, past, rest, coming, today },
  })
}

function grades(lang: Lang): Chart {
  const words = galleryWords[lang]
  const [item = '', proven = '', recorded = '', declared = ''] = words.gradeNames as readonly string[]
  const shares = [
    { proven: 92, recorded: 6, declared: 2 },
    { proven: 88, recorded: 9, declared: 3 },
    { proven: 58, recorded: 10, declared: 32 },
  ] as const
  const rows = (words.gradeRows as readonly string[]).map((label, at) => ({ label, ...(shares[at] ?? shares[0]) }))
  return gradesChart({
    title: words.grades,
    unit: '%',
    summary: words.gradesSays,
    lang,
    rows,
    names: { item, proven, recorded, declared },
  })
}

function bars(lang: Lang): Chart {
  const words = galleryWords[lang]
  const [item = '', value = '', solid = ''] = words.barNames as readonly string[]
  const counts = [
    { label: '−5 %', value: 40, solid: 0 },
    { label: '0 %', value: 96, solid: 0 },
    { label: '5 %', value: 178, solid: 40 },
    { label: '10 %', value: 160, solid: 130 },
    { label: '15 %', value: 84, solid: 78 },
    { label: '20 %', value: 40, solid: 36 },
  ]
  return barChart({
    title: words.bars,
    unit: words.customers,
    summary: words.barsSays,
    lang,
    bars: counts,
    names: { item, value, solid },
  })
}

/** Every kind of picture the product draws, with invented figures. */
export function galleryCharts(lang: Lang): readonly Chart[] {
  return [map(lang), load(lang), grades(lang), bars(lang), time(lang)]
}
