import type { ConsolePart } from '#kit/ui/parts.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { readingUiWords } from './readings-words.ts'

const said = (key: 'title' | 'bring' | 'load' | 'customer') => ({
  vi: readingUiWords.vi[key],
  en: readingUiWords.en[key],
})

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/outages',
    group: 'do',
    label: { vi: 'Mất điện', en: 'Outages' },
    may: 'meters.read',
    load: () => import('./outages.tsx').then(it => it.OutagesScreen),
  },
  {
    path: '/readings',
    group: 'admin',
    label: said('title'),
    may: 'meters.read',
    load: () => import('./readings.tsx').then(it => it.ReadingsScreen),
  },
  {
    path: '/readings/new',
    group: 'admin',
    label: said('bring'),
    may: 'meters.bring',
    within: '/readings',
    load: () => import('./readings-new.tsx').then(it => it.NewReadingsScreen),
  },
  {
    path: '/readings/loads/$id',
    group: 'admin',
    label: said('load'),
    may: 'meters.read',
    within: '/readings',
    load: () => import('./readings-load.tsx').then(it => it.ReadingsLoadScreen),
  },
  {
    path: '/readings/$id',
    group: 'admin',
    label: said('customer'),
    may: 'meters.read',
    within: '/readings',
    load: () => import('./readings-customer.tsx').then(it => it.CustomerReadingsScreen),
  },
]

export const parts: readonly ConsolePart[] = [
  {
    on: '/customers/$id/used',
    name: 'bills',
    may: 'meters.read',
    load: () => import('./bills.tsx').then(it => it.CustomerBills),
  },
  {
    on: '/customers/$id/used',
    name: 'readings',
    may: 'meters.read',
    load: () => import('./readings-card.tsx').then(it => it.CustomerReadingsCard),
  },
]
