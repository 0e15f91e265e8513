import type { AnyFace } from '#kit/serve'
import { entriesOf } from '#kit/serve'
import { type Broken, mustSee, type Seen } from '../../tools/check/law.ts'
import { lineAt } from '../../tools/check/tree.ts'
import type { Source } from './jobs.ts'

type Catalogue = { readonly name: string; readonly words: { readonly vi: object; readonly en: object } }
type Named = { readonly code: string; readonly at: string }

/** Dotted names that are none of ours: keys of secrets, names of locks, names of files. */
const elsewhere = /(\bkey|\bsecret|\bhashtextextended)\($/
const fileName = /\.(json|tsx?|css|html|sql)$/
const inComment = (text: string, at: number): boolean =>
  /^\s*(\*|\/\/|\/\*|--)/.test(text.slice(text.lastIndexOf('\n', at) + 1, at + 1))
const refusing = /\b(?:refuse|new Refusal)\(\s*(['"`])([^'"`]+)\1/g

/** What is refused by its literal name, whoever it belongs to; `…${why}` is known by its beginning. */
function refusedIn({ path, text }: Source): Named[] {
  return [...text.matchAll(refusing)]
    .filter(hit => !inComment(text, hit.index))
    .map(hit => ({ code: hit[2] ?? '', at: `${path}:${lineAt(text, hit.index)}` }))
}

/** Every literal `folder.name` of a folder that has a face: in rules, statuses, SQL and screens. */
function namedIn({ path, text }: Source, folders: ReadonlySet<string>): Named[] {
  return [...text.matchAll(/(['"`])([a-z][a-z-]*)\.([A-Za-z_]+)\1/g)]
    .filter(hit => folders.has(hit[2] ?? '') && !elsewhere.test(text.slice(0, hit.index)))
    .map(hit => ({ code: `${hit[2]}.${hit[3]}`, at: `${path}:${lineAt(text, hit.index)}` }))
    .filter(({ code }) => !fileName.test(code))
}

const refusalsOf = (words: object): object => (words as { refusals?: object }).refusals ?? {}

function tablesIn(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.endsWith('.sql'))
    .flatMap(({ text }) => [...text.matchAll(/\bcreate\s+(?:table|view)\s+([\w.]+)/gi)].map(hit => hit[1] ?? ''))
}

/** A sentence stands where its folder is, and somebody refuses with it. */
function sentenceLaws({ name, words }: Catalogue, prefixes: readonly string[], used: readonly string[]): Broken[] {
  return Object.keys({ ...refusalsOf(words.vi), ...refusalsOf(words.en) }).flatMap(code => {
    const broken: Broken[] = []
    if (!prefixes.some(prefix => code.startsWith(`${prefix}.`)))
      broken.push({ law: 'refusal-own-name', at: code, says: `stands in the words of ${name}` })
    if (!used.some(one => one === code || (one.includes('${') && code.startsWith(one.slice(0, one.indexOf('${'))))))
      broken.push({ law: 'refusal-used', at: code, says: 'nothing refuses with it: take its sentence out' })
    return broken
  })
}

/**
 * Every code that is refused has its sentence in both languages, every sentence its code, and every literal
 * `folder.name` is something: a refusal, permission, route, job or table.
 */
export function refusalHouse(
  faces: readonly AnyFace[],
  kitWords: Catalogue['words'],
  sources: readonly Source[],
  least = 60,
): Seen {
  const inLang = (lang: 'vi' | 'en'): Set<string> =>
    new Set([kitWords, ...faces.map(face => face.words)].flatMap(words => Object.keys(refusalsOf(words[lang]))))
  const [vi, en] = [inLang('vi'), inLang('en')]
  const spoken = sources.filter(({ path }) => !/(^|\/)words(-[a-z-]+)?\.ts$/.test(path))
  const refused = spoken.flatMap(refusedIn)
  const kit = ['kit', 'db']
  const folders = new Set([...kit, ...faces.map(({ name }) => name)])
  const known = new Set([
    ...faces.flatMap(face => Object.keys(face.permissions)),
    ...entriesOf(faces).map(({ name }) => name),
    ...faces.flatMap(face => Object.keys(face.jobs ?? {}).map(name => `${face.name}.${name}`)),
    ...tablesIn(sources),
  ])
  const named = spoken.flatMap(source => namedIn(source, folders))
  const others = named.filter(({ code }) => !known.has(code) && !kit.some(one => code.startsWith(`${one}.`)))
  const codes = [...new Map([...refused, ...others].map(it => [`${it.code} ${it.at}`, it])).values()]
  mustSee('codes of refusals', new Set(codes.map(({ code }) => code)).size, least)
  const lacks = codes.flatMap(({ code, at }): Broken[] => {
    if (code.includes('${') || (vi.has(code) && en.has(code))) return []
    return [{ law: 'refusal-said', at, says: `${code} has no sentence under \`refusals\` in its folder's words` }]
  })
  const used = [...codes, ...named].map(({ code }) => code)
  const unused = [
    ...sentenceLaws({ name: 'kit', words: kitWords }, kit, used),
    ...faces.flatMap(({ name, words }) => sentenceLaws({ name, words }, [name], used)),
  ]
  return { saw: `${new Set(used).size} codes, ${vi.size} sentences`, broken: [...lacks, ...unused] }
}
