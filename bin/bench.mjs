// npm run -s bench -- NAME: runs the benchmark NAME.bench.ts, which prints one JSON object a line.
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root, run } from './ensure.mjs'

const known = new Map(
  ['src', 'test'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true })
      .filter(file => file.endsWith('.bench.ts'))
      .map(file => [basename(file, '.bench.ts'), join(folder, file)]),
  ),
)
const [name, ...rest] = process.argv.slice(2)
const file = known.get(name)
if (!file) {
  console.error(`Known benchmarks: ${[...known.keys()].sort().join(', ') || 'none'}.`)
  process.exit(2)
}
run([file, ...rest])
