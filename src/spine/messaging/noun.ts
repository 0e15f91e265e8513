import { face as declare } from '#kit/serve/face.ts'
import type { Said } from '#kit/words'
import { plan } from './plan.ts'
import { messagingRoutes } from './routes.ts'
import { send } from './send.ts'
import { verbs } from './service.ts'
import { watch } from './watch.ts'
import { messagingWords as words } from './words.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** Who can be addressed, by name: what the nouns and activities declare. */
    readonly messaging: { readonly audiences: () => ReadonlyMap<string, Audience> }
  }
}

const does = (key: keyof typeof words.vi.jobs): Said => ({ vi: words.vi.jobs[key], en: words.en.jobs[key] })

export const face = declare({
  name: 'messaging',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'messaging.read': ['administrator', 'planner', 'approver', 'clerk', 'auditor'],
    'messaging.write': ['planner'],
    'messaging.approve': ['approver'],
    'messaging.stop': ['planner', 'approver'],
    'messaging.suppress': ['clerk'],
  },
  routes: messagingRoutes,
  verbs,
  jobs: {
    plan: { does: does('plan'), run: plan },
    send: { does: does('send'), run: send },
    watch: { does: does('watch'), every: '*/5 * * * *', run: watch },
  },
  tables: new URL('./tables/', import.meta.url),
})
