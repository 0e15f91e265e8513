import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/questions',
    group: 'listen',
    label: { vi: 'Ý kiến khách hàng', en: 'Questions of customers' },
    may: 'listening.read',
    load: () => import('./queue.tsx').then(it => it.QueueScreen),
    count: signal => import('./client.ts').then(it => it.countLate(signal)),
  },
  {
    path: '/questions/$id',
    group: 'listen',
    label: { vi: 'Ý kiến', en: 'Question' },
    may: 'listening.read',
    within: '/questions',
    load: () => import('./case.tsx').then(it => it.CaseScreen),
  },
]
