import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { serversIn } from '#test/servers.ts'

const { home, start } = serversIn('first')

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
