import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bigrams, normalise } from './normalise.ts'
import { type SearchTerm, searchTerms } from './search-terms.ts'

/** What the database does with a term, in memory. */
function finds(text: string, { term, by, bigrams: words, recheck }: SearchTerm): boolean {
  const has = (): boolean => normalise(text).includes(term)
  if (by !== 'bigram') return has()
  const column = bigrams(text)
  return words.every((word) => column.includes(word)) && (!recheck || has())
}

const found = (text: string, query: string): boolean => searchTerms(query).every((term) => finds(text, term))

describe('searchTerms', () => {
  it.each([
    ['电梯', [{ term: '电梯', by: 'bigram', bigrams: ['电梯'], recheck: false }]],
    ['网格员', [{ term: '网格员', by: 'bigram', bigrams: ['网格', '格员'], recheck: true }]],
    ['屋顶漏水', [{ term: '屋顶漏水', by: 'trigram', bigrams: [], recheck: false }]],
    ['501', [{ term: '501', by: 'trigram', bigrams: [], recheck: false }]],
    ['３', [{ term: '3', by: 'bigram', bigrams: ['3'], recheck: false }]],
    ['灯', [{ term: '灯', by: 'scan', bigrams: [], recheck: false }]],
    ['3栋', [{ term: '3栋', by: 'scan', bigrams: [], recheck: false }]],
    ['3栋楼', [{ term: '3栋楼', by: 'trigram', bigrams: [], recheck: false }]],
    ['  ，。% ', []],
  ])('%s', (query, terms) => {
    expect(searchTerms(query)).toEqual(terms)
  })

  it('takes spaces and signs as "and", and each term once', () => {
    expect(searchTerms('电梯　漏水，电梯').map(({ term }) => term)).toEqual(['电梯', '漏水'])
    expect(searchTerms('一二 三四 五六 七八 九十 甲乙 丙丁 戊己 庚辛')).toHaveLength(8)
  })

  it('finds by every way', () => {
    const text = '天祥小区3栋2单元501屋顶漏水，网格员来过了'
    for (const query of ['漏水', '网格员', '屋顶漏水', '501', '3栋', '顶', '天祥 漏水'])
      expect([query, found(text, query)]).toEqual([query, true])
    for (const query of ['网员', '格网', '电梯', '天祥 电梯', '屋漏水'])
      expect([query, found(text, query)]).toEqual([query, false])
  })

  it('finds every Han part of a text, of any length, wherever it stands', () => {
    const han = fc.array(fc.constantFrom(...'电梯坏了三栋漏水停车垃圾网格员'), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(han, fc.nat(29), fc.integer({ min: 1, max: 30 }), (signs, from, length) => {
        const part = signs.slice(from, from + length).join('')
        // a pair is found by the pair column, a single by the scan, the rest by LIKE: none may be lost
        expect(found(`您好，${signs.join('')}。`, part)).toBe(true)
      }),
    )
  })

  it('gives LIKE nothing to escape', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        for (const { term } of searchTerms(query)) expect(term).not.toMatch(/[%_\\\s]/)
      }),
    )
  })
})
