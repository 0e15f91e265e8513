import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CannotStart, readSettings } from './settings.ts'

const home = mkdtempSync(join(tmpdir(), 'tri-an-settings-'))
const read = (env: Record<string, string>, args: string[] = []) => readSettings({ TRI_AN_DATA: home, ...env }, args)

describe('what the environment says', () => {
  test('has sensible answers for what is not said, and makes the data folder', () => {
    const settings = read({ TRI_AN_DATA: join(home, 'a/b/c') })
    expect(settings).toMatchObject({
      port: 8080,
      empty: false,
      origin: 'http://localhost:8080',
      databaseUrl: undefined,
    })
    expect(existsSync(join(home, 'a/b/c'))).toBe(true)
    expect(settings.customers).toBe(50_000)
    expect(read({}, ['--customers', '1000000'])).toMatchObject({ customers: 1_000_000, empty: false })
    expect(read({}, ['--customers=500', '--empty'])).toMatchObject({ customers: 500, empty: true })
    expect(read({ PORT: '90' }, ['--empty'])).toMatchObject({ port: 90, empty: true })
  })

  test.each([
    ['a port that is none', { PORT: 'abc' }, [], 'PORT must be a number'],
    ['a port too high', { PORT: '70000' }, [], 'PORT must be a number'],
    ['a database that is no address', { DATABASE_URL: 'mysql://x' }, [], 'DATABASE_URL is not an address'],
    ['a data folder that cannot be', { TRI_AN_DATA: '/proc/nope' }, [], 'cannot be written'],
    ['a number of customers that is none', {}, ['--customers', '-5'], '--customers must be a number'],
    ['a number of customers that is missing', {}, ['--customers'], '--customers must be a number'],
    ['an option that nobody knows', {}, ['--emtpy'], 'is not known'],
  ])('%s is one plain sentence', (_, env, args, says) => {
    expect(() => read(env as Record<string, string>, args)).toThrow(CannotStart)
    expect(() => read(env as Record<string, string>, args)).toThrow(says)
  })
})
