import type { AwardState } from './rules.ts'

/*
 * What the awards of one unit and one payer come to, in the plainest words: no database, no clock, no concurrency.
 * Tests drive it beside the service and compare after each step.
 */
export type Command =
  | { readonly do: 'propose'; readonly party: number; readonly criterion: number; readonly value: number }
  | { readonly do: 'sign' | 'refuse' | 'issue' | 'clawBack' | 'confirm' | 'dispute'; readonly award: number }

type Award = { readonly party: number; readonly criterion: number; readonly value: number; state: AwardState }
export type Model = { free: number; held: number; spent: number; readonly awards: Award[] }

export const newModel = (budget: number): Model => ({ free: budget, held: 0, spent: 0, awards: [] })

const live = ({ state }: Award): boolean => !['refused', 'expired', 'clawed_back'].includes(state)

/** From which states a command leads where. */
const ways = {
  refuse: { from: ['proposed'], to: 'refused' },
  issue: { from: ['approved'], to: 'issued' },
  confirm: { from: ['issued', 'disputed'], to: 'verified' },
  dispute: { from: ['issued'], to: 'disputed' },
  clawBack: { from: ['issued', 'disputed'], to: 'clawed_back' },
} as const satisfies Readonly<Record<string, { from: readonly AwardState[]; to: AwardState }>>

function sign(model: Model, award: Award): boolean {
  if (award.state !== 'proposed' || model.free < award.value) return false
  award.state = 'approved'
  model.free -= award.value
  model.held += award.value
  return true
}

/** Does a command; false when it is refused, and then nothing has changed. */
export function step(model: Model, command: Command): boolean {
  if (command.do === 'propose') {
    const { party, criterion, value } = command
    if (model.awards.some(one => live(one) && one.party === party && one.criterion === criterion)) return false
    model.awards.push({ party, criterion, value, state: 'proposed' })
    return true
  }
  const award = model.awards[command.award]
  if (!award) return false
  if (command.do === 'sign') return sign(model, award)
  const { from, to } = ways[command.do]
  if (!(from as readonly AwardState[]).includes(award.state)) return false
  award.state = to
  if (command.do === 'issue') {
    model.held -= award.value
    model.spent += award.value
  }
  if (command.do === 'clawBack') {
    model.spent -= award.value
    model.free += award.value
  }
  return true
}

/** What must be true after whatever was done; the first that is not. */
export function broken(model: Model, budget: number): string | undefined {
  if (model.free + model.held + model.spent !== budget) return 'money came or went'
  if (model.free < 0 || model.held < 0 || model.spent < 0) return 'a balance is under nothing'
  const sum = (...states: AwardState[]): number =>
    model.awards.filter(one => states.includes(one.state)).reduce((all, one) => all + one.value, 0)
  if (model.held !== sum('approved')) return 'what is held is not what is approved'
  if (model.spent !== sum('issued', 'verified', 'disputed', 'delivered')) return 'what is spent is not what was issued'
  const parties = model.awards.filter(live).map(one => `${one.party} ${one.criterion}`)
  return new Set(parties).size === parties.length ? undefined : 'a party is thanked twice'
}
