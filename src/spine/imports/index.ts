export { loadImportsDemonstration } from './demonstration.ts'
