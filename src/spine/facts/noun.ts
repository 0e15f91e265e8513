import { face as declare } from '#kit/serve/face.ts'
import { factRoutes } from './routes.ts'
import { verbs } from './service.ts'
import { factWords } from './words.ts'

export const face = declare({
  name: 'facts',
  purpose: {
    vi: 'Đếm từng việc một lần, để mọi con số mở ra được',
    en: 'Counts each act once, so that every figure opens',
  },
  words: factWords,
  permissions: { 'facts.read': ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor'] },
  routes: factRoutes,
  verbs,
  tables: new URL('./tables/', import.meta.url),
})
