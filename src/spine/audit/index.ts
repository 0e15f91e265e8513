export { type Head, sequence, signHead, type Verdict, verifyAudit } from './chain.ts'
export { record } from './record.ts'
