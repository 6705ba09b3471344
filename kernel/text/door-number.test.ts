import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chineseNumber, doorNumber, withoutRooms } from './door-number.ts'

describe('doorNumber', () => {
  it.each([
    ['3栋2单元501', { building: '3', unit: '2', room: '501' }],
    ['3栋2单元501室漏水', { building: '3', unit: '2', room: '501' }],
    ['３栋 ２单元 ５０１', { building: '3', unit: '2', room: '501' }],
    ['5幢', { building: '5' }],
    ['12号楼的路灯', { building: '12' }],
    ['三号楼', { building: '3' }],
    ['二十三栋一单元', { building: '23', unit: '1' }],
    ['5#楼1单元', { building: '5', unit: '1' }],
    ['5#302', { building: '5', room: '302' }],
    ['A座1203', { building: 'A', room: '1203' }],
    ['b2栋3楼302室', { building: 'B2', room: '302' }],
    ['3栋2-501', { building: '3', unit: '2', room: '501' }],
    ['第6栋3单元4楼', { building: '6', unit: '3' }],
    ['我家5-2-301', { building: '5', unit: '2', room: '301' }],
    ['甲单元302', { unit: '甲', room: '302' }],
    ['2单元501停水', { unit: '2', room: '501' }],
    ['501室漏水', { room: '501' }],
    ['302号房', { room: '302' }],
    ['先是3栋停水，后来3栋1单元202也停了', { building: '3', unit: '1', room: '202' }],
    ['7栋楼下垃圾', { building: '7' }],
  ])('%s', (text, door) => {
    expect(doorNumber(text)).toEqual(door)
  })

  it.each([
    '三栋楼都停水',
    '一座桥',
    '2018-10-22',
    '10-22-2018',
    '120户居民',
    '花了2000元',
    '501路公交',
    '5楼漏水',
    '2018年房产证',
    '全市3000人',
    '300房产',
  ])('none in: %s', (text) => {
    expect(doorNumber(text)).toEqual({})
  })

  it.each([
    ['3栋2018年就停过水', { building: '3' }],
    ['3栋120户都没水', { building: '3' }],
    ['5栋2000元一平', { building: '5' }],
  ])('takes no year, count or price for a room: %s', (text, door) => {
    expect(doorNumber(text)).toEqual(door)
  })

  it('reads back every door number in the usual spellings', () => {
    const spell = fc.constantFrom(
      (b: number, u: number, r: number) => `${b}栋${u}单元${r}室`,
      (b: number, u: number, r: number) => `${b}号楼${u}单元${r}`,
      (b: number, u: number, r: number) => `${b}-${u}-${r}`,
      (b: number, u: number, r: number) => `${b}#${u}单元${r}`,
      (b: number, u: number, r: number) => `${b}幢${u}-${r}`,
    )
    const number = (max: number) => fc.integer({ min: 1, max })
    fc.assert(
      fc.property(number(199), number(9), number(36), number(8), spell, (building, unit, floor, flat, written) => {
        const room = floor * 100 + flat
        fc.pre(room < 1900 || room > 2099)
        const expected = { building: String(building), unit: String(unit), room: String(room) }
        expect(doorNumber(`我住${written(building, unit, room)}，屋顶漏水`)).toEqual(expected)
      }),
    )
  })
})

it.each([
  ['二', 2],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['三十五', 35],
  ['一百', 100],
  ['一百零二', 102],
  ['一百二十', 120],
  ['两', 2],
  ['甲', undefined],
  ['', undefined],
  ['二二', undefined],
])('chineseNumber %s: %s', (numeral, value) => {
  expect(chineseNumber(numeral)).toBe(value)
})

it.each([
  ['3栋2单元501室屋顶漏水', '3栋屋顶漏水'],
  ['天祥小区三号楼1单元电梯坏了', '天祥小区3栋电梯坏了'],
  ['5-2-301漏水，楼下2栋也漏', '5栋漏水，楼下2栋也漏'],
  ['12号楼的路灯', '12号楼的路灯'],
  ['没有门牌', '没有门牌'],
])('withoutRooms %s: %s', (text, shown) => {
  expect(withoutRooms(text)).toBe(shown)
})
