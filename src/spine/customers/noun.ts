import { sql } from 'kysely'
import type { Erases, Verbs } from '#kit/serve/face.ts'
import { face as declare } from '#kit/serve/face.ts'
import { customersAudience } from './audience.ts'
import { contractsIntake, pointsIntake } from './intake-contracts.ts'
import { customersIntake } from './intake-customers.ts'
import { pages, panel } from './portal.ts'
import { customerRoutes } from './routes.ts'
import { recordConsent } from './service-consents.ts'
import { decideSame, duplicates } from './service-duplicates.ts'
import { enterprise } from './service-enterprise.ts'
import { addMark, addPerson, endMark, endPerson, household, openHousehold } from './service-household.ts'
import { list, takeOut } from './service-list.ts'
import { askForMine, giveConsent, keptOn, mine, myConsents, myData, myRequests } from './service-mine.ts'
import { one } from './service-one.ts'
import { addContact, addRepresentative, concern, endContact, endRepresentative, reveal } from './service-page.ts'
import { findDuplicates, pairs } from './service-pairs.ts'
import { acknowledge, answer, ask, extend, request, requests } from './service-requests.ts'
import { customerWords } from './words.ts'

const verbs: Verbs<typeof customerRoutes> = {
  mine,
  myConsents,
  giveConsent,
  myData,
  myRequests,
  askForMine,
  requests,
  request,
  ask,
  acknowledge,
  extend,
  answer,
  keptOn: async (act, { id }) => {
    await concern(act, id)
    return { ...(await keptOn(act, id)), household: await openHousehold(act, id) }
  },
  duplicates,
  findDuplicates,
  decideSame,
  list,
  takeOut,
  enterprise,
  household,
  addPerson,
  endPerson,
  addMark,
  endMark,
  reveal,
  addContact,
  endContact,
  addRepresentative,
  endRepresentative,
  recordConsent,
  one,
}

/** What the contract does not need goes: ways to reach somebody, who acted for them, words they wrote. */
const eraseCustomer: Erases = async (tx, { kind, id }) => {
  if (kind !== 'customer') return 0
  const { rows } = await sql<{ gone: number }>`select customers.forget(${id}) as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}

export const face = declare({
  name: 'customers',
  purpose: {
    vi: 'Biết khách hàng là ai mà không hỏi hơn mức cần',
    en: 'Knows who a customer is, and asks no more than it needs',
  },
  words: customerWords,
  permissions: {
    'customers.read': ['clerk', 'planner', 'approver', 'administrator'],
    'customers.reveal': ['clerk'],
    'customers.change': ['clerk'],
    'customers.match': ['clerk'],
    'customers.welfare': ['clerk', 'planner', 'approver'],
    'customers.household': ['clerk'],
    'customers.requests': ['clerk', 'administrator'],
    'customers.answer': ['clerk', 'administrator'],
  },
  routes: customerRoutes,
  verbs,
  jobs: { pairs },
  intakes: [customersIntake, contractsIntake, pointsIntake],
  audiences: [customersAudience],
  erases: [eraseCustomer],
  pages,
  panels: [panel],
  tables: new URL('./tables/', import.meta.url),
})
