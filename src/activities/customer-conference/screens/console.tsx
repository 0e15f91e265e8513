import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { words } from '../words.ts'

const label = { vi: words.vi.short, en: words.en.short }

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/conferences',
    group: 'do',
    label,
    may: 'customer-conference.read',
    load: () => import('./conferences.tsx').then(it => it.ConferencesScreen),
  },
  {
    path: '/conferences/$id',
    group: 'do',
    label,
    may: 'customer-conference.read',
    within: '/conferences',
    load: () => import('./conference.tsx').then(it => it.ConferenceScreen),
  },
]
