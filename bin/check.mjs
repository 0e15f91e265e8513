// Every law of the house, each an error: format and lint, types, walls, sizes, dead code, then the tests.
import { runAndWait } from './ensure.mjs'

const steps = [
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['laws', ['tools/check/main.ts']],
  ...(process.argv.includes('--no-tests') ? [] : [['tests', ['bin/test.mjs']]]),
]
const wrong = []
for (const [name, args] of steps) {
  const startedMs = Date.now()
  const code = runAndWait(args)
  console.log(`${code === 0 ? 'holds' : 'BROKEN'}: ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`)
  if (code !== 0) wrong.push(name)
}
if (wrong.length > 0) console.error(`Not clean: ${wrong.join(', ')}.`)
process.exit(wrong.length > 0 ? 1 : 0)
