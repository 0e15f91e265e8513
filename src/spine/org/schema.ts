import type { ColumnType } from 'kysely'
import type { CommuneKind, Confidence, Kind, ProvinceKind } from './rules.ts'

/** A day as the database gives and takes it: `yyyy-MM-dd`. */
type Day = string
/** The first day on which a row no longer holds; null has no end. */
type Until = ColumnType<Day | null, Day | null | undefined, Day>

export type OrgTables = {
  'org.units': { id: string; code: string; kind: Kind; opened_on: Day; closed_on: Until }
  'org.unit_names': { unit_id: string; name: string; from_day: Day; until_day: Until }
  'org.unit_parents': { unit_id: string; parent_id: string; from_day: Day; until_day: Until }
  'org.unit_successors': { unit_id: string; successor_id: string; on_day: Day; kind: 'merge' | 'split' }
  'org.unit_areas': { unit_id: string; commune_code: string; from_day: Day; until_day: Until }
  'org.provinces': { code: string; opened_on: Day; closed_on: Until }
  'org.province_names': { code: string; name: string; kind: ProvinceKind; from_day: Day; until_day: Until }
  'org.communes': { code: string; opened_on: Day; closed_on: Until }
  'org.commune_names': {
    code: string
    name: string
    kind: CommuneKind
    province_code: string
    from_day: Day
    until_day: Until
  }
  'org.commune_history': {
    id: string
    old_code: string | null
    old_name: string
    old_district: string
    old_province: string
    new_code: string
    on_day: Day
    share: 'whole' | 'part'
    confidence: Confidence
  }
  'org.place_lists': {
    id: string
    name: string
    effective_day: Day
    added: number
    changed: number
    closed: number
    applied_at: Date
    applied_by: string | null
  }
}
