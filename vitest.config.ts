import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const src = fileURLToPath(new URL('./src/', import.meta.url))

/** Vite reads the dot of "#kit/*.ts" as any letter, so "#kit/units" would miss its front door: front doors are named here. */
export const frontDoors = [{ find: /^#(kit|spine)\/([a-z-]+)$/, replacement: `${src}$1/$2/index.ts` }]

/** The files that take longest, longest first: begun last, one of them alone would keep everybody waiting. */
const longest = [
  'test/journeys/pages.test.ts',
  'test/hostile/hostile.test.ts',
  'test/matrix/matrix.test.ts',
  'src/apps/server/start.test.ts',
  'test/journeys/plan.test.ts',
  'test/journeys/office.test.ts',
  'src/apps/server/stop.test.ts',
  'test/house/page.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex(file => moduleId.endsWith(file))
      return at === -1 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  resolve: { alias: frontDoors },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['test/cluster.ts'],
    pool: 'threads',
    isolate: false,
    // Left alone, two cores would get one worker: much of a story is waiting for PostgreSQL and Chromium.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
