import { run } from './ensure.mjs'

run(['src/apps/server/main.ts', ...process.argv.slice(2)], { cwd: process.cwd() })
