import { type Broken, mustSee, type Seen } from './law.ts'
import { filesUnder, lineAt, textOf } from './tree.ts'

/** What PostgreSQL 15 does not have, by the version that brought it. */
const newer: readonly (readonly [pattern: RegExp, says: string])[] = [
  [/\buuidv[47]\s*\(/i, 'uuidv4() and uuidv7() are PostgreSQL 18; ids are made by the app'],
  [/\bvirtual\b/i, 'virtual generated columns are PostgreSQL 18'],
  [/\bmerge\s+into\b[^;]*\breturning\b/i, 'MERGE … RETURNING is PostgreSQL 17'],
  [/\breturning\s+with\s*\(|\breturning\s+(old|new)\./i, 'RETURNING old and new is PostgreSQL 18'],
  [/\bany_value\s*\(/i, 'any_value() is PostgreSQL 16'],
  [/\bjson_table\s*\(|\bjson_(exists|query|value)\s*\(/i, 'SQL/JSON functions are PostgreSQL 17'],
  [/\bwithout\s+overlaps\b/i, 'WITHOUT OVERLAPS is PostgreSQL 18'],
  [/\bnot\s+enforced\b/i, 'NOT ENFORCED is PostgreSQL 18'],
  [
    /\b(random_normal|array_shuffle|array_sample|array_sort|array_reverse)\s*\(/i,
    'this function is newer than PostgreSQL 15',
  ],
]

/** The text without its comments and quoted strings, of the same length, so that positions still hold. */
function bare(text: string): string {
  const blank = (hit: string): string => hit.replace(/[^\n]/g, ' ')
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, blank)
}

function newerThan15(path: string, text: string): Broken[] {
  return newer.flatMap(([pattern, says]) => {
    const hit = pattern.exec(text)
    return hit ? [{ law: 'postgres-15', at: `${path}:${lineAt(text, hit.index)}`, says }] : []
  })
}

const statement = /create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+([\w.]+)\s*\(/gi

/** Every function that runs as its owner, with its head: everything before its body. */
function definers(text: string): { name: string; head: string; at: number }[] {
  const starts = [...text.matchAll(statement)]
  return starts
    .map((hit, index) => {
      const whole = text.slice(hit.index, starts[index + 1]?.index ?? text.length)
      // The head may also stand after the body, so the body is cut out of the first statement.
      const head = whole.replace(/\$(\w*)\$[\s\S]*?\$\1\$/, ' ')
      return { name: hit[1] ?? '', head: head.slice(0, (head.indexOf(';') + 1 || head.length + 1) - 1), at: hit.index }
    })
    .filter(({ head }) => /\bsecurity\s+definer\b/i.test(head))
}

/** A definer function walks around row-level security, so its path is fixed and its reason is written down. */
function definerLaws(path: string, text: string, allComments: string): Broken[] {
  return definers(text).flatMap(({ name, head, at }) => {
    const where = `${path}:${lineAt(text, at)}`
    const broken: Broken[] = []
    if (!/\bset\s+search_path\s*(=|to)/i.test(head))
      broken.push({ law: 'definer-path', at: where, says: `${name} is SECURITY DEFINER without set search_path` })
    const comment = new RegExp(
      `comment\\s+on\\s+function\\s+${name.replace('.', '\\.')}\\b[^;]*?\\bis\\s+'definer: `,
      'i',
    )
    if (!comment.test(allComments))
      broken.push({ law: 'definer-reason', at: where, says: `${name} needs comment on function … is 'definer: <why>'` })
    return broken
  })
}

/** The laws of migrations that can be read off their text; the house tests hold the rest against the database. */
export function sqlLaws(root: string): Seen {
  const paths = filesUnder(root, 'src').filter(path => path.endsWith('.sql'))
  const texts = paths.map(path => textOf(root, path))
  const all = texts.join('\n')
  const broken = paths.flatMap((path, index) => {
    const text = texts[index] ?? ''
    return [...newerThan15(path, bare(text)), ...definerLaws(path, text, all)]
  })
  mustSee('migrations', paths.length, 3)
  return { saw: `${paths.length} migrations`, broken }
}
