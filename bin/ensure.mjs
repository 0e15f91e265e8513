// Brings what is missing before anything of the project runs. Plain JavaScript for any Node >= 20.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const mark = join(modules, '.tri-an-lock')

/** Installs the locked packages unless these very ones are there. Install scripts need not run. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  const had = spawnSync('npm', ['ls', '--all', '--json'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (!existsSync(modules) || had.status !== 0) {
    console.error('Tri Ân: cài đặt các gói cần dùng / installing the packages (once)…')
    const made = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (made.status !== 0) {
      console.error('Tri Ân: npm could not install the packages; see its message above.')
      process.exit(1)
    }
  }
  writeFileSync(mark, lock)
}

/** The pinned Node of this platform, brought by the registry; otherwise the running one when it is new enough. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const pinned = join(
    modules,
    `node-${platform}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `Tri Ân: there is no packaged Node for ${process.platform}-${process.arch}; install Node 24 or newer and try again.`,
  )
  process.exit(1)
}

/** Runs a script with the right Node and hands its ending on. A signal reaches it once: from the terminal's group or from here. */
export function run(args, options = {}) {
  install()
  const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', '--initial-old-space-size=256', ...args], {
    cwd: root,
    stdio: 'inherit',
    ...options,
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
  return child
}

/** Runs a script and waits; answers its exit code. */
export function runAndWait(args, options = {}) {
  install()
  return (
    spawnSync(findNode(), ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: root,
      stdio: 'inherit',
      ...options,
    }).status ?? 1
  )
}
