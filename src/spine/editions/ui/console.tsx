import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/plan',
    group: 'plan',
    label: { vi: 'Kế hoạch và chỉ tiêu', en: 'Plan and targets' },
    may: 'editions.read',
    load: () => import('./plan.tsx').then(it => it.PlanScreen),
  },
]
