import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/gatherings',
    group: 'do',
    label: { vi: 'Buổi gặp, chỗ ngồi', en: 'Gatherings and seats' },
    may: 'gatherings.read',
    load: () => import('./sessions.tsx').then(it => it.SessionsScreen),
  },
  {
    path: '/gatherings/$id',
    group: 'do',
    label: { vi: 'Buổi gặp', en: 'Gathering' },
    may: 'gatherings.read',
    within: '/gatherings',
    load: () => import('./session.tsx').then(it => it.SessionScreen),
  },
]
