import { createServer } from 'node:net'
import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import { type Database, migrate, openDatabase, openOwner } from '#kit/db'
import { contextOf, installJobs, type RunningJobs, startJobs } from '#kit/jobs'
import type { Ports } from '#kit/serve'
import { sequence, signHead } from '#spine/audit'
import { openBundles } from './bundles.ts'
import { carriersOf } from './carriers.ts'
import { claim } from './claim.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { codeSender } from './codes.ts'
import { appUrlOf, ownerDatabase, probe } from './database.ts'
import { explain } from './explain.ts'
import { firstStart, isDemonstration, isHalfFilled, mustBeEmpty, tellDemonstration } from './first-start.ts'
import { foldersIn, gate, jobs, portsOf } from './ports.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { createApp } from './server.ts'
import { CannotStart, readSettings, type Settings } from './settings.ts'
import { tableFolders } from './tables.ts'

const say = (line: string): void => console.log(line)

/** What was opened so far, to be closed in the opposite order when the server stops or cannot start. */
const opened: (() => Promise<unknown> | unknown)[] = []
let closing: Promise<void> | undefined
let ownCluster: Cluster | undefined

function closeAll(): Promise<void> {
  closing ??= (async () => {
    for (const close of opened.toReversed()) await Promise.resolve(close()).catch(error => say(explain(error)))
  })()
  return closing
}

/** Tries the port before anything is opened, so that the commonest mistake is told at once. */
function portMustBeFree(port: number): Promise<void> {
  return new Promise((free, failed) => {
    const trial = createServer()
    trial.once('error', failed)
    trial.listen(port, '0.0.0.0', () => trial.close(() => free()))
  })
}

type Open = { owner: Database; app: Database; appUrl: string; cluster: Cluster | undefined }

async function openAll(settings: Settings, secrets: Secrets): Promise<Open> {
  const password = secrets.key('postgres.owner').toString('hex')
  const cluster = settings.databaseUrl
    ? undefined
    : await startCluster({ folder: join(settings.dataFolder, 'postgres'), durable: true, password })
  if (cluster) opened.push(cluster.stop)
  ownCluster = cluster
  const url = settings.databaseUrl ?? (await ownerDatabase(cluster as Cluster, isHalfFilled(settings)))
  await probe(url)
  const owner = openOwner(url)
  opened.push(owner.close)
  if (isHalfFilled(settings)) await mustBeEmpty(owner, settings)
  await migrate(owner, tableFolders())
  await installJobs(url, { jobs })
  const appUrl = await appUrlOf(owner, url, secrets.key('postgres.app').toString('hex'))
  const app = await openDatabase(appUrl)
  opened.push(app.close)
  return { owner, app, appUrl, cluster }
}

/** Seals what was done, soon after it was done, as the owner; a failure is tried again at the next turn. */
function keepSealing(owner: Database, seed: Buffer): void {
  let turn: Promise<unknown> | undefined
  const timer = setInterval(() => {
    turn ??= sequence(owner)
      .then(() => signHead(owner, seed, new Date()))
      .catch(() => undefined)
      .finally(() => {
        turn = undefined
      })
  }, 5000)
  opened.push(() => {
    clearInterval(timer)
    return turn
  })
}

/** The jobs of all faces, worked off in this process beside its requests. */
async function workOff(open: Open, ports: Ports): Promise<void> {
  const running: RunningJobs = await startJobs({
    url: open.appUrl,
    jobs,
    context: contextOf({ database: open.app, gate, ports, now: () => new Date() }),
    log: ({ bug, ...line }) => say(JSON.stringify(bug instanceof Error ? { ...line, bug: bug.stack } : line)),
    alone: open.cluster !== undefined,
  })
  opened.push(() => running.stop(10_000))
}

/** Serves until it is told to stop; then takes no more requests, and ends those that run. */
function serveOn(port: number, fetch: Parameters<typeof listen>[0]['fetch']): Promise<void> {
  return new Promise((ready, failed) => {
    const server = listen({ fetch, port, hostname: '0.0.0.0' }, () => ready())
    server.on('error', failed)
    opened.push(
      () =>
        new Promise<void>(closed => {
          server.close(() => closed())
          if ('closeIdleConnections' in server) server.closeIdleConnections()
          setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3000).unref()
        }),
    )
  })
}

async function start(): Promise<void> {
  const settings = readSettings()
  await portMustBeFree(settings.port)
  claim(settings.dataFolder)
  const secrets = openSecrets(settings.dataFolder)
  const open = await openAll(settings, secrets)
  await firstStart(open, settings, secrets, say)
  const bundles = await openBundles(settings.dataFolder, say)
  const invented = isDemonstration(settings)
  const sendCode = codeSender(open.app, secrets.key('kit.outgoing'), invented ? say : undefined)
  const ports = await portsOf({
    database: open.app,
    secrets,
    ...foldersIn(settings.dataFolder),
    refusedDays: settings.refusedDays,
    carriers: carriersOf(process.env),
    sendCode,
    invented,
  })
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
  keepSealing(open.owner, secrets.key('audit'))
  await workOff(open, ports)
  await serveOn(settings.port, app.fetch)
  say(`\n  Tri Ân: ${settings.origin}`)
  if (invented) tellDemonstration(settings, say)
}

const longestStopMs = 25_000

/** Told to stop, at whatever moment and however often: everything in order, then the end. */
function stop(): void {
  if (closing) return
  setTimeout(() => process.exit(1), longestStopMs).unref()
  void closeAll().then(() => process.exit(0))
}

process.on('SIGINT', stop)
process.on('SIGTERM', stop)
try {
  await start()
} catch (error) {
  if (closing)
    await closing // it failed because it is being stopped
  else {
    if (ownCluster) await new Promise(done => setTimeout(done, 500)) // what it says of its end may come after the end
    console.error(explain(ownCluster?.isFull() ? new CannotStart('The disk of the data folder is full.') : error))
    await closeAll()
    process.exit(1)
  }
}
