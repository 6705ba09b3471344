import fc from 'fast-check'
import { expect, it } from 'vitest'
import { differenceOf } from './difference.ts'

it('shows what went and what came', () => {
  expect(differenceOf('装凉亭', '装凉亭和长椅')).toEqual([
    { kind: 'same', words: '装凉亭' },
    { kind: 'new', words: '和长椅' },
  ])
  expect(differenceOf('在树下', '在三棵树旁')).toEqual([
    { kind: 'same', words: '在' },
    { kind: 'new', words: '三棵' },
    { kind: 'same', words: '树' },
    { kind: 'gone', words: '下' },
    { kind: 'new', words: '旁' },
  ])
})

it('gives both texts back, whatever they are', () => {
  const text = fc.string({ unit: fc.constantFrom('修', '灯', '路', ' ', '👵', 'a'), maxLength: 40 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = differenceOf(before, after)
      const of = (kind: 'gone' | 'new') =>
        pieces
          .filter((piece) => piece.kind === 'same' || piece.kind === kind)
          .map(({ words }) => words)
          .join('')
      expect([of('gone'), of('new')]).toEqual([before, after])
    }),
  )
  const long = '长'.repeat(3000)
  expect(differenceOf(long, '短').map(({ kind }) => kind)).toEqual(['gone', 'new'])
})
