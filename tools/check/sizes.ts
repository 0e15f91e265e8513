import { type Broken, mustSee, type Seen } from './law.ts'
import { filesUnder, isModule, textOf } from './tree.ts'

const mostLines = 250
const vague = /(^|[/.-])(utils?|helpers?|common|managers?|misc|shared)([/.-]|$)/i

function linesOf(text: string): number {
  return text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

/** Files stay short, and are named by what they hold. */
export function sizeLaws(root: string): Seen {
  const files = ['src', 'test', 'tools', 'bin'].flatMap(folder => filesUnder(root, folder))
  const broken: Broken[] = []
  let lines = 0
  for (const path of files) {
    if (vague.test(path)) broken.push({ law: 'named-by-content', at: path, says: 'name it by what it holds' })
    if (!isModule(path) && !path.endsWith('.mjs')) continue
    const count = linesOf(textOf(root, path))
    lines += count
    if (count > mostLines)
      broken.push({ law: 'short-files', at: path, says: `${count} lines; a file has at most ${mostLines}` })
  }
  mustSee('files', files.length, 100)
  return { saw: `${files.length} files, ${lines} lines`, broken }
}
