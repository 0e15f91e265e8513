/** What somebody may agree to. Each purpose is asked for on its own, and none is agreed to by silence. */
export const purposes = ['care', 'offers', 'survey', 'publication'] as const
export type Purpose = (typeof purposes)[number]
export const channels = ['sms', 'zalo', 'email', 'call', 'letter', 'public'] as const
export type Channel = (typeof channels)[number]
export const howGiven = ['portal', 'counter', 'call', 'paper', 'message'] as const

/** The channels that go with a purpose: a name is published or it is not, all else is sent by some way. */
export function channelsOf(purpose: Purpose): readonly Channel[] {
  return purpose === 'publication' ? ['public'] : channels.filter(channel => channel !== 'public')
}

/** Which text was shown; a new wording is a new version, so that it can be told what somebody agreed to. */
export const consentText = '2026.1'

export const requestKinds = ['access', 'correction', 'deletion', 'objection', 'withdrawal'] as const
export type RequestKind = (typeof requestKinds)[number]
export const requestStates = ['received', 'acknowledged', 'extended', 'done', 'refused'] as const
export type RequestState = (typeof requestStates)[number]
export const throughs = ['portal', 'counter', 'call', 'paper'] as const

export const representativeRoles = ['director', 'accountant', 'authorised', 'family', 'guardian'] as const

/** The day that was promised next: that its receipt is acknowledged, and then that it is answered. */
export function nextPromise(it: {
  readonly state: RequestState
  readonly acknowledgeBy: string
  readonly dueOn: string
}): { readonly what: 'acknowledge' | 'answer'; readonly by: string } {
  const acknowledge = it.state === 'received' && it.acknowledgeBy < it.dueOn
  return acknowledge ? { what: 'acknowledge', by: it.acknowledgeBy } : { what: 'answer', by: it.dueOn }
}

/** How a request stands against its clocks: `late` once a promised day is over, `soon` on the two days before. */
export function standing(
  it: { readonly state: RequestState; readonly acknowledgeBy: string; readonly dueOn: string },
  today: string,
  soonFrom: string,
): 'closed' | 'late' | 'soon' | 'open' {
  if (it.state === 'done' || it.state === 'refused') return 'closed'
  const { by } = nextPromise(it)
  if (by < today) return 'late'
  return by <= soonFrom ? 'soon' : 'open'
}
