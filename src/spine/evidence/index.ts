export { evidenceGrade, hasEvidence } from './read.ts'
