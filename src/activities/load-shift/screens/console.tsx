import type { ConsolePart } from '#kit/ui/parts.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { words } from '../words.ts'

const label = { vi: words.vi.title, en: words.en.title }
const within = '/load-shift' as const
const may = 'load-shift.read' as const

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/load-shift',
    group: 'thank',
    label,
    may,
    load: () => import('./events.tsx').then(it => it.EventsScreen),
  },
  {
    path: '/load-shift/events/$id',
    group: 'thank',
    label,
    may,
    within,
    load: () => import('./event.tsx').then(it => it.EventScreen),
  },
  {
    path: '/load-shift/register',
    group: 'thank',
    label,
    may,
    within,
    load: () => import('./register.tsx').then(it => it.RegisterScreen),
  },
  {
    path: '/load-shift/register/$id',
    group: 'thank',
    label,
    may,
    within,
    load: () => import('./agreement.tsx').then(it => it.AgreementScreen),
  },
  {
    path: '/load-shift/measure',
    group: 'thank',
    label,
    may,
    within,
    load: () => import('./measure.tsx').then(it => it.MeasureScreen),
  },
  {
    path: '/load-shift/results/$id',
    group: 'thank',
    label,
    may,
    within,
    load: () => import('./results.tsx').then(it => it.ResultsScreen),
  },
  {
    path: '/load-shift/why/$id/$line',
    group: 'thank',
    label,
    may,
    within,
    load: () => import('./why.tsx').then(it => it.WhyScreen),
  },
]

export const parts: readonly ConsolePart[] = [
  {
    on: '/recognition/$id/$line',
    name: 'load-shift',
    may,
    load: () => import('./why-part.tsx').then(it => it.WhyPart),
  },
]
