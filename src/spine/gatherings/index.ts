export { endSession, openSession } from './service-open.ts'
