import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

// A zone that is neither the server's (UTC) nor the district's: whoever leans on the machine's zone is found out.
const env = { TZ: 'America/St_Johns' }
// The files of a worker share what is loaded: loading every module anew for each costs more than most tests do.
const isolate = false

// Killing server, worker and database takes the machine for minutes: `npm run faults` does it, with more rounds.
const faults = process.env.LIREN_FAULT_ROUNDS ? [] : ['tests/faults/**']

const projects: TestProjectConfiguration[] = [
  {
    test: {
      name: 'rules',
      include: ['{apps,bench,kernel,modules,tests,ui}/**/*.test.{ts,tsx}'],
      exclude: ['**/node_modules/**', 'tests/e2e/**', ...faults],
      testTimeout: 30_000,
      hookTimeout: 60_000,
      env,
      isolate,
    },
  },
  {
    test: {
      name: 'journeys',
      include: ['tests/e2e/**/*.test.ts'],
      // A step of a journey opens pages and waits for them, on machines that are busy with other tests.
      testTimeout: 90_000,
      hookTimeout: 120_000,
      env,
      isolate,
    },
  },
]

export default defineConfig({
  test: {
    projects,
    globalSetup: ['kernel/testing/cluster.ts'],
    // Most of a run is waiting, for pages and for the database: two workers more than a small machine has processors.
    maxWorkers: Math.max(4, Math.ceil(availableParallelism() / 2)),
  },
})
