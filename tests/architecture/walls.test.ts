import { expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { checkImports } from './import-walls.ts'
import { checkSql } from './sql-walls.ts'
import { below, readTiers } from './tiers.ts'

it('no import breaks a wall, and all of our files were read', async () => {
  const { read, findings } = await checkImports(inProject())
  expect(findings).toEqual([])
  // An unsupported compiler makes the reader see nothing and find no fault.
  expect(read).toBeGreaterThan(200)
  // Reads two thousand files.
}, 120_000)

it('no SQL names a foreign schema', () => {
  const { read, findings } = checkSql(inProject())
  expect(findings).toEqual([])
  expect(read).toBeGreaterThan(100)
})

it('the tiers have the order of ARCHITECTURE.md', () => {
  const tiers = readTiers(inProject())
  expect(below('places', tiers)).toEqual([])
  expect(below('people', tiers)).toEqual(['places'])
  expect(below('matters', tiers)).toEqual(['places', 'people', 'files', 'notices'])
  expect(below('briefings', tiers)).toContain('matters')
})
