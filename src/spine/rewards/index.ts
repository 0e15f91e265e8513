export { awards } from './propose.ts'
