export { loadRewardsDemonstration } from './demonstration.ts'
export { awards } from './propose.ts'
