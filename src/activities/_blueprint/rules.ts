/** What may be planted; the names are in the words. */
export const speciesList = ['native', 'fruit', 'shade', 'mangrove'] as const
export type Species = (typeof speciesList)[number]

export const planStates = ['proposed', 'sent_back', 'approved', 'finished'] as const
export type PlanState = (typeof planStates)[number]

/** A photo makes a planting proven; without one it is recorded by a crew but not proven. */
export type PlantingGrade = 'recorded' | 'proven'

/** Where a plan stands, read from its last decision; none yet means proposed. */
export function stateOf(lastDecision: 'approved' | 'sent_back' | 'revised' | 'finished' | undefined): PlanState {
  if (lastDecision === undefined || lastDecision === 'revised') return 'proposed'
  return lastDecision
}

export type Move = 'approve' | 'sendBack' | 'revise' | 'plant' | 'finish'
export type Refused =
  | 'blueprint.not_waiting'
  | 'blueprint.own_plan'
  | 'blueprint.not_sent_back'
  | 'blueprint.not_approved'
  | 'blueprint.not_yours'

/**
 * Whether a move is legal, and why not. Nobody decides on a plan of their own; only its author revises it;
 * trees are planted on an approved plan only.
 */
export function mayMove(
  move: Move,
  plan: { readonly state: PlanState; readonly plannedBy: string },
  actor: string,
): Refused | undefined {
  switch (move) {
    case 'approve':
    case 'sendBack':
      if (plan.state !== 'proposed') return 'blueprint.not_waiting'
      return plan.plannedBy === actor ? 'blueprint.own_plan' : undefined
    case 'revise':
      if (plan.state !== 'sent_back') return 'blueprint.not_sent_back'
      return plan.plannedBy === actor ? undefined : 'blueprint.not_yours'
    case 'plant':
    case 'finish':
      return plan.state === 'approved' ? undefined : 'blueprint.not_approved'
  }
}

/** Trees still to plant: never below none, however much more was planted. */
export function treesLeft(plan: { readonly trees: number }, planted: number): number {
  return Math.max(0, plan.trees - planted)
}

/** The most that crews may record on one plan: a tenth above it, for what neighbours brought along. */
export function mostTrees(plan: { readonly trees: number }): number {
  return Math.floor(plan.trees * 1.1)
}

export type DayRefused = 'blueprint.day_ahead' | 'blueprint.day_before_plan'

/** A planting's day lies between the plan's day and today. Days are ISO (2026-12-10) in Asia/Ho_Chi_Minh. */
export function dayRefused(plantedOn: string, plannedOn: string, today: string): DayRefused | undefined {
  if (plantedOn > today) return 'blueprint.day_ahead'
  return plantedOn < plannedOn ? 'blueprint.day_before_plan' : undefined
}

export function gradeOf(planting: { readonly photoId: string | null | undefined }): PlantingGrade {
  return planting.photoId ? 'proven' : 'recorded'
}
