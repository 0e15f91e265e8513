export { type Head, sequence, signHead, verifyAudit } from './chain.ts'
export { record, recordMany } from './record.ts'
