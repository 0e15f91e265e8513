import type { ConsolePart } from '#kit/ui/parts.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/outages',
    group: 'do',
    label: { vi: 'Mất điện', en: 'Outages' },
    may: 'meters.read',
    load: () => import('./outages.tsx').then(it => it.OutagesScreen),
  },
]

export const parts: readonly ConsolePart[] = [
  {
    on: '/customers/$id/used',
    name: 'bills',
    may: 'meters.read',
    load: () => import('./bills.tsx').then(it => it.CustomerBills),
  },
]
