import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { root } from './law.ts'

const left = new Set(['node_modules', '.git', 'data', 'dist', '.cache'])

/** Without what tells a child that it runs inside of a test. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST|DEV|PROD|MODE)/.test(name)),
  ),
  NO_COLOR: '1',
}

/** A copy of the project that is thrown away, with the packages of the true one. */
export type Scratch = {
  readonly root: string
  readonly write: (path: string, text: string) => void
  /** Rewrites a file; refuses an edit that changes nothing. */
  readonly edit: (path: string, change: (text: string) => string) => void
  /** Runs a script there; answers its exit code and what it said. */
  readonly run: (program: string, ...args: string[]) => Promise<{ readonly code: number; readonly said: string }>
  readonly remove: () => void
}

export function newScratch(): Scratch {
  const at = mkdtempSync(join(tmpdir(), 'tri-an-copy-'))
  cpSync(root, at, { recursive: true, filter: path => path === root || !left.has(basename(path)) })
  symlinkSync(join(root, 'node_modules'), join(at, 'node_modules'))
  execFileSync('git', ['init', '-q'], { cwd: at }) // what is tracked or ignored is asked of git
  writeFileSync(join(at, '.git/info/exclude'), 'node_modules\n')
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(at, path)), { recursive: true })
    writeFileSync(join(at, path), text)
  }
  return {
    root: at,
    write,
    edit: (path, change) => {
      const before = readFileSync(join(at, path), 'utf8')
      const after = change(before)
      if (after === before) throw new Error(`the edit of ${path} changes nothing`)
      write(path, after)
    },
    run: (program, ...args) =>
      new Promise(resolve => {
        execFile(
          process.execPath,
          ['--disable-warning=ExperimentalWarning', join(at, program), ...args],
          { cwd: at, maxBuffer: 64 * 1024 * 1024, env },
          (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, said: `${stdout}${stderr}` }),
        )
      }),
    remove: () => rmSync(at, { recursive: true, force: true }),
  }
}
