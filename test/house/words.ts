import { pathToFileURL } from 'node:url'
import type { AnyFace } from '#kit/serve'
import type { AnyRoute } from '#kit/wire'
import { type Broken, mustSee, type Seen } from '../../tools/check/law.ts'
import { textOf } from '../../tools/check/tree.ts'

export type Sentence = { readonly at: string; readonly vi: string; readonly en: string }
type Both = { readonly vi: unknown; readonly en: unknown }

/** Words that are the same in both languages, whole: names, signs, and the name of the other language. */
const sameInBoth = new Set(['English', 'Tiếng Việt', 'Tri Ân', 'PDF', 'DOCX', 'XLSX', 'CSV', 'SMS', 'Zalo'])
/** English that no Vietnamese sentence holds: none of these is a Vietnamese syllable. */
const english =
  /\b(the|of|and|is|are|was|were|with|from|this|that|not|has|have|will|your|you|please|must|cannot|which)\b/i
/** A small letter of Vietnamese alone; names of people and places begin with a capital. */
const vietnamese = /(?<![\p{L}])\p{Ll}*[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]\p{Ll}*/u
/** Vietnamese words that English took over. */
const taken = /(?<![\p{L}])đồng(?![\p{L}])/gu
/** English sentences that quote Vietnamese on purpose: what somebody looks for or types. */
const quotes = /[“"'‘«][^”"'’»]*[”"'’»]/gu

/** Stands for any value that a sentence is given: every part of it is itself again, and it reads as a seven. */
const seven: unknown = new Proxy(() => seven, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '7' : key === Symbol.iterator ? [][Symbol.iterator] : seven),
  apply: () => seven,
})
const said = (leaf: unknown): string => {
  if (typeof leaf !== 'function') return String(leaf)
  try {
    return String(leaf(...Array.from({ length: 6 }, () => seven)))
  } catch {
    return '' // a sentence of other values; its text is judged by its tests
  }
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Every sentence of a catalogue with its place; a leaf that one language lacks is there as an empty text. */
export function sentencesOf(at: string, { vi, en }: Both): Sentence[] {
  if (!isBranch(vi) && !isBranch(en))
    return [{ at, vi: vi === undefined ? '' : said(vi), en: en === undefined ? '' : said(en) }]
  const [a, b] = [isBranch(vi) ? vi : {}, isBranch(en) ? en : {}]
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return keys.flatMap(key => sentencesOf(`${at}.${key}`, { vi: a[key], en: b[key] }))
}

const letters = /\p{L}{2}/u

function sentenceLaws({ at, vi, en }: Sentence): Broken[] {
  const broken: Broken[] = []
  if ((vi === '') !== (en === ''))
    broken.push({ law: 'both-languages', at, says: `lacks ${vi === '' ? 'Vietnamese' : 'English'}` })
  else if (vi === en && letters.test(vi) && !sameInBoth.has(vi))
    broken.push({
      law: 'both-languages',
      at,
      says: `says "${vi}" in both: translate it, or list it in test/house/words.ts`,
    })
  const left = english.exec(vi)
  if (left) broken.push({ law: 'no-english-in-vietnamese', at, says: `"${left[0]}" is left in "${vi}"` })
  const right = vietnamese.exec(en.replace(quotes, '').replace(taken, ''))
  if (right && !sameInBoth.has(en))
    broken.push({ law: 'no-vietnamese-in-english', at, says: `"${right[0]}" is left in "${en}"` })
  if (vi !== vi.normalize('NFC')) broken.push({ law: 'normal-form', at, says: 'is not in Unicode form NFC' })
  return broken
}

/** Every catalogue that a module declares, loaded from its file. */
export async function cataloguesOf(root: string, paths: readonly string[]): Promise<Sentence[]> {
  const declaring = paths.filter(
    path => /\bdeclareWords\(/.test(textOf(root, path)) && path !== 'src/kit/words/index.ts',
  )
  const found: Sentence[] = []
  for (const path of declaring) {
    const module = (await import(/* @vite-ignore */ pathToFileURL(`${root}/${path}`).pathname)) as Record<
      string,
      unknown
    >
    const catalogues = Object.entries(module).filter(([, value]) => isBranch(value) && 'vi' in value && 'en' in value)
    mustSee(`catalogues of ${path}`, catalogues.length, 1)
    found.push(...catalogues.flatMap(([, value]) => sentencesOf(path, value as Both)))
  }
  return found
}

/** What a face says outside of its words: its purpose, its routes, what it counts, whom it addresses. */
export function sayingsOf(faces: readonly AnyFace[]): Sentence[] {
  return faces.flatMap(face => [
    { at: `${face.name}: purpose`, ...face.purpose },
    ...Object.entries(face.routes as Record<string, AnyRoute>).map(([name, { does }]) => ({
      at: `${face.name}.${name}: does`,
      ...does,
    })),
    ...Object.entries(face.facts ?? {}).map(([name, { says }]) => ({ at: `${face.name}: ${name}`, ...says })),
    ...(face.audiences ?? []).map(({ name, says }) => ({ at: `${face.name}: ${name}`, ...says })),
  ])
}

/** Every sentence in both languages, and each language by itself. */
export function wordsHouse(sentences: readonly Sentence[], least = 600): Seen {
  mustSee('sentences', sentences.length, least)
  return { saw: `${sentences.length} sentences in two languages`, broken: sentences.flatMap(sentenceLaws) }
}
