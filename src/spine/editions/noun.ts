import { face as declare } from '#kit/serve/face.ts'
import { drawVerbs } from './papers.ts'
import { layoutVerbs } from './papers-layout.ts'
import { signedVerbs } from './papers-signed.ts'
import { editionRoutes } from './routes.ts'
import { verbs } from './service.ts'
import { catalogueVerbs } from './service-catalogue.ts'
import { cellVerbs } from './service-cells.ts'
import { choiceVerbs } from './service-choices.ts'
import { copyVerbs } from './service-copy.ts'
import { decisionVerbs } from './service-decide.ts'
import { writeVerbs } from './service-editions.ts'
import { lastYearVerbs } from './service-last-year.ts'
import { moneyVerbs } from './service-money.ts'
import { planVerbs } from './service-plan.ts'
import { queueVerbs } from './service-queue.ts'
import { versionVerbs } from './service-versions.ts'
import { sheetVerbs } from './sheet.ts'
import { editionWords } from './words.ts'

const everyRole = ['administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor']

export const face = declare({
  name: 'editions',
  purpose: {
    vi: 'Giữ từng đợt tri ân: chủ đề, thời gian, danh mục, chỉ tiêu và ngân sách đến từng đội',
    en: 'Keeps each edition: its theme and days, its catalogue, targets and budgets down to each team',
  },
  words: editionWords,
  permissions: {
    'editions.read': everyRole,
    'editions.edit': ['administrator', 'planner'],
    'editions.catalogue': ['administrator'],
    'editions.plan': ['planner'],
    'editions.approve': ['approver'],
    // Papers go through the office: drawn from what is approved, filed when they come back signed.
    'editions.papers': ['planner', 'approver'],
  },
  routes: editionRoutes,
  verbs: {
    ...verbs,
    ...writeVerbs,
    ...choiceVerbs,
    ...catalogueVerbs,
    ...planVerbs,
    ...cellVerbs,
    ...versionVerbs,
    ...decisionVerbs,
    ...copyVerbs,
    ...lastYearVerbs,
    ...moneyVerbs,
    ...queueVerbs,
    ...drawVerbs,
    ...layoutVerbs,
    ...signedVerbs,
    ...sheetVerbs,
  },
  tables: new URL('./tables/', import.meta.url),
})
