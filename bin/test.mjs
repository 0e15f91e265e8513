// All tests; closes with the count alone on a line. Chromium is brought where that is possible, for the journeys.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAndWait } from './ensure.mjs'

if (
  !existsSync('/usr/bin/chromium') &&
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/apt-get') &&
  process.env.TRI_AN_NO_APT !== 'yes'
) {
  console.log('Bringing Chromium for the journeys…')
  const quiet = { stdio: 'ignore', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], quiet)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
}

const folder = mkdtempSync(join(tmpdir(), 'tri-an-count-'))
const file = join(folder, 'count.json')
const code = runAndWait([
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${file}`,
  ...process.argv.slice(2),
])
const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
rmSync(folder, { recursive: true, force: true })
if (!counted) {
  console.error('The tests did not run.')
  process.exit(1)
}
const skipped = counted.testResults
  .flatMap(one => one.assertionResults)
  .filter(one => one.status === 'pending' || one.status === 'skipped')
for (const one of skipped) console.log(`skipped: ${one.fullName}`)
console.log(`${counted.numPassedTests} passed, ${counted.numFailedTests} failed, ${counted.numPendingTests} skipped`)
process.exit(code !== 0 || counted.numFailedTests > 0 || counted.numPassedTests === 0 ? 1 : 0)
