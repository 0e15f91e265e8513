export { loadRewardsDemonstration } from './demonstration.ts'
export { awards, type Proposal } from './propose.ts'
