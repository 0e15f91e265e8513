import { refuse } from '#kit/wire'
import type { planRoutes } from './routes-plan.ts'
import type { EditionVerbs } from './service.ts'

const soon = async (): Promise<never> => refuse('editions.unknown_edition', 404)

export const planVerbs: EditionVerbs<keyof typeof planRoutes> = {
  plan: soon,
  edit: soon,
  unitPlan: soon,
  version: soon,
  submit: soon,
  withdraw: soon,
  approve: soon,
  sendBack: soon,
  amend: soon,
  copyPlan: soon,
  lastYear: soon,
  money: soon,
  queue: soon,
}
