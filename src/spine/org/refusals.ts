import type { Refusal } from '#kit/wire'
import type { Lang } from '#kit/words'
import { orgWords } from './words.ts'

/** The sentence of one of this noun's refusals; for previews, which show a refusal without being refused. */
export function refusalSentence(refusal: Refusal, lang: Lang): string {
  const said = (orgWords[lang].refusals as Record<string, string | ((values: object) => string)>)[refusal.code]
  return typeof said === 'function' ? said(refusal.values) : (said ?? refusal.code)
}
