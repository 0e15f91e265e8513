import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { ledgerWords } from '../words.ts'

const label = { vi: ledgerWords.vi.title, en: ledgerWords.en.title }

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/ledger',
    group: 'prove',
    label,
    may: 'ledger.read',
    load: () => import('./accounts.tsx').then(it => it.AccountsScreen),
  },
  {
    path: '/ledger/$id',
    group: 'prove',
    label,
    may: 'ledger.read',
    within: '/ledger',
    load: () => import('./account.tsx').then(it => it.AccountScreen),
  },
]
