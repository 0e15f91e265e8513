import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/units',
    group: 'admin',
    label: { vi: 'Cây đơn vị', en: 'Units' },
    may: 'org.read',
    load: () => import('./units.tsx').then(it => it.UnitsScreen),
  },
  {
    path: '/units/$id',
    group: 'admin',
    label: { vi: 'Đơn vị', en: 'Unit' },
    may: 'org.read',
    within: '/units',
    load: () => import('./unit.tsx').then(it => it.UnitScreen),
  },
  {
    path: '/places',
    group: 'admin',
    label: { vi: 'Tỉnh, xã', en: 'Provinces and communes' },
    may: 'org.read',
    load: () => import('./places.tsx').then(it => it.PlacesScreen),
  },
]
