/** Signs of a code on paper: no vowel, no look-alike, and none that a Vietnamese keyboard turns into another. */
const signs = '23456789CFGHJKMNPQRTVXY'
const codeLength = 12

/** A code from the bytes of a keyed hash (at least twice as many as signs). */
export function codeOf(bytes: Uint8Array): string {
  return Array.from({ length: codeLength }, (_, at) => {
    const two = (bytes[at * 2] ?? 0) * 256 + (bytes[at * 2 + 1] ?? 0)
    return signs[two % signs.length]
  }).join('')
}

/** The code as it was typed: small letters, spaces and hyphens do not matter. Undefined when it is none. */
export function readCode(typed: string): string | undefined {
  const code = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  return code.length === codeLength && [...code].every(sign => signs.includes(sign)) ? code : undefined
}

/** A code as people read it aloud: four signs at a time. */
export function showCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-')
}
