import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise } from '../../../kernel/text/normalise.ts'
import { apart, candidateWords } from './hot-words.ts'

const burst = ['又停水通知', '停水通知晚上才贴', '收到停水通知', '贴停水通知太晚', '停水通知，12000001234']

describe('words of many texts', () => {
  it('are the longest that explain the rest, without numbers', () => {
    expect(candidateWords(burst, [])).toEqual(['停水通知'])
  })

  it('are not names of places', () => {
    const texts = burst.map((text) => `幸福花园${text}`)
    expect(candidateWords(texts, ['幸福花园'])).toEqual(['停水通知'])
  })

  it('stand as they are in what is searched, and are Han alone', () => {
    const text = fc.string({ unit: fc.constantFrom(...'停水通知电梯坏了的 13a，。'), maxLength: 20 })
    fc.assert(
      fc.property(fc.array(text, { minLength: 5, maxLength: 30 }), (texts) => {
        for (const word of candidateWords(texts, [])) {
          expect(word).toMatch(/^\p{Script=Han}{2,6}$/u)
          expect(texts.filter((one) => normalise(one).includes(word)).length).toBeGreaterThanOrEqual(5)
        }
      }),
    )
  })

  it('are kept apart', () => {
    expect(apart([{ word: '停水通知' }, { word: '通知贴' }, { word: '电梯' }]).map(({ word }) => word)).toEqual([
      '停水通知',
      '电梯',
    ])
  })
})
