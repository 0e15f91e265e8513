import { randomInt } from 'node:crypto'

/** No sign that is taken for another one when it is read aloud or copied by hand. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

const drawn = (many: number): string => Array.from({ length: many }, () => signs[randomInt(signs.length)]).join('')

/** What a customer follows a request by: 30^8 codes, so that trying is no way. */
export const requestCode = (): string => `DV${drawn(8)}`
/** What the door checks a crew by; good while its order is open. */
export const visitCode = (): string => `TN${drawn(6)}`

/** A code as it was typed: small letters, spaces and dashes are no mistake. */
export const readCode = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** In groups of four, as it is read aloud. */
export const showCode = (code: string): string => code.replace(/^(DV|TN)/, '$1-').replace(/(.{4})(?=.{4}$)/, '$1-')
