export { demoUnit, demoUnits, loadOrgDemonstration } from './demonstration.ts'
export type { Kind } from './rules.ts'
export { openGroup, seedPlaces } from './seed.ts'
export { dayOf } from './state.ts'
