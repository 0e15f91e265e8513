import { defineConfig } from 'vitest/config'
import { frontDoors } from './vitest.config.ts'

/** Stories that every check tells in part, and these proofs in full: each says in its file which part. */
const partly = [
  'test/hostile/hostile.test.ts',
  'src/apps/server/backup.test.ts',
  'src/apps/server/start.test.ts',
  'src/apps/server/stop.test.ts',
  'test/matrix/matrix.test.ts',
  'test/house/page.test.ts',
  'test/journeys/*.test.ts',
  'src/spine/people/ui/screens.test.ts',
  'src/kit/papers/papers.test.ts',
  'src/spine/org/reform.test.ts',
  'src/spine/gatherings/rules.test.ts',
  'src/spine/gatherings/phones.test.ts',
  'src/spine/rewards/model.test.ts',
  'src/spine/rewards/race.test.ts',
  'src/spine/messaging/account.test.ts',
]

/** The heavy proofs: crashes, long simulations, load. Not part of every run. */
export default defineConfig({
  resolve: { alias: frontDoors },
  test: {
    include: ['src/**/*.prove.ts', 'test/**/*.prove.ts', ...partly],
    env: {
      TRI_AN_BACKUP: 'whole',
      TRI_AN_HOSTILE: '2000',
      TRI_AN_MATRIX: 'whole',
      TRI_AN_STARTS: 'whole',
      TRI_AN_PAGE: 'whole',
      TRI_AN_VIEWS: 'whole',
      TRI_AN_RACES: 'whole',
      TRI_AN_HISTORIES: '10000',
      TRI_AN_EVENINGS: '200',
    },
    globalSetup: ['test/cluster.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
