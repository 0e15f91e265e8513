import { run } from './ensure.mjs'

// A small young generation: a file of millions of rows is read with little memory, and answers are none the slower.
run(['--initial-old-space-size=0', '--max-semi-space-size=8', 'src/apps/server/main.ts', ...process.argv.slice(2)], {
  cwd: process.cwd(),
})
