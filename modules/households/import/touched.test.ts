import { expect, it } from 'vitest'
import { type Happened, wentOn } from './touched.ts'

const story = (...told: readonly (readonly [type: string, importId?: string])[]): Happened[] =>
  told.map(([type, importId], n) => ({ seq: n + 1, type: `households.${type}`, importId: importId ?? null }))

it.each([
  ['what it wrote itself', story(['household_added', 'a'], ['value_entered', 'a']), false],
  ['what came before it', story(['household_added'], ['value_entered'], ['value_entered', 'a']), false],
  ['a value that somebody entered', story(['household_added', 'a'], ['value_entered']), true],
  ['a note', story(['value_entered'], ['value_entered', 'a'], ['note_written']), true],
  ['a look at a number', story(['household_added', 'a'], ['person_revealed']), false],
  ['a new grid', story(['household_added', 'a'], ['household_moved_grid']), false],
  ['another import', story(['household_added', 'a'], ['value_entered', 'b']), true],
  [
    'another import that was undone',
    story(['household_added', 'a'], ['value_entered', 'b'], ['import_undone', 'b']),
    false,
  ],
])('%s', (_, events, expected) => {
  expect(wentOn(events, 'a')).toBe(expected)
})
