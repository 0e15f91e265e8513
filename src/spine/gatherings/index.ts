export { endSession, type NewSession, openSession } from './service-open.ts'
