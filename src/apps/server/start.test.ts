import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOwner } from '#kit/db'
import { newDatabase } from '#test/database.ts'
import { freePort, type StartOptions, startServer } from '#test/server.ts'
import { type Cluster, startCluster } from './cluster.ts'

const home = mkdtempSync(join(tmpdir(), 'tri-an-start-'))
chmodSync(home, 0o755)
const isRoot = process.getuid?.() === 0
/** Every start is a process: each check sees one of a kind refused, and `npm run prove` all of them. */
const whole = process.env.TRI_AN_STARTS === 'whole'
let folders = 0
const folder = (): string => join(home, `data-${++folders}`)

/** Starts a server that cannot, and answers the one sentence that it says. */
async function refused(options: Partial<StartOptions>): Promise<string> {
  const server = await startServer({ data: folder(), ...options })
  const code = await server.ended
  const lines = server.said().trim().split('\n')
  expect(code, server.said()).toBe(1)
  expect(lines, server.said()).toHaveLength(1)
  return lines[0] ?? ''
}

/** A small disk, where this user may make one. */
function smallDisk(mib: number, ...more: string[]): string | undefined {
  const at = join(home, `disk-${mib}-${more.length}`)
  mkdirSync(at, { recursive: true })
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', [`size=${mib}m`, 'mode=755', ...more].join(','), 'tmpfs', at])
  if (made.status !== 0) return undefined
  mounted.push(at)
  return at
}
const mounted: string[] = []

let cluster: Cluster
const listeners: Server[] = []
beforeAll(async () => {
  cluster = await startCluster({ folder: join(home, 'postgres'), durable: false, password: 'right' })
})
afterAll(async () => {
  await cluster.stop()
  for (const server of listeners) server.close()
  for (const disk of mounted) spawnSync('umount', ['-l', disk])
  rmSync(home, { recursive: true, force: true })
})
/** Something that listens and is no database. */
async function listener(answer: (server: Server) => void): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  listeners.push(server)
  answer(server)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

describe('a server that cannot start says why in one sentence', () => {
  test('the port is taken', async () => {
    const port = await listener(() => undefined)
    expect(await refused({ port })).toBe(`Tri Ân: Port ${port} is taken. Set PORT to another one.`)
  })

  test('the data folder cannot be written', async context => {
    const closed = folder()
    if (isRoot && !smallDisk(1, 'ro')) context.skip('needs a mount')
    if (!isRoot) mkdirSync(closed, { mode: 0o500 })
    const data = isRoot ? (mounted.at(-1) as string) : closed
    expect(await refused({ data })).toMatch(/^Tri Ân: The data folder .* cannot be written \((EROFS|EACCES)\)\. Set/)
  })

  const disks = [
    ['while the database is made', 24],
    ['before there is a database', 2],
    ['while the tables are made', 48],
  ] as const
  test.for(whole ? disks : disks.slice(0, 1))('the disk is full: %s', async ([, mib], context) => {
    const data = smallDisk(mib) ?? context.skip('needs a mount')
    expect(await refused({ data })).toMatch(/^Tri Ân: The disk( of the data folder| of the database)? is full/)
  })

  test('the database is not there, refuses, or has another name', async () => {
    const url = new URL(cluster.urlOf('postgres'))
    const with_ = (change: object): Record<string, string> => ({
      DATABASE_URL: Object.assign(new URL(url), change).href,
    })
    expect(await refused({ env: with_({ password: 'wrong' }) })).toBe(
      'Tri Ân: The database refuses the user or password of DATABASE_URL.',
    )
    if (!whole) return
    const nobody = await freePort()
    expect(await refused({ env: with_({ port: nobody }) })).toBe('Tri Ân: No database answers at DATABASE_URL.')
    expect(await refused({ env: with_({ pathname: '/nothing' }) })).toBe(
      'Tri Ân: The database named in DATABASE_URL does not exist.',
    )
    expect(await refused({ env: with_({ hostname: 'nowhere.invalid' }) })).toMatch(
      /^Tri Ân: The host of DATABASE_URL (is not known|cannot be looked up now)\.$/,
    )
    expect(await refused({ env: { DATABASE_URL: 'mysql://x' } })).toMatch(/^Tri Ân: DATABASE_URL is not an address/)
  })

  test('what answers is not PostgreSQL, or does not answer at all', async () => {
    const web = await listener(server =>
      server.on('connection', socket => socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')),
    )
    const mute = await listener(server => server.on('connection', socket => socket.on('data', () => undefined)))
    const [wrong, silent] = await Promise.all(
      [web, mute].map(port => refused({ env: { DATABASE_URL: `postgres://a:b@127.0.0.1:${port}/c` } })),
    )
    expect(wrong).toBe('Tri Ân: What answers at DATABASE_URL is not PostgreSQL.')
    expect(silent).toBe('Tri Ân: The database at DATABASE_URL does not answer.')
  })

  test('the database was made by newer software, or its user may do too little', async () => {
    const db = await newDatabase(1)
    await db.owner.pool.query(`insert into kit.migrations (folder, file, sha256) values ('kit', '999-later.sql', 'x')`)
    expect(await refused({ env: { DATABASE_URL: db.ownerUrl } })).toBe(
      'Tri Ân: The database is newer than the software (it has kit/999-later.sql). Use a newer release.',
    )
    await db.close()
    const admin = openOwner(cluster.urlOf('postgres'), 1)
    await admin.pool.query(`create role weak login password 'weak'`)
    await admin.close()
    const weak = Object.assign(new URL(cluster.urlOf('postgres')), { username: 'weak', password: 'weak' }).href
    expect(await refused({ env: { DATABASE_URL: weak } })).toMatch(/^Tri Ân: The user of DATABASE_URL may not create/)
  })

  test('its first start was cut off half way, on a database that is not ours to empty', async () => {
    const db = await newDatabase(1)
    const data = folder()
    mkdirSync(data)
    writeFileSync(join(data, 'first-start'), '')
    expect(await refused({ data, env: { DATABASE_URL: db.ownerUrl } })).toMatch(/^Tri Ân: The first start .* cut off/)
    await db.close()
  })

  test('an option that nobody knows', async () => {
    expect(await refused({ args: ['--emtpy'] })).toBe(
      'Tri Ân: "--emtpy" is not known; the options are --empty and --customers N.',
    )
  })

  test('its secret is not to be read by this user', async context => {
    const data = folder()
    mkdirSync(data, { mode: 0o777 })
    writeFileSync(join(data, 'secret.key'), 'x', { mode: 0o000 })
    if (isRoot) context.skip('root reads everything')
    expect(await refused({ data })).toMatch(/secret\.key may not be read or written by this user\.$/)
  })
})

describe('one server a data folder', () => {
  test('a second one is told; the mark of a dead one, and of a stranger with its number, is taken over', async () => {
    const db = await newDatabase(1)
    const [data, env] = [folder(), { DATABASE_URL: db.ownerUrl }]
    mkdirSync(data)
    writeFileSync(join(data, 'server.pid'), '1')
    const first = await startServer({ data, env })
    await first.ready()
    expect(await refused({ data, env })).toBe(
      `Tri Ân: Another server (process ${first.pid}) already uses the data folder ${data}.`,
    )
    expect((await fetch(`${first.origin}/api/health`)).status).toBe(200)
    first.kill('SIGKILL')
    expect(await first.ended).toBeNull()
    const next = await startServer({ data, env })
    await next.ready()
    next.kill('SIGTERM')
    expect(await next.ended).toBe(0)
    await db.close()
  })
})
