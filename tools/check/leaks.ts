import { execFileSync } from 'node:child_process'
import { type Broken, mustSee, type Seen } from './law.ts'
import { lineAt, textOf } from './tree.ts'

/** Written in pieces, so that this file does not hold what it looks for. */
const forbidden = new RegExp(
  [
    ['/wo', 'rk/'],
    ['/fa', 'rm/'],
    ['/ho', 'me/[a-z]'],
    ['/Us', 'ers/[A-Za-z]'],
    ['/ro', 'ot/[a-z.]'],
    ['bash_', 'jobs'],
    ['sub', 'agent'],
    ['before-', 'stop'],
    ['BEGIN [A-Z ]*PRIV', 'ATE KEY'],
  ]
    .map(parts => parts.join(''))
    .join('|'),
)
const binary = /\.(woff2?|png|jpe?g|ico|parquet|pdf|xlsx|zip|gz)$/

/** Tracked files, and new ones that are not ignored. */
function trackedFiles(root: string): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root })
    .toString('utf8')
    .split('\0')
    .filter(path => path !== '')
}

function textIfThere(root: string, path: string): string {
  try {
    return textOf(root, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '' // removed but not yet committed
    throw error
  }
}

/** The product speaks of itself alone: no path of anybody's machine, and no key. */
export function leaks(root: string): Seen {
  const files = trackedFiles(root).filter(path => !binary.test(path))
  const broken: Broken[] = []
  for (const path of files) {
    const text = textIfThere(root, path)
    const hit = forbidden.exec(text)
    if (hit) broken.push({ law: 'no-leaks', at: `${path}:${lineAt(text, hit.index)}`, says: `holds "${hit[0]}"` })
  }
  const lock = /"resolved": *"https?:/.exec(textIfThere(root, 'package-lock.json'))
  if (lock) broken.push({ law: 'no-leaks', at: 'package-lock.json', says: 'records download addresses' })
  mustSee('tracked files', files.length, 100)
  return { saw: `${files.length} files`, broken }
}
