import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'

it('every dependency says what it is for', () => {
  const said = readFileSync(inProject('docs/decisions/dependencies.md'), 'utf8')
  const lines = said.split('\n').filter((line) => line.startsWith('| '))
  const named = new Set(lines.flatMap((line) => (line.split('|')[1] ?? '').trim().split(/,\s*|\s+\(/)))
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(inProject('package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>
  const all = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  expect(all.length).toBeGreaterThan(20)
  expect(all.filter((name) => !named.has(name) && !named.has(name.replace(/\/.*/, '/*')))).toEqual([])
})
