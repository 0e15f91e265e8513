import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { auditWords } from '../words.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/audit',
    group: 'prove',
    label: { vi: auditWords.vi.title, en: auditWords.en.title },
    may: 'audit.read',
    load: () => import('./audit.tsx').then(it => it.AuditScreen),
  },
]
