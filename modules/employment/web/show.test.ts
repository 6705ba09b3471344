import { expect, it } from 'vitest'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { wordsIn } from './show.ts'

it('reads what a field holds back as the words that it was written from, in both languages', () => {
  const skills = ['做账', '电工证', 'Forklift licence']
  for (const lang of ['zh', 'en'] as const) {
    expect(wordsIn(listed(lang, skills))).toEqual(skills)
    expect(wordsIn(listed(lang, []))).toEqual([])
  }
})

it('reads commas of either width, semicolons and lines, and each word once', () => {
  expect(wordsIn('做账， 收银;电工；做账\n司机')).toEqual(['做账', '收银', '电工', '司机'])
})
