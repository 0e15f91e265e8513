import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { imports } from './client.ts'
import { importUiWords } from './words.ts'

const said = (key: 'title' | 'begin' | 'sources' | 'load') => ({ vi: importUiWords.vi[key], en: importUiWords.en[key] })

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/imports',
    group: 'admin',
    label: said('title'),
    may: 'imports.read',
    load: () => import('./list.tsx').then(it => it.ImportsScreen),
    count: async () => ({ value: (await imports.loads({ state: 'checked' })).loads.length }),
  },
  {
    path: '/imports/new',
    group: 'admin',
    label: said('begin'),
    may: 'imports.bring',
    within: '/imports',
    load: () => import('./new.tsx').then(it => it.NewImportScreen),
  },
  {
    path: '/imports/sources',
    group: 'admin',
    label: said('sources'),
    may: 'imports.read',
    within: '/imports',
    load: () => import('./sources.tsx').then(it => it.SourcesScreen),
  },
  {
    path: '/imports/$id',
    group: 'admin',
    label: said('load'),
    may: 'imports.read',
    within: '/imports',
    load: () => import('./load.tsx').then(it => it.ImportScreen),
  },
]
