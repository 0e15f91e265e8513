import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import { type Database, migrate, openDatabase, openOwner } from '#kit/db'
import { contextOf, installJobs, type RunningJobs, startJobs } from '#kit/jobs'
import type { Ports } from '#kit/serve'
import { Refusal } from '#kit/wire'
import { sequence, signHead } from '#spine/audit'
import { openGroup, seedPlaces } from '#spine/org'
import { openFirstAdministrator } from '#spine/people'
import { openBundles } from './bundles.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { codeSender } from './codes.ts'
import { appUrlOf, explain, ownerDatabase } from './database.ts'
import { loadDemonstration } from './demonstration.ts'
import { gate, jobs, portsOf } from './ports.ts'
import { openSecrets } from './secrets.ts'
import { createApp } from './server.ts'
import { CannotStart, readSettings, type Settings } from './settings.ts'
import { tableFolders } from './tables.ts'

const say = (line: string): void => console.log(line)

/** One server a data folder: a second one is told, a dead one's mark is taken over. */
function claim(folder: string): () => void {
  const file = join(folder, 'server.pid')
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'))
    try {
      process.kill(pid, 0)
      if (pid !== process.pid)
        throw new CannotStart(`Another server (process ${pid}) already uses the data folder ${folder}.`)
    } catch (error) {
      if (error instanceof CannotStart) throw error
    }
  }
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

type Open = { owner: Database; app: Database; appUrl: string; cluster: Cluster | undefined; close: () => Promise<void> }

async function openAll(settings: Settings, secrets: ReturnType<typeof openSecrets>): Promise<Open> {
  const password = secrets.key('postgres.owner').toString('hex')
  const cluster = settings.databaseUrl
    ? undefined
    : await startCluster({ folder: join(settings.dataFolder, 'postgres'), durable: true, password })
  try {
    const url = settings.databaseUrl ?? (await ownerDatabase(cluster as Cluster))
    const owner = openOwner(url)
    await migrate(owner, tableFolders())
    await installJobs(url, { jobs })
    const appUrl = await appUrlOf(owner, url, secrets.key('postgres.app').toString('hex'))
    const app = await openDatabase(appUrl)
    const close = async (): Promise<void> => {
      await app.close()
      await owner.close()
      await cluster?.stop()
    }
    return { owner, app, appUrl, cluster, close }
  } catch (error) {
    await cluster?.stop()
    throw error
  }
}

/** An empty installation: the group, and an administrator whose password is shown once and replaced at the first sign-in. */
async function openEmpty(owner: Database): Promise<void> {
  const group = { code: 'EVN', name: 'Tập đoàn Điện lực Việt Nam', openedOn: '2010-01-01' }
  const unitId = await openGroup(owner, group)
  const password = randomBytes(15).toString('base64url')
  const first = { code: 'QT01', name: 'Quản trị hệ thống', email: 'quan-tri@tri-an.example', password, unitId }
  await openFirstAdministrator(owner, first, new Date())
  say(`\n  Quản trị đầu tiên / first administrator: QT01 ${password}`)
}

/** First start: the group and its places, and the invented rest unless it was asked to stay empty. */
async function firstStart(settings: Settings, open: Open, secrets: ReturnType<typeof openSecrets>): Promise<void> {
  const { rows } = await open.owner.pool.query<{ empty: boolean }>('select not exists (select from org.units) as empty')
  if (!rows[0]?.empty) return
  await seedPlaces(open.owner)
  if (settings.empty) return openEmpty(open.owner)
  const demonstration = await loadDemonstration(open.owner, secrets, (done, of, what) => say(`  ${done}/${of} ${what}`))
  writeFileSync(join(settings.dataFolder, 'demonstration.json'), JSON.stringify(demonstration, null, 2))
}

function tellDemonstration(folder: string, origin: string): boolean {
  const file = join(folder, 'demonstration.json')
  if (!existsSync(file)) return false
  const { staff, phone } = JSON.parse(readFileSync(file, 'utf8')) as {
    staff: { login: string; password: string; role: string; name: string; secret?: string }[]
    phone: string
  }
  say(
    `\n  Số liệu minh hoạ / invented data. Nhân viên / staff: ${origin}/console/ · hiện trường / field: ${origin}/field/`,
  )
  for (const one of staff) {
    const code = one.secret ? ` (mã xác thực / authenticator key ${one.secret})` : ''
    say(`    ${one.login.padEnd(6)} ${one.password}  ${one.role.padEnd(13)} ${one.name}${code}`)
  }
  say(`  Khách hàng / customer: ${origin}/sign-in · ${phone} (mã hiện ở đây / the code appears here)\n`)
  return true
}

/** Seals what was done, soon after it was done; a failure is tried again at the next turn. */
function keepSealing(owner: Database, seed: Buffer): () => void {
  let running = false
  const timer = setInterval(() => {
    if (running) return
    running = true
    sequence(owner)
      .then(() => signHead(owner, seed, new Date()))
      .catch(() => undefined)
      .finally(() => {
        running = false
      })
  }, 5000)
  return () => clearInterval(timer)
}

/** The jobs of all faces, worked off in this process beside its requests. */
function workOff(open: Open, ports: Ports): Promise<RunningJobs> {
  return startJobs({
    url: open.appUrl,
    jobs,
    context: contextOf({ database: open.app, gate, ports, now: () => new Date() }),
    log: ({ bug, ...line }) => say(JSON.stringify(bug instanceof Error ? { ...line, bug: bug.stack } : line)),
    alone: open.cluster !== undefined,
  })
}

async function start(): Promise<void> {
  const settings = readSettings()
  const secrets = openSecrets(settings.dataFolder)
  const release = claim(settings.dataFolder)
  process.on('exit', release)
  const open = await openAll(settings, secrets)
  await firstStart(settings, open, secrets)
  const bundles = await openBundles(settings.dataFolder, say)
  const invented = existsSync(join(settings.dataFolder, 'demonstration.json'))
  const sendCode = codeSender(open.app, secrets.key('kit.outgoing'), invented ? say : undefined)
  const ports = await portsOf({ secrets, filesFolder: join(settings.dataFolder, 'files'), sendCode, invented })
  const running = await workOff(open, ports)
  const app = createApp({
    database: open.app,
    gate,
    ports,
    bundles,
    origin: settings.origin,
    invented,
    trustProxy: settings.trustProxy,
    log: line => {
      if (line.bug || process.env.TRI_AN_LOG === 'all') say(JSON.stringify(line))
    },
  })
  const stopSealing = keepSealing(open.owner, secrets.key('audit'))
  const server = listen({ fetch: app.fetch, port: settings.port, hostname: '0.0.0.0' }, () => {
    say(`\n  Tri Ân: ${settings.origin}`)
    tellDemonstration(settings.dataFolder, settings.origin)
  })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    stopSealing()
    const jobsStopped = running.stop(10_000)
    server.close(() => void jobsStopped.then(open.close).then(() => process.exit(0)))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3000).unref()
  }
  server.on(
    'error',
    error =>
      void open
        .close()
        .then(() =>
          fail(
            (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
              ? new CannotStart(`Port ${settings.port} is taken. Set PORT to another one.`)
              : error,
          ),
        ),
  )
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function fail(error: unknown): never {
  if (error instanceof CannotStart) console.error(`Tri Ân: ${error.message}`)
  else if (error instanceof Refusal) console.error(`Tri Ân: ${explain(error)}`)
  else {
    const known = explain(error)
    console.error(known ? `Tri Ân: ${known}` : error)
  }
  process.exit(1)
}

await start().catch(fail)
