export { sendSingle } from './single.ts'
