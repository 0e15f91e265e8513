export { showCode } from './codes.ts'
export { askForWork } from './service-ask.ts'
