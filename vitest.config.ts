import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const src = fileURLToPath(new URL('./src/', import.meta.url))

/** Vite reads the dot of "#kit/*.ts" as any letter, so "#kit/units" would miss its front door: front doors are named here. */
export const frontDoors = [{ find: /^#(kit|spine)\/([a-z-]+)$/, replacement: `${src}$1/$2/index.ts` }]

export default defineConfig({
  resolve: { alias: frontDoors },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['test/cluster.ts'],
    pool: 'threads',
    isolate: false,
    // Left alone, two cores would get one worker: much of a story is waiting for PostgreSQL and Chromium.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
