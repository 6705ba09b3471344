import { expect, it } from 'vitest'
import { nextSort } from './use-table.ts'

it('a press on a head sorts in its first direction, then the other, then back', () => {
  const once = nextSort('-due', 'reportedAt', 'desc')
  expect(once).toBe('-reportedAt')
  expect(nextSort(once, 'reportedAt', 'desc')).toBe('reportedAt')
  expect(nextSort('reportedAt', 'reportedAt', 'desc')).toBe('-reportedAt')
  expect(nextSort(undefined, 'due', 'asc')).toBe('due')
})
