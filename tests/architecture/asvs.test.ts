import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { requirements } from './asvs.fixture.ts'

const text = readFileSync(inProject('docs/security-asvs.md'), 'utf8')
/** number, own words, state, by what. */
const lines = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+) \|$/gm)].map(
  ([, number = '', words = '', state = '', by = '']) => ({ number, words, state, by }),
)
const states = ['met', 'part', 'open', 'n/a']

it('each requirement of levels 1 and 2 has its line, once, in order', () => {
  expect(requirements).toHaveLength(253)
  expect(lines.map(({ number }) => number)).toEqual(requirements)
})

it('every line has a state and says by what, or why not', () => {
  for (const { number, state, by } of lines) {
    expect(states, number).toContain(state)
    expect(by.trim().length, number).toBeGreaterThan(3)
  }
  const counts = states.map((state) => `${lines.filter((line) => line.state === state).length} ${state}`)
  expect(text).toContain(`Now: ${counts.join(', ')}.`)
})

it('every file that it names exists', () => {
  const named = [...text.matchAll(/`((?:apps|bench|docs|kernel|modules|scripts|tests|ui)\/[^`\s]+)`/g)]
  const paths = named.map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(150)
  expect([...new Set(paths)].filter((path) => !existsSync(inProject(path)))).toEqual([])
})
