import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What is compiled once serves every start of a run. */
const compiled = join(tmpdir(), 'tri-an-compiled')

/** The real server as a process of its own. */
export type ServerProcess = {
  readonly pid: number
  readonly origin: string
  /** All that it said so far, on both outputs. */
  readonly said: () => string
  /** Answers once it serves; throws with what it said when it ended instead. */
  readonly ready: () => Promise<void>
  /** Its exit code; null when a signal killed it. */
  readonly ended: Promise<number | null>
  readonly kill: (signal: NodeJS.Signals) => void
}
export type StartOptions = {
  readonly data: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly port?: number
  readonly uid?: number
  /** Where the code lies, when not here; started by its own `bin/start.mjs` then. */
  readonly checkout?: string
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise(closed => server.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}

export async function startServer(options: StartOptions): Promise<ServerProcess> {
  const { data, env = {}, args = ['--empty'], uid, checkout } = options
  const port = options.port ?? (await freePort())
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, [checkout ? 'bin/start.mjs' : 'src/apps/server/main.ts', ...args], {
    cwd: checkout ?? root,
    env: {
      ...inherited,
      NODE_OPTIONS: '',
      NODE_COMPILE_CACHE: compiled,
      PORT: String(port),
      TRI_AN_DATA: data,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let said = ''
  const serving = Promise.withResolvers<void>()
  serving.promise.catch(() => undefined)
  for (const output of [child.stdout, child.stderr])
    output.on('data', piece => {
      said += String(piece)
      if (said.includes(`Tri Ân: http://localhost:${port}`)) serving.resolve()
    })
  const ended = new Promise<number | null>(done => child.on('close', done))
  void ended.then(code => serving.reject(new Error(`the server ended (${code}): ${said}`)))
  return {
    pid: child.pid ?? 0,
    origin: `http://localhost:${port}`,
    said: () => said,
    ready: () => serving.promise,
    ended,
    kill: signal => void child.kill(signal),
  }
}
