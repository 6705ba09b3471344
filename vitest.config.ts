import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{apps,bench,kernel,modules,tests,ui}/**/*.test.{ts,tsx}'],
    // Killing programs under load takes minutes: `npm run faults`.
    exclude: ['**/node_modules/**', ...(process.env.LIREN_FAULT_ROUNDS ? [] : ['tests/faults/**'])],
    globalSetup: ['kernel/testing/cluster.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A zone that is neither the server's (UTC) nor the district's: whoever leans on the machine's zone is found out.
    env: { TZ: 'America/St_Johns' },
  },
})
