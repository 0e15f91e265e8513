import type { Verbs } from '#kit/serve'
import type { routes } from './routes.ts'
import { eventVerbs } from './service-events.ts'
import { measureVerbs } from './service-measure.ts'
import { mineVerbs } from './service-mine.ts'
import { paperVerbs } from './service-papers.ts'
import { recordVerbs } from './service-record.ts'
import { registerVerbs } from './service-register.ts'

export const verbs: Verbs<typeof routes> = {
  ...registerVerbs,
  ...eventVerbs,
  ...recordVerbs,
  ...measureVerbs,
  ...paperVerbs,
  ...mineVerbs,
}
