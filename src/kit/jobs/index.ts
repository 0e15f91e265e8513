export {
  cancelWork,
  claimChunk,
  completeChunk,
  extendChunk,
  LeaseLost,
  progressOf,
  releaseChunk,
  startWork,
  workThrough,
} from './chunks.ts'
export { contextOf } from './context.ts'
export { deadJobs, enqueue } from './enqueue.ts'
export { installJobs } from './install.ts'
export { type JobLine, jobsOf, type RunningJobs, startJobs } from './run.ts'
