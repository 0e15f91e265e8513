import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { type ServerProcess, startServer } from './server.ts'

/**
 * How soon a server that has started before is ready again, and what a first visit brings over the wire, as Chromium
 * counts it: the console's scripts, the portal's front page with all it shows, the field app with all it keeps.
 */
const rounds = Number(process.env.ROUNDS ?? 5)
const home = mkdtempSync(join(tmpdir(), 'tri-an-start-bench-'))
chmodSync(home, 0o755)
const data = join(home, 'data')
const say = (name: string, value: number, unit: string, most: number): void =>
  console.log(JSON.stringify({ name, value: Number(value.toFixed(2)), unit, most, met: value <= most }))

async function stop(server: ServerProcess): Promise<void> {
  server.kill('SIGTERM')
  await server.ended
}
async function readyAfterMs(): Promise<{ server: ServerProcess; ms: number }> {
  const startedMs = performance.now()
  const server = await startServer({ data, args: [] })
  await server.ready()
  const answer = await fetch(`${server.origin}/api/health`)
  if (!answer.ok) throw new Error(`not ready: ${answer.status}`)
  return { server, ms: performance.now() - startedMs }
}

/** Bytes that came over the wire until the page was still, by kind. */
async function weigh(context: BrowserContext, url: string): Promise<ReadonlyMap<string, number>> {
  const page = await context.newPage()
  const client = await context.newCDPSession(page)
  const [kinds, bytes] = [new Map<string, string>(), new Map<string, number>()]
  await client.send('Network.enable')
  client.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type))
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength)
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.close()
  return bytes
}
const kib = (bytes: ReadonlyMap<string, number>, ...kinds: string[]): number =>
  [...bytes].reduce((sum, [kind, size]) => sum + (kinds.length === 0 || kinds.includes(kind) ? size : 0), 0) / 1024

async function visits(origin: string): Promise<void> {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(path)) return console.error('skipped: the weights need Chromium')
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] })
  const fresh = async (): Promise<BrowserContext> => browser.newContext({ serviceWorkers: 'block', locale: 'vi-VN' })
  const desk = await fresh()
  await desk.request.post(`${origin}/api/people/sign-in`, {
    data: { login: 'LKH02', password: 'tri-an-minh-hoa' },
    headers: { origin },
  })
  say('console-first-route', kib(await weigh(desk, `${origin}/console/`), 'Script'), 'KiB gz of script', 200)
  say('portal-first-visit', kib(await weigh(await fresh(), `${origin}/`)), 'KiB gz', 100)
  const field = await weigh(await fresh(), `${origin}/field/`)
  say('field-app', kib(field, 'Document', 'Script', 'Stylesheet'), 'KiB gz', 100)
  for (const [kind, size] of field) console.error(`field ${kind}: ${(size / 1024).toFixed(1)} KiB`)
  await browser.close()
}

try {
  const first = await readyAfterMs()
  console.error(`first start, with the demonstration: ${(first.ms / 1000).toFixed(2)} s`)
  await stop(first.server)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { server, ms } = await readyAfterMs()
    times.push(ms)
    if (round === rounds - 1) await visits(server.origin)
    await stop(server)
  }
  times.sort((a, b) => a - b)
  say('second-start', (times[Math.floor(times.length / 2)] ?? 0) / 1000, 's', 3)
} finally {
  rmSync(home, { recursive: true, force: true })
}
