export {
  type ChunkLease,
  cancelWork,
  claimChunk,
  completeChunk,
  extendChunk,
  LeaseLost,
  type Progress,
  progressOf,
  releaseChunk,
  startWork,
  workThrough,
} from './chunks.ts'
export { type DeadJob, deadJobs, enqueue, type JobData } from './enqueue.ts'
export { installJobs } from './install.ts'
export { type JobLine, jobsOf, type RunningJobs, type StartJobs, startJobs } from './run.ts'
