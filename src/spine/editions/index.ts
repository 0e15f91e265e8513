export { loadEditionsDemonstration } from './demonstration.ts'
export { findCurrentEdition } from './service.ts'
