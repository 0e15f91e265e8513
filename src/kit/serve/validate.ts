import { type FieldError, Refusal, type Schema } from '#kit/wire'
import type { Lang } from '#kit/words'
import { kitWords } from './words.ts'

const deepest = 24
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

type FieldCode = keyof (typeof kitWords.vi)['fields']
type Wrong = { readonly field: string; readonly code: FieldCode; readonly limit?: number | string }

/** Every text in NFC; refuses what no database or screen could hold. Returns a copy. */
function clean(value: unknown, at: string, wrong: Wrong[], depth = 0): unknown {
  if (depth > deepest) throw new Refusal('kit.too_deep', 422)
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) wrong.push({ field: at, code: 'bad_text' })
    return value.normalize('NFC')
  }
  if (Array.isArray(value)) return value.map((item, index) => clean(item, `${at}.${index}`, wrong, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const field = at === '' ? key : `${at}.${key}`
    if (forbiddenKeys.has(key)) wrong.push({ field, code: 'unknown_key' })
    else copy[key] = clean(item, field, wrong, depth + 1)
  }
  return copy
}

type ZodIssue = {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[]
  readonly code?: string
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly keys?: readonly string[]
  readonly input?: unknown
  readonly message: string
}

const isText = (issue: ZodIssue): boolean => issue.origin === 'string'

/** Names an issue of a schema by a code that has words. */
function named(issue: ZodIssue): Pick<Wrong, 'code' | 'limit'> {
  switch (issue.code) {
    case 'invalid_type':
      return { code: /undefined/.test(issue.message) ? 'required' : 'wrong_type' }
    case 'too_small':
      return {
        code: isText(issue) ? (issue.minimum === 1 ? 'required' : 'too_short') : 'too_small',
        limit: String(issue.minimum),
      }
    case 'too_big':
      return { code: isText(issue) ? 'too_long' : 'too_big', limit: String(issue.maximum) }
    case 'invalid_format':
      return { code: 'bad_format' }
    case 'invalid_value':
      return { code: 'not_listed' }
    default:
      return { code: 'invalid' }
  }
}

function wrongsOf(issue: ZodIssue): Wrong[] {
  const path = (issue.path ?? []).map(part => String(typeof part === 'object' ? part.key : part))
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map(key => ({ field: [...path, key].join('.'), code: 'unknown_key' }))
  return [{ field: path.join('.'), ...named(issue) }]
}

/** A field's error in words of one language. */
export function fieldError(wrong: Wrong, lang: Lang): FieldError {
  const sentence = kitWords[lang].fields[wrong.code]
  const message = typeof sentence === 'string' ? sentence : sentence({ limit: wrong.limit ?? '' })
  return { field: wrong.field.slice(0, 200), code: `kit.${wrong.code}`, message }
}

/** Checks what was sent against the row's schema; all errors at once. Throws `kit.invalid` (422). */
export async function checked(schema: Schema, sent: unknown, lang: Lang): Promise<unknown> {
  const wrong: Wrong[] = []
  const tidy = clean(sent, '', wrong)
  const result = await schema['~standard'].validate(tidy)
  if (result.issues) wrong.push(...result.issues.flatMap(issue => wrongsOf(issue as ZodIssue)))
  if (wrong.length > 0)
    throw new Refusal(
      'kit.invalid',
      422,
      {},
      wrong.slice(0, 100).map(one => fieldError(one, lang)),
    )
  return (result as { value: unknown }).value
}
