export { type Head, sequence, signHead, verifyAudit } from './chain.ts'
export { record } from './record.ts'
