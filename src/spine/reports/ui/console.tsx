import type { ConsolePart } from '#kit/ui/parts.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/overview',
    group: 'top',
    label: { vi: 'Tổng quan đợt', en: 'Overview' },
    may: 'reports.read',
    load: () => import('./overview.tsx').then(it => it.OverviewScreen),
  },
  {
    path: '/figures/$activity/$measure',
    group: 'prove',
    label: { vi: 'Một con số', en: 'One figure' },
    may: 'reports.read',
    within: '/overview',
    load: () => import('./figure.tsx').then(it => it.FigureScreen),
  },
  {
    path: '/counted/$id',
    group: 'prove',
    label: { vi: 'Một hồ sơ đã đếm', en: 'One counted record' },
    may: 'reports.read',
    within: '/overview',
    load: () => import('./record.tsx').then(it => it.RecordScreen),
  },
  {
    path: '/corrections',
    group: 'prove',
    label: { vi: 'Nhật ký đính chính', en: 'Corrections' },
    may: 'reports.read',
    load: () => import('./corrections.tsx').then(it => it.CorrectionsScreen),
  },
]

export const parts: readonly ConsolePart[] = [
  {
    on: '/',
    name: 'reports-brief',
    may: 'reports.read',
    load: () => import('./brief.tsx').then(it => it.Brief),
  },
]
