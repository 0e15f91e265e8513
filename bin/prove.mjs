import { run } from './ensure.mjs'

run(['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.prove.config.ts', ...process.argv.slice(2)])
