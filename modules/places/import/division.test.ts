import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLevels } from '../defaults.ts'
import { codesAbove, levelsByDepth, readDivision, readLines, usualName } from './division.ts'

describe('a division code', () => {
  it('says how deep it lies, whatever zeros stand behind it', () => {
    const read = (text: string) => {
      const { code, depth } = readDivision(text) ?? { code: null, depth: null }
      return [code, depth]
    }
    expect(read('530000000000')).toEqual(['53', 1])
    expect(read('530100')).toEqual(['5301', 2])
    expect(read('530103')).toEqual(['530103', 3])
    expect(read('530103005000')).toEqual(['530103005', 4])
    expect(read('530103005001')).toEqual(['530103005001', 5])
    for (const bad of ['', '53010', '99', '5301030050011', '53010a', '000000']) expect(readDivision(bad)).toBeNull()
  })

  it('lies below each code above it', () => {
    const digits = fc.integer({ min: 110_000_000_000, max: 829_999_999_999 }).map(String)
    fc.assert(
      fc.property(digits, (text) => {
        const division = readDivision(text)
        if (!division) return
        for (const above of codesAbove(division)) {
          const upper = readDivision(above)
          expect(upper && division.code.startsWith(upper.code) && upper.depth < division.depth).toBe(true)
        }
      }),
    )
    expect(codesAbove(readDivision('441900003001') ?? expect.fail())).toEqual([
      '441900003000',
      '441900000000',
      '440000000000',
    ])
  })

  it('finds its level in the tenant’s tree, also where that begins higher', () => {
    expect([...levelsByDepth(defaultLevels)]).toEqual([
      [5, 'community'],
      [4, 'street'],
      [3, 'district'],
    ])
    const city = { code: 'level-7', rank: -1, kind: 'area' as const, name: { zh: '市', en: 'City' } }
    expect(levelsByDepth([...defaultLevels, city]).get(2)).toBe('level-7')
  })

  it('is called as people call it', () => {
    expect(usualName('金辰街道办事处')).toBe('金辰街道')
    expect(usualName(' 天祥社区居民委员会 ')).toBe('天祥社区')
    expect(usualName('红旗村民委员会')).toBe('红旗村')
    expect(usualName('河边村村委会')).toBe('河边村')
    expect(usualName('鼓楼区')).toBe('鼓楼区')
  })

  it('is read from lines in whichever order, with the class of town and country between', () => {
    const rows = readLines('530103005001 111 天祥社区居委会\n\n　金辰街道，530103005\n没有代码')
    expect(rows.map(({ number, cells }) => [number, ...cells])).toEqual([
      [1, '530103005001', '天祥社区居委会'],
      [3, '530103005', '金辰街道'],
      [4, '', '没有代码'],
    ])
  })
})
