import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{apps,bench,kernel,modules,tests,ui}/**/*.test.{ts,tsx}'],
    // Killing programs under load takes minutes: `npm run faults`.
    exclude: ['**/node_modules/**', ...(process.env.LIREN_FAULT_ROUNDS ? [] : ['tests/faults/**'])],
    globalSetup: ['kernel/testing/cluster.ts'],
    // Most of a run is waiting, for pages and for the database: one worker more than a small machine has processors.
    maxWorkers: Math.max(3, Math.ceil(availableParallelism() / 2)),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A zone that is neither the server's (UTC) nor the district's: whoever leans on the machine's zone is found out.
    env: { TZ: 'America/St_Johns' },
  },
})
