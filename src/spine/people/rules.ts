/** The roles that a person may hold on a unit and all under it. Their names are in the words. */
export const roles = ['administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor'] as const
export type Role = (typeof roles)[number]

/** Pairs that nobody holds on one branch of units: who plans does not approve, who approves does not pay. */
const apart: readonly (readonly [Role, Role])[] = [
  ['planner', 'approver'],
  ['administrator', 'approver'],
  ['administrator', 'accountant'],
  ['approver', 'accountant'],
]

/**
 * What keeps two roles from one person: `anywhere` for the auditor, who has no other hand in the programme;
 * `branch` when they may not meet where one unit stands over the other; undefined when they go together.
 */
export function clash(a: Role, b: Role): 'anywhere' | 'branch' | undefined {
  if (a !== b && (a === 'auditor' || b === 'auditor')) return 'anywhere'
  return apart.some(pair => a !== b && pair.includes(a) && pair.includes(b)) ? 'branch' : undefined
}

/** The roles that clash with one, by how far apart they must be. */
export function clashesOf(role: Role): { readonly anywhere: readonly Role[]; readonly branch: readonly Role[] } {
  return {
    anywhere: roles.filter(other => clash(role, other) === 'anywhere'),
    branch: roles.filter(other => clash(role, other) === 'branch'),
  }
}

/** Who must prove a second factor: whoever can change what others may do, give consent, or move money. */
export function needsSecondFactor(held: readonly Role[]): boolean {
  return held.some(role => role === 'administrator' || role === 'approver' || role === 'accountant')
}

/** What is still to be proved after a password: the authenticator's code, an own password, an authenticator at all. */
export const steps = ['code', 'password', 'enrolment'] as const
export type Step = (typeof steps)[number]

/** The next thing to prove after `done`, in the order of `steps`; undefined when somebody is signed in. */
export function nextStep(
  needed: { readonly enrolled: boolean; readonly passwordGiven: boolean; readonly mustEnrol: boolean },
  done: Step | undefined,
): Step | undefined {
  const needs: Readonly<Record<Step, boolean>> = {
    code: needed.enrolled,
    password: needed.passwordGiven,
    enrolment: needed.mustEnrol && !needed.enrolled,
  }
  return steps.slice(done ? steps.indexOf(done) + 1 : 0).find(step => needs[step])
}

export type SessionLength = { readonly idleSeconds: number; readonly longestSeconds: number }

/** Staff: half an hour of silence, half a day in all. Customers: thirty days. A sign-in under way: ten minutes. */
export const sessionLengths = {
  staff: { idleSeconds: 30 * 60, longestSeconds: 12 * 3600 },
  customer: { idleSeconds: 30 * 86_400, longestSeconds: 30 * 86_400 },
  step: { idleSeconds: 10 * 60, longestSeconds: 10 * 60 },
} as const satisfies Readonly<Record<string, SessionLength>>

/**
 * Failures in so many minutes after which a try is refused: of one account from one address, of one account from
 * anywhere, of one address, and of an account's second factor (ten a day against a million codes).
 */
export const mostFailures = {
  here: { most: 5, minutes: 15 },
  account: { most: 20, minutes: 15 },
  address: { most: 60, minutes: 15 },
  code: { most: 10, minutes: 24 * 60 },
} as const

export const passwordLength = { least: 12, most: 200 } as const

const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('vi').replace(/\s/g, '')

/** Why a password is too weak: short, made of few different signs, or made of what is known about its owner. */
export function weakness(password: string, about: readonly string[]): 'short' | 'plain' | 'about' | undefined {
  const signs = folded(password)
  if ([...password.normalize('NFC')].length < passwordLength.least) return 'short'
  if (new Set(signs).size < 5 || /^(.{1,4})\1+.{0,3}$/u.test(signs)) return 'plain'
  const known = about.map(folded).filter(text => text.length >= 3)
  const rest = known.reduce((left, text) => left.replaceAll(text, ''), signs)
  return rest.length < passwordLength.least / 2 ? 'about' : undefined
}

/** How long a role may be lent, how long a crew's phone and a partner's key may serve, in days. */
export const longestDays = { delegation: 92, device: 400, partnerKey: 400 } as const

/** What is wrong with the days of a role or a delegation; `today` is the first day that may still be granted. */
export function wrongDays(
  it: { readonly from: string; readonly until?: string | undefined },
  today: string,
): 'past' | 'ends_before' | undefined {
  if (it.from < today) return 'past'
  return it.until !== undefined && it.until <= it.from ? 'ends_before' : undefined
}

export const partnerKinds = ['live', 'team', 'test'] as const
export type PartnerKind = (typeof partnerKinds)[number]
