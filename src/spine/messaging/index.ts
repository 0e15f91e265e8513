export { loadMessagingDemonstration } from './demonstration.ts'
export { planWave, reachedBy } from './service-waves.ts'
export { sendSingle } from './single.ts'
