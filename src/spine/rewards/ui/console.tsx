import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { rewardUiWords as words } from './words.ts'

const label = { vi: words.vi.title, en: words.en.title }

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/rewards',
    group: 'thank',
    label,
    may: 'rewards.read',
    load: () => import('./runs.tsx').then(it => it.RunsScreen),
    count: () => import('./client.ts').then(it => it.countWaiting()),
  },
  {
    path: '/rewards/lists/$id',
    group: 'thank',
    label,
    may: 'rewards.read',
    within: '/rewards',
    load: () => import('./run.tsx').then(it => it.RunScreen),
  },
  {
    path: '/rewards/awards/$id',
    group: 'thank',
    label,
    may: 'rewards.read',
    within: '/rewards',
    load: () => import('./award.tsx').then(it => it.AwardScreen),
  },
  {
    path: '/stock',
    group: 'thank',
    label: { vi: words.vi.stock, en: words.en.stock },
    may: 'rewards.read',
    load: () => import('./stock.tsx').then(it => it.StockScreen),
  },
  {
    path: '/vouchers',
    group: 'thank',
    label: { vi: words.vi.vouchers, en: words.en.vouchers },
    may: 'rewards.read',
    load: () => import('./batches.tsx').then(it => it.BatchesScreen),
  },
]
