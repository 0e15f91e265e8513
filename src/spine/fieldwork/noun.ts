import { face as declare } from '#kit/serve/face.ts'
import { fieldworkRoutes } from './routes.ts'
import { regrade } from './service-accept.ts'
import { awayVerbs } from './service-away.ts'
import { crewVerbs } from './service-crew.ts'
import { crewsVerbs } from './service-crews.ts'
import { listVerbs } from './service-list.ts'
import { officeVerbs } from './service-office.ts'
import { eraseAsker, verifyVisit } from './verifies.ts'
import { fieldworkWords as words } from './words.ts'

const reads = ['administrator', 'planner', 'approver', 'clerk', 'auditor']

export const face = declare({
  name: 'fieldwork',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'fieldwork.read': reads,
    'fieldwork.ask': ['planner', 'clerk'],
    'fieldwork.triage': ['planner', 'clerk'],
    'fieldwork.plan': ['planner'],
    'fieldwork.do': ['crew'],
    'fieldwork.accept': ['approver'],
  },
  routes: fieldworkRoutes,
  verbs: { ...listVerbs, ...officeVerbs, ...awayVerbs, ...crewVerbs, ...crewsVerbs },
  jobs: { regrade },
  verifies: [verifyVisit],
  erases: [eraseAsker],
  tables: new URL('./tables/', import.meta.url),
})
