import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { findBinaries, openToAll } from './postgres-binaries.ts'
import { CannotStart } from './settings.ts'

export type Cluster = {
  readonly urlOf: (database: string) => string
  readonly stop: () => Promise<void>
  /** Whether it has said lately that its disk is full: what its clients see then is often a lost connection only. */
  readonly isFull: () => boolean
  readonly kind: 'system' | 'embedded'
  readonly folder: string
}
export type ClusterOptions = {
  readonly folder: string
  /** Whether what is acknowledged must survive a power cut; throw-away clusters of tests need not. */
  readonly durable: boolean
  /** The owner's password; without one, everybody on this machine is trusted (tests only). */
  readonly password?: string
}

/** PostgreSQL refuses to run as root, so root starts it as nobody. */
const nobody = 65_534
const isRoot = process.getuid?.() === 0
const asWhom = isRoot ? { uid: nobody, gid: nobody } : {}

function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The folder itself, or one that nobody can reach when the wanted one lies in a closed home. */
function reachable(folder: string): string {
  if (!isRoot || openToAll(resolve(folder, '..'))) return folder
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12)
  return join('/var/lib/tri-an', name)
}

function initialise(bin: string, folder: string, password: string | undefined): void {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (isRoot) chownSync(folder, nobody, nobody)
  const secret = `${folder}.password`
  if (password) {
    writeFileSync(secret, password, { mode: 0o600 })
    if (isRoot) chownSync(secret, nobody, nobody)
  }
  const how = password ? ['-A', 'scram-sha-256', `--pwfile=${secret}`] : ['-A', 'trust']
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', folder, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', ...how],
    { ...asWhom, cwd: '/', encoding: 'utf8' },
  )
  rmSync(secret, { force: true })
  if (made.status === 0) return
  rmSync(folder, { recursive: true, force: true })
  throw new CannotStart(
    full.test(made.stderr)
      ? `The disk is full: PostgreSQL could not make its data in ${folder}.`
      : `PostgreSQL could not make its data in ${folder}: ${made.stderr.trim().split('\n').at(-1)}`,
  )
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A server that was killed leaves its PostgreSQL behind: it is stopped here, in order, before a new one starts. */
async function stopOrphan(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const command = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
  if (!pid || !alive(pid) || (command !== '' && !command.includes(folder))) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; alive(pid) && waited < 100; waited++) await new Promise(done => setTimeout(done, 100))
}

const throwAway = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
]

const settings = (port: number, durable: boolean): string[] =>
  [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=128MB',
    ...(durable ? [] : throwAway),
  ].flatMap(setting => ['-c', setting])

/** Starts PostgreSQL on a folder (made when missing), on a free port of this machine only, and waits until it answers. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = reachable(resolve(options.folder))
  if (isRoot) mkdirSync(resolve(folder, '..'), { recursive: true, mode: 0o755 })
  const { bin, kind } = findBinaries({ mustBeOpen: isRoot, copyTo: '/var/lib/tri-an' })
  initialise(bin, folder, options.password)
  await stopOrphan(folder)
  const port = await freePort()
  const child = spawn(join(bin, 'postgres'), ['-D', folder, ...settings(port, options.durable)], {
    ...asWhom,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  // However this process ends short of being killed, its PostgreSQL is told to end too.
  const end = (): void => void child.kill('SIGINT')
  process.on('exit', end)
  child.on('exit', () => process.off('exit', end))
  const log = await ready(child)
  const who = options.password ? `postgres:${encodeURIComponent(options.password)}` : 'postgres'
  return {
    kind,
    folder,
    urlOf: database => `postgres://${who}@127.0.0.1:${port}/${database}`,
    stop: () => stop(child),
    isFull: () => full.test(log()),
  }
}

const full = /No space left/

/** Waits until it answers; gives what it says lately. */
function ready(child: ChildProcess): Promise<() => string> {
  return new Promise((done, failed) => {
    let log = ''
    child.stderr?.on('data', chunk => {
      log = (log + String(chunk)).slice(-4000)
      if (log.includes('ready to accept connections')) done(() => log)
    })
    child.on('exit', () => {
      const said = log.split('\n').find(line => /FATAL|PANIC/.test(line)) ?? log.trim().split('\n').at(-1)
      failed(
        new CannotStart(
          full.test(log) ? 'The disk is full: PostgreSQL cannot start.' : `PostgreSQL did not start: ${said}`,
        ),
      )
    })
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise(done => {
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.on('exit', () => done())
    child.kill('SIGINT')
  })
}
