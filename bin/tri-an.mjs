import { run } from './ensure.mjs'

run(['src/apps/server/cli.ts', ...process.argv.slice(2)])
