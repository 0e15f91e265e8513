import { createHash } from 'node:crypto'
import type { Json } from '#kit/serve/recognise.ts'

/**
 * The one text of a value: keys in order of their code units, no spaces, numbers in their shortest form that reads
 * back the same, texts composed (NFC). Throws for what JSON cannot say (NaN, infinity): no result holds such a number.
 */
export function canonical(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a result holds a number that is none')
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const it = value as { readonly [key: string]: Json }
  return `{${Object.keys(it)
    .sort()
    .map(key => `${JSON.stringify(key.normalize('NFC'))}:${canonical(it[key] ?? null)}`)
    .join(',')}}`
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
