import { defineConfig } from 'vitest/config'
import { frontDoors } from './vitest.config.ts'

/** The heavy proofs: crashes, long simulations, load. Not part of every run. */
export default defineConfig({
  resolve: { alias: frontDoors },
  test: {
    include: ['src/**/*.prove.ts', 'test/**/*.prove.ts', 'test/hostile/hostile.test.ts', 'test/house/page.test.ts'],
    env: { TRI_AN_HOSTILE: '2000', TRI_AN_PAGE: 'whole' },
    globalSetup: ['test/cluster.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
