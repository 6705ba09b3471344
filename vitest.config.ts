import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Killing server, worker and database takes the machine for minutes: `npm run faults` does it, with more rounds.
const faults = process.env.LIREN_FAULT_ROUNDS ? [] : ['tests/faults/**']

const first = [/\/tests\/e2e\/\w+-pages\.test\.ts$/, /\/tests\/(?!e2e\/)/, /\/tests\/e2e\//, /\/apps\//]

/**
 * What takes longest begins first, so that at the end no worker waits for another: the pages, what looks at the whole (the
 * matrix, the walls, fuzzing), the journeys, what starts programs.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = first.findIndex((those) => those.test(moduleId))
      return at < 0 ? first.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    // One project: a second one would load every module again, in each worker.
    include: ['{apps,bench,kernel,modules,tests,ui}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', ...faults],
    // What hangs is found out, however slow the machine: a busy one has been seen to take three times as long as another.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    globalSetup: ['kernel/testing/cluster.ts'],
    // A zone that is neither the server's (UTC) nor the district's: whoever leans on the machine's zone is found out.
    env: { TZ: 'America/St_Johns' },
    // The files of a worker share what is loaded: loading every module anew for each costs more than most tests do.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A journey waits now for its browser, now for the database. One worker more than a small machine has processors leaves
    // them hardly idle; each further one loads every module again, and they wait for each other.
    maxWorkers: Math.floor(availableParallelism() / 2) + 2,
  },
})
