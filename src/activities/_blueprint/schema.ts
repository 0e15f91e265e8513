import type { Species } from './rules.ts'

export type PlanRow = {
  id: string
  edition_id: string
  unit_id: string
  place: string
  species: Species
  trees: number
  planned_by: string
  planned_at: Date
}

export type DecisionRow = {
  id: string
  plan_id: string
  unit_id: string
  kind: 'approved' | 'sent_back' | 'revised' | 'finished'
  reason: string | null
  decided_by: string
  decided_at: Date
}

export type PlantingRow = {
  id: string
  plan_id: string
  unit_id: string
  trees: number
  planted_on: string
  photo_id: string | null
  planted_by: string
  planted_at: Date
}

export type TreeTables = {
  'blueprint.plans': PlanRow
  'blueprint.decisions': DecisionRow
  'blueprint.plantings': PlantingRow
}
