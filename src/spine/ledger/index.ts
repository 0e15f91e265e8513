export { clawBack, commitHold, faults, hold, openAccount, releaseHold, reverse } from './accounts.ts'
export { loadLedgerDemonstration } from './demonstration.ts'
export { groupCommit } from './group-commit.ts'
export { post, postMany, type Transfer } from './post.ts'
