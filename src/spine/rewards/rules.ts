import { declareFlow } from '#kit/flow'

export const itemKinds = ['money', 'gift', 'voucher', 'points'] as const
export type ItemKind = (typeof itemKinds)[number]
export const partyKinds = ['person', 'household', 'contract', 'enterprise'] as const
export type PartyKind = (typeof partyKinds)[number]
/** Whose budget pays, as the plans of an edition name them. */
export const payerSources = ['company', 'union', 'youth', 'partner'] as const
export type PayerSource = (typeof payerSources)[number]

/** A run is filled, sent for approval, signed by as many as its value asks for, and issued. */
export const runStates = ['filling', 'waiting', 'approved', 'refused', 'issued'] as const
export type RunState = (typeof runStates)[number]
export const runFlow = declareFlow({
  states: runStates,
  start: 'filling',
  moves: {
    submit: { from: ['filling'], to: 'waiting' },
    approve: { from: ['waiting'], to: 'approved' },
    refuse: { from: ['waiting'], to: 'refused' },
    issue: { from: ['approved'], to: 'issued' },
  },
})

/** An award: it counts as given once its receiver says so. */
export const awardStates = [
  'proposed',
  'approved',
  'refused',
  'issued',
  'delivered',
  'verified',
  'disputed',
  'expired',
  'clawed_back',
] as const
export type AwardState = (typeof awardStates)[number]
export const awardFlow = declareFlow({
  states: awardStates,
  start: 'proposed',
  moves: {
    approve: { from: ['proposed'], to: 'approved' },
    refuse: { from: ['proposed'], to: 'refused' },
    issue: { from: ['approved'], to: 'issued' },
    deliver: { from: ['issued', 'disputed'], to: 'delivered' },
    confirm: { from: ['issued', 'delivered', 'disputed'], to: 'verified' },
    dispute: { from: ['issued', 'delivered'], to: 'disputed' },
    expire: { from: ['issued'], to: 'expired' },
    clawBack: { from: ['issued', 'delivered', 'disputed'], to: 'clawed_back' },
  },
})
export type AwardMove = keyof typeof awardFlow.moves

export type Payer = {
  readonly source: PayerSource
  /** In hundredths of a percent; the last payer takes what is left, whatever its share. */
  readonly shareBp: number
  readonly mostVnd?: bigint | undefined
}

/** What is wrong with a list of payers: none, one twice, or shares before the last that leave it nothing. */
export function wrongPayers(payers: readonly Payer[]): 'none' | 'twice' | 'too_much' | undefined {
  if (payers.length === 0) return 'none'
  if (new Set(payers.map(one => one.source)).size < payers.length) return 'twice'
  return payers.slice(0, -1).reduce((sum, one) => sum + one.shareBp, 0) >= 10_000 ? 'too_much' : undefined
}

export type Limit = { readonly from: string; readonly upToVnd: bigint; readonly signatures: number }

/** How many must sign what is worth so much on a day: the newest limits that hold then; above all of them, the most. */
export function signaturesFor(valueVnd: bigint, day: string, limits: readonly Limit[]): number {
  const from = limits.reduce((last, one) => (one.from <= day && one.from > last ? one.from : last), '')
  const held = limits.filter(one => one.from === from).sort((a, b) => (a.upToVnd < b.upToVnd ? -1 : 1))
  return (held.find(one => valueVnd <= one.upToVnd) ?? held.at(-1))?.signatures ?? 1
}

/** Awards that are approved, held and issued together. */
export const chunkSize = 20_000

/**
 * How an amount goes back to those who paid, in proportion to what each paid; what rounding leaves goes to the first
 * that still has room. Never more than a payer gave; all parts are the amount to the đồng. `back` is at most their sum.
 */
export function shareBack(paid: readonly bigint[], back: bigint): bigint[] {
  const sum = paid.reduce((all, one) => all + one, 0n)
  if (sum === 0n) return paid.map(() => 0n)
  const parts = paid.map(one => (one * back) / sum)
  let left = back - parts.reduce((all, one) => all + one, 0n)
  return parts.map((part, at) => {
    const room = (paid[at] ?? 0n) - part
    const more = room < left ? room : left
    left -= more
    return part + more
  })
}
