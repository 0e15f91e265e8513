export { loadCustomersDemonstration } from './demonstration.ts'
export { numbersFrom } from './demonstration-people.ts'
