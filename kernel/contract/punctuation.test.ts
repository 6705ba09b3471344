import { expect, it } from 'vitest'
import { bracketed, clauses, commas, labelled, listed } from './punctuation.ts'

it('sets words beside each other as Chinese does', () => {
  expect(listed('zh', ['甲', '乙', '丙'])).toBe('甲、乙、丙')
  expect(listed('zh', [2027, 2028])).toBe('2027、2028')
  expect(commas('zh', [3, '5'])).toBe('3，5')
  expect(clauses('zh', ['甲', '乙'])).toBe('甲；乙')
  expect(`同意${bracketed('zh', '当面')}`).toBe('同意（当面）')
  expect(labelled('zh', '标签', '甲')).toBe('标签：甲')
})

it('sets words beside each other as English does', () => {
  expect(listed('en', ['A', 'B', 'C'])).toBe('A, B, C')
  expect(listed('en', [2027, 2028])).toBe('2027, 2028')
  expect(commas('en', [3, '5'])).toBe('3, 5')
  expect(clauses('en', ['A', 'B'])).toBe('A; B')
  expect(`agrees${bracketed('en', 'in person')}`).toBe('agrees (in person)')
  expect(labelled('en', 'Label', 'A')).toBe('Label: A')
})

it('adds nothing where there is one, and nothing at all where there is none', () => {
  for (const lang of ['zh', 'en'] as const)
    for (const set of [listed, commas, clauses]) expect([set(lang, ['甲']), set(lang, [])]).toEqual(['甲', ''])
})
