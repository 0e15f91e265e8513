export { type DemoSignIn, loadPeopleDemonstration } from './demonstration.ts'
export { makeGate, type PermissionMap } from './gate.ts'
export { nameOfStaff } from './names.ts'
export { type Role, roles } from './rules.ts'
