export { loadCustomersDemonstration } from './demonstration.ts'
