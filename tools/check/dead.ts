import { execFile } from 'node:child_process'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Broken, mustSee, type Seen } from './law.ts'
import { filesUnder, isModule } from './tree.ts'

type Report = {
  readonly read: number
  readonly found: readonly { type: string; filePath: string; symbol: string; line?: number }[]
}

const says: Readonly<Record<string, string>> = {
  files: 'nothing uses this file',
  exports: 'nothing uses this export',
  types: 'nothing uses this type',
  dependencies: 'nothing uses this dependency',
  devDependencies: 'nothing uses this development dependency',
  unlisted: 'package.json does not list this package',
  unresolved: 'this import leads nowhere',
}

/** knip runs beside us: it reads with a parser of its own, so TypeScript 7 does not blind it. */
async function runKnip(root: string): Promise<Report> {
  const knip = join(fileURLToPath(import.meta.resolve('knip')), '../../bin/knip.js')
  const reporter = join(import.meta.dirname, 'dead-report.ts')
  const args = [knip, '--no-progress', '--no-config-hints', '--no-exit-code', '--reporter', reporter]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(stdout) as Report
}

/** Files, exports, types and dependencies that nothing uses. */
export async function deadCode(root: string): Promise<Seen> {
  const { read, found } = await runKnip(root)
  const modules = ['src', 'test', 'tools'].flatMap(folder => filesUnder(root, folder)).filter(isModule)
  mustSee('modules (knip)', read, Math.max(modules.length, 100))
  const broken: Broken[] = found.map(({ type, filePath, symbol, line }) => {
    const at = relative(root, filePath).split(sep).join('/')
    return {
      law: `dead-${type}`,
      at: line ? `${at}:${line}` : at,
      says: `${type === 'files' ? '' : `${symbol}: `}${says[type] ?? type}`,
    }
  })
  return { saw: `${read} modules`, broken }
}
