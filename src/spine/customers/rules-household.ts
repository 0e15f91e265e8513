/** How somebody is related to the head of the household. */
export const relations = ['head', 'spouse', 'parent', 'grandparent', 'child', 'grandchild', 'sibling', 'other'] as const
export type Relation = (typeof relations)[number]

/** What an authority calls a whole household, and what it calls one person. Never worked out here, only recorded. */
export const householdCategories = ['poor', 'near_poor', 'policy_family'] as const
export const personCategories = ['heroic_mother', 'war_invalid', 'lonely_elderly', 'orphan', 'disabled'] as const
export const categories = [...householdCategories, ...personCategories] as const
export type Category = (typeof categories)[number]

export const isOfHousehold = (category: Category): boolean => householdCategories.some(one => one === category)

/** Whether a mark holds on a day: its paper is in force, and nobody took it back. */
export function holdsOn(
  mark: { readonly from: string; readonly until: string | null; readonly endedOn: string | null },
  day: string,
): boolean {
  return mark.from <= day && (mark.until === null || day <= mark.until) && (mark.endedOn === null || day < mark.endedOn)
}
