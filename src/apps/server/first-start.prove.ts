import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type ServerProcess, startServer } from '#test/server.ts'

const home = mkdtempSync(join(tmpdir(), 'tri-an-first-'))
chmodSync(home, 0o755)
const servers: ServerProcess[] = []
afterAll(async () => {
  for (const server of servers) server.kill('SIGTERM')
  await Promise.all(servers.map(server => server.ended))
  rmSync(home, { recursive: true, force: true })
})
const start = async (data: string): Promise<ServerProcess> => {
  const server = await startServer({ data })
  servers.push(server)
  return server
}

describe('a first start that is cut off', () => {
  test('by a signal or a crash leaves nothing half filled in', async () => {
    const data = join(home, 'half')
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const cut = await start(data)
      const filling = (): boolean => existsSync(join(data, 'first-start'))
      await expect.poll(filling, { timeout: 20_000, interval: 5 }).toBe(false)
      await expect.poll(filling, { timeout: 20_000, interval: 5 }).toBe(true)
      cut.kill(signal)
      expect(await cut.ended, cut.said()).toBe(signal === 'SIGKILL' ? null : 0)
      expect(cut.said(), 'no bug is told of a server that was stopped').not.toMatch(/bug/)
    }
    const whole = await start(data)
    await whole.ready()
    expect(existsSync(join(data, 'first-start'))).toBe(false)
    expect((await fetch(`${whole.origin}/api/openapi.json`)).status).toBe(200)
    expect(readFileSync(join(data, 'server.pid'), 'utf8')).toBe(String(whole.pid))
  })
})
