import { expect, vi } from 'vitest'

// Runs before each test file. A step of a journey opens pages and waits for them, on machines that are busy with other tests.
if (expect.getState().testPath?.includes('/tests/e2e/')) vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 })
