export { fold, nfc, tidy } from './fold.ts'
export { maskCode, maskName, maskNational, maskPhone } from './mask.ts'
export { compareNames, initials, splitName } from './names.ts'
export { phoneMoves, readPhone, showPhone } from './phone.ts'
