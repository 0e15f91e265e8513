import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Bundle = { readonly script: string; readonly styles: readonly string[] }

/** What the browser apps were built into; `files` maps an address to the file that answers it. */
export type Bundles = {
  readonly console: Bundle
  readonly field: Bundle
  readonly portalStyles: readonly string[]
  readonly files: ReadonlyMap<string, string>
}
type Built = Omit<Bundles, 'files'>

const root = fileURLToPath(new URL('../../../', import.meta.url))

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]))
}

/** Names what the bundles are built from: the same sources and the same lock file give the same key. */
function sourceKey(): string {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', 'package.json']) hash.update(readFileSync(join(root, file)))
  for (const file of filesUnder(join(root, 'src'))) {
    if (!/\.(ts|tsx|css|webmanifest|woff2)$/.test(file) || /\.(test|prove|bench)\.ts$/.test(file)) continue
    hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

function writable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function opened(folder: string): Bundles {
  const built = JSON.parse(readFileSync(join(folder, 'built.json'), 'utf8')) as Built
  const files = new Map(filesUnder(folder).map(file => [`/${file.slice(folder.length + 1)}`, file]))
  return { ...built, files }
}

/** The browser apps, built when these sources have not been built yet, and kept. `dataFolder` is used when the checkout is read-only. */
export async function openBundles(dataFolder: string, tell: (what: string) => void = () => {}): Promise<Bundles> {
  const home = [join(root, '.cache/bundles'), join(dataFolder, 'bundles')].find(writable) ?? join(dataFolder, 'bundles')
  const folder = join(home, sourceKey())
  if (existsSync(join(folder, 'built.json'))) return opened(folder)
  tell('Building the browser apps')
  const fresh = `${folder}.${process.pid}`
  const { buildApps } = await import('./build-apps.ts')
  const built: Built = await buildApps(root, fresh)
  writeFileSync(join(fresh, 'built.json'), JSON.stringify(built))
  if (existsSync(folder)) rmSync(fresh, { recursive: true })
  else renameSync(fresh, folder)
  for (const old of readdirSync(home))
    if (join(home, old) !== folder && statSync(join(home, old)).mtimeMs < Date.now() - 86_400_000)
      rmSync(join(home, old), { recursive: true, force: true })
  return opened(folder)
}
