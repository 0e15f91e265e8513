export { loadOrgDemonstration } from './demonstration.ts'
export { demoUnit, demoUnits } from './demonstration-tree.ts'
export { openGroup, seedPlaces } from './seed.ts'
