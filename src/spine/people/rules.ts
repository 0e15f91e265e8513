/** The roles that a person may hold on a unit and all under it. Their names are in the words. */
export const roles = ['administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor'] as const
export type Role = (typeof roles)[number]

/** Pairs that nobody holds on units that lie in each other's subtree: who plans does not approve, who approves does not pay. */
const apart: readonly (readonly [Role, Role])[] = [
  ['planner', 'approver'],
  ['administrator', 'approver'],
  ['administrator', 'accountant'],
  ['approver', 'accountant'],
  ...roles.filter(role => role !== 'auditor').map(role => ['auditor', role] as const),
]

export function incompatible(a: Role, b: Role): boolean {
  return apart.some(([one, other]) => (one === a && other === b) || (one === b && other === a))
}

/** Who must prove a second factor: whoever can change what others may do, or move money. */
export function needsSecondFactor(held: readonly Role[]): boolean {
  return held.some(role => role === 'administrator' || role === 'approver' || role === 'accountant')
}

/** Staff: half an hour of silence, half a day in all. Customers: thirty days. */
export const staffSession = { idleSeconds: 30 * 60, longestSeconds: 12 * 3600 }
export const customerSession = { idleSeconds: 30 * 86_400, longestSeconds: 30 * 86_400 }

/** Failures in a quarter of an hour after which an account, or an address, has to wait. */
export const mostFailures = { account: 5, address: 30, minutes: 15 }
