export { awards, type NewRun, type Proposal } from './propose.ts'
