/** What a unit is. The group is the root; the rest stand where `mayStandUnder` allows. */
export const kinds = ['group', 'corporation', 'company', 'team', 'transmission', 'generation', 'office'] as const
export type Kind = (typeof kinds)[number]

/** The kinds that each kind may stand under. Transmission, generation and offices may nest. */
export const mayStandUnder: Readonly<Record<Kind, readonly Kind[]>> = {
  group: [],
  corporation: ['group'],
  company: ['corporation'],
  team: ['company', 'transmission', 'generation'],
  transmission: ['group', 'transmission'],
  generation: ['group', 'corporation', 'generation'],
  office: ['group', 'corporation', 'company', 'transmission', 'generation', 'office'],
}

/** A day, `yyyy-MM-dd`; such texts compare as days do. */
export type Day = string

/** A unit as its rows stand at last: its present or future name and parent, and since when each holds. */
export type UnitState = {
  readonly id: string
  readonly code: string
  readonly kind: Kind
  readonly openedOn: Day
  /** The first day on which it no longer exists. */
  readonly closedOn: Day | null
  readonly name: string
  readonly namedFrom: Day
  readonly parentId: string | null
  readonly placedFrom: Day | null
}

/** A code of a refusal, without values. */
export type Why = `org.${string}`
/** Why an act cannot be done, with what its sentence needs; undefined when it can. */
export type Judged = { readonly why: Why; readonly values: Readonly<Record<string, string>> } | undefined

const no = (why: Why, values: Readonly<Record<string, string>>): Judged => ({ why, values })

/** Whether a unit can take a change on a day: it must be open then, and no closing may be recorded. */
export function judgeOpen(unit: UnitState, day: Day): Judged {
  if (unit.closedOn !== null) return no('org.unit_closed', { code: unit.code, day: unit.closedOn })
  if (unit.openedOn > day) return no('org.unit_not_open_yet', { code: unit.code, day: unit.openedOn })
  return undefined
}

/** Whether a unit of a kind can stand under a parent from a day on. */
export function judgePlace(kind: Kind, parent: UnitState, day: Day): Judged {
  const closed = judgeOpen(parent, day)
  if (closed) return closed
  if (!mayStandUnder[kind].includes(parent.kind))
    return no('org.kind_does_not_fit', { kind, parentKind: parent.kind, code: parent.code })
  return undefined
}

/** A change must come after the last one of its kind: nothing already written is changed. */
function judgeAfter(unit: UnitState, day: Day, last: Day | null): Judged {
  return last !== null && day <= last ? no('org.before_last_change', { code: unit.code, day: last }) : undefined
}

export function judgeRename(unit: UnitState, name: string, day: Day): Judged {
  return (
    judgeOpen(unit, day) ??
    judgeAfter(unit, day, unit.namedFrom) ??
    (unit.name === name ? no('org.same_name', { code: unit.code }) : undefined)
  )
}

/** `circles`: whether the unit stands above that parent on that day or on any later one. */
export function judgeMove(unit: UnitState, parent: UnitState, day: Day, circles: boolean): Judged {
  if (unit.kind === 'group') return no('org.group_stays', {})
  return (
    judgeOpen(unit, day) ??
    (circles || unit.id === parent.id ? no('org.circle', { code: unit.code, parent: parent.code }) : undefined) ??
    judgePlace(unit.kind, parent, day) ??
    (unit.parentId === parent.id ? no('org.same_parent', { code: unit.code, parent: parent.code }) : undefined) ??
    judgeAfter(unit, day, unit.placedFrom)
  )
}

/** `childrenLeft`: how many units stand under it on that day or later. `day` is the first day without the unit. */
export function judgeClose(unit: UnitState, day: Day, childrenLeft: number): Judged {
  if (unit.kind === 'group') return no('org.group_stays', {})
  const last = [unit.openedOn, unit.namedFrom, unit.placedFrom ?? ''].sort().at(-1) ?? unit.openedOn
  return (
    judgeOpen(unit, day) ??
    judgeAfter(unit, day, last) ??
    (childrenLeft > 0 ? no('org.has_open_units', { code: unit.code, count: String(childrenLeft) }) : undefined)
  )
}

/** Whether one unit can take another over: both open, of one kind, not the same. */
export function judgeMerge(unit: UnitState, into: UnitState, day: Day): Judged {
  if (unit.id === into.id) return no('org.merge_into_itself', { code: unit.code })
  if (unit.kind !== into.kind) return no('org.merge_kinds_differ', { code: unit.code, into: into.code })
  return judgeOpen(into, day)
}

export const provinceKinds = ['province', 'city'] as const
export type ProvinceKind = (typeof provinceKinds)[number]
export const communeKinds = ['commune', 'ward', 'zone'] as const
export type CommuneKind = (typeof communeKinds)[number]
export const confidences = ['code', 'name', 'exact', 'near', 'fuzzy', 'ambiguous'] as const
export type Confidence = (typeof confidences)[number]
