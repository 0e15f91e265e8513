import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type ServerProcess, startServer } from './server.ts'

/** A folder for servers of one test file and a way to start them there; what still runs is ended with the file. */
export function serversIn(name: string): {
  readonly home: string
  readonly start: (data: string) => Promise<ServerProcess>
} {
  const home = mkdtempSync(join(tmpdir(), `tri-an-${name}-`))
  chmodSync(home, 0o755)
  const servers: ServerProcess[] = []
  afterAll(async () => {
    for (const server of servers) server.kill('SIGTERM')
    await Promise.all(servers.map(server => server.ended))
    rmSync(home, { recursive: true, force: true })
  })
  return {
    home,
    start: async data => {
      const server = await startServer({ data })
      servers.push(server)
      return server
    },
  }
}
