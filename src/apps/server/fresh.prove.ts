import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startServer } from '#test/server.ts'

const home = mkdtempSync(join(tmpdir(), 'tri-an-fresh-'))
const checkout = join(home, 'tri-an')
/** Where root keeps what nobody could reach under a closed home; see cluster.ts. */
const outside = createHash('sha256').update(join(checkout, 'data/postgres')).digest('hex').slice(0, 12)
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
  rmSync(join('/var/lib/tri-an', outside), { recursive: true, force: true })
})

test('a fresh checkout under a closed home, installed without scripts, starts on the PostgreSQL that it brings', async () => {
  mkdirSync(checkout)
  execFileSync('sh', ['-c', 'git archive HEAD | tar -x -C "$0"', checkout])
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: checkout, stdio: 'ignore' })
  chmodSync(home, 0o700)
  const env = { TRI_AN_PG: 'embedded' }
  const server = await startServer({ checkout, data: join(checkout, 'data'), env })
  await server.ready()
  expect((await fetch(`${server.origin}/api/health`)).status).toBe(200)
  expect((await fetch(`${server.origin}/console/`)).status).toBe(200)
  server.kill('SIGTERM')
  expect(await server.ended, server.said()).toBe(0)
})
