export { hasEvidence } from './read.ts'
