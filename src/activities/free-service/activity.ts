import { face as declare } from '#kit/serve'
import { kinds } from './kinds.ts'
import { measures } from './report.ts'
import { routes } from './routes.ts'
import { pages, panels } from './screens/portal.ts'
import { verbs } from './service.ts'
import { words } from './words.ts'

/** The seven free services of the programme, as kinds of field work; whoever works on them has the spine's permissions. */
export const face = declare({
  name: 'free-service',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {},
  routes,
  verbs,
  works: kinds,
  facts: measures,
  pages,
  panels,
  tables: new URL('./tables/', import.meta.url),
})
