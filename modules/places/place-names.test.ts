import { describe, expect, it } from 'vitest'
import { normalName, placeTerms, searchText } from './place-names.ts'

describe('one spelling of names', () => {
  it.each([
    ['3栋', '3栋'],
    ['3幢', '3栋'],
    ['三号楼', '3栋'],
    ['3#', '3栋'],
    ['3 座', '3栋'],
    ['第十二栋', '第12栋'],
    ['二十幢', '20栋'],
    ['一百零三号楼', '103栋'],
    ['一〇三幢', '103栋'],
    ['03栋', '3栋'],
    ['B座', 'b栋'],
    ['2单元', '2单元'],
    ['两单元', '2单元'],
    ['八一路', '八一路'],
    ['三家村小区', '三家村小区'],
  ])('%s → %s', (typed, normal) => expect(normalName(typed)).toBe(normal))

  it('does not change what is normal', () => {
    for (const name of ['机床厂小区3栋', 'b栋2单元', '昆明机床厂家属院'])
      expect(normalName(normalName(name))).toBe(normalName(name))
  })
})

describe('what somebody typed', () => {
  it.each([
    ['机床厂3栋', ['机床厂'], ['3栋']],
    ['机床厂三幢二单元', ['机床厂'], ['3栋', '2单元']],
    ['机床厂, 13号楼', ['机床厂'], ['13栋']],
    ['天祥 机床厂', ['天祥', '机床厂'], []],
  ])('%s', (typed, words, parts) => expect(placeTerms(typed)).toEqual({ words, parts }))
})

it('keeps names apart by bars', () => {
  expect(searchText('|机床厂小区|机床厂|', '3幢', ['东楼'])).toBe('|机床厂小区|机床厂|3栋|东楼|')
})
