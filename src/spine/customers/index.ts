export { type ContactKeys, contactKeys, contactSought, openContact, sealPhone } from './contact-seal.ts'
export { loadCustomersDemonstration } from './demonstration.ts'
export { numbersFrom } from './demonstration-people.ts'
export { enterLarge } from './service-enter.ts'
