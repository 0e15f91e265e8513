import { type Problem, Refusal, type RefusalValues } from '#kit/wire'
import type { Lang, Words } from '#kit/words'
import { kitWords } from './words.ts'

type Sentence = string | ((values: unknown) => string)
export type SentenceOf = (code: string, lang: Lang, values: RefusalValues) => string
type RefusalWords = Readonly<Record<string, Sentence>>

/** Finds the sentence of a refusal's code among all folders' words; a code without words is a bug the house tests catch. */
export function refusalSentences(catalogues: readonly Words[]): SentenceOf {
  const byLang = (lang: Lang): RefusalWords =>
    Object.assign(
      {},
      ...[kitWords as unknown as Words, ...catalogues].map(
        words => (words[lang] as { refusals?: RefusalWords }).refusals ?? {},
      ),
    )
  const sentences = { vi: byLang('vi'), en: byLang('en') }
  return (code, lang, values) => {
    const sentence = sentences[lang][code] ?? code
    return typeof sentence === 'string' ? sentence : sentence(values)
  }
}

/** What the database itself refused, inside the write, because of what was sent. */
const byDatabase: Readonly<Record<string, [code: string, status: 403 | 409 | 422]>> = {
  '23503': ['kit.unknown_reference', 422],
  '23505': ['kit.already_there', 409],
  '23514': ['kit.against_rule', 409],
  '23P01': ['kit.against_rule', 409],
  '42501': ['kit.out_of_scope', 403],
}

/** A refusal as it is, a database's refusal by its code; undefined for a bug. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const known = byDatabase[code]
  return known && new Refusal(known[0], known[1])
}

/** RFC 9457 problem details in the caller's language. */
export function problemOf(refusal: Refusal, lang: Lang, sentence: SentenceOf): Problem {
  return {
    type: `/api/problems/${refusal.code}`,
    title: sentence(refusal.code, lang, refusal.values),
    status: refusal.status,
    code: refusal.code,
    ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
  }
}
