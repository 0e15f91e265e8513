import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { serversIn } from '#test/servers.ts'

const { home, start } = serversIn('stop')
/** What a server that ended in order leaves: neither its mark nor a running PostgreSQL. */
const leftovers = (data: string): string[] =>
  ['server.pid', 'first-start', 'postgres/postmaster.pid'].filter(file => existsSync(join(data, file)))

/** Every check stops it as a supervisor does; `npm run prove` also as a terminal does. */
const signals = process.env.TRI_AN_STARTS === 'whole' ? (['SIGTERM', 'SIGINT'] as const) : (['SIGTERM'] as const)

describe('a server that is told to stop', () => {
  test.each(signals)(
    'by %s ends what runs, then PostgreSQL, then itself; and starts again',
    async signal => {
      const data = join(home, signal)
      const first = await start(data)
      await first.ready()
      expect(first.said()).toMatch(/first administrator: QT01 \S{20}\n/)
      const asked = Array.from({ length: 20 }, () => fetch(`${first.origin}/api/health`))
      await asked[0]
      first.kill(signal)
      first.kill(signal) // a terminal and npm both hand it on
      await Promise.allSettled(asked)
      expect(await first.ended, first.said()).toBe(0)
      expect(leftovers(data)).toEqual([])
      await expect(fetch(`${first.origin}/api/health`)).rejects.toThrow()
      const second = await start(data)
      await second.ready()
      expect(second.said()).not.toContain('first administrator')
    },
    60_000,
  )
})
