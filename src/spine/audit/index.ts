export { type Head, sequence, signHead, verifyAudit } from './chain.ts'
export { record, recordRows } from './record.ts'
