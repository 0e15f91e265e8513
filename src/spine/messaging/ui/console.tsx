import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { messagingUiWords as words } from './words.ts'

const label = { vi: words.vi.title, en: words.en.title }
const may = 'messaging.read'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/messages',
    group: 'do',
    label,
    may,
    load: () => import('./outbox.tsx').then(it => it.OutboxScreen),
    count: () => import('./client.ts').then(it => it.countWaiting()),
  },
  {
    path: '/messages/waves/$id',
    group: 'do',
    label,
    may,
    within: '/messages',
    load: () => import('./wave.tsx').then(it => it.WaveScreen),
  },
  {
    path: '/messages/templates',
    group: 'do',
    label,
    may,
    within: '/messages',
    load: () => import('./templates.tsx').then(it => it.TemplatesScreen),
  },
  {
    path: '/messages/templates/$id',
    group: 'do',
    label,
    may,
    within: '/messages',
    load: () => import('./template.tsx').then(it => it.TemplateScreen),
  },
]
