export { type DemoSignIn, loadPeopleDemonstration } from './demonstration.ts'
export { openFirstAdministrator } from './first.ts'
export { makeGate, type PermissionMap } from './gate.ts'
export { nameOfStaff } from './names.ts'
