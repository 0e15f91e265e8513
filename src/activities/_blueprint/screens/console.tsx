import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { words } from '../words.ts'

const label = { vi: words.vi.short, en: words.en.short }

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/trees',
    group: 'do',
    label,
    may: 'blueprint.read',
    load: () => import('./plans.tsx').then(it => it.PlansScreen),
  },
  {
    path: '/trees/$id',
    group: 'do',
    label,
    may: 'blueprint.read',
    within: '/trees',
    load: () => import('./plan.tsx').then(it => it.PlanScreen),
  },
]
