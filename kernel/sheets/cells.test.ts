import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellBoolean, cellDate, cellNumber, cellText, dateSerial, serialDate } from './cells.ts'

const at = (iso: string) => new Date(`${iso}+08:00`)

describe('dates', () => {
  test.each([
    ['2019/4/25 9:32:09', '2019-04-25T09:32:09'],
    ['2019/4/25 9:32', '2019-04-25T09:32:00'],
    ['2019/12/1', '2019-12-01T00:00:00'],
    ['2019-01-02 03:04:05', '2019-01-02T03:04:05'],
    ['2019-01-02T03:04', '2019-01-02T03:04:00'],
    ['2019-1-2 3:04:05.250', '2019-01-02T03:04:05'],
    ['2019.1.2', '2019-01-02T00:00:00'],
    ['20190102', '2019-01-02T00:00:00'],
    ['20190102 08:30', '2019-01-02T08:30:00'],
    ['2019年1月2日', '2019-01-02T00:00:00'],
    ['2019年1月2号', '2019-01-02T00:00:00'],
    ['2019年 1 月 2 日 3时4分', '2019-01-02T03:04:00'],
    ['2019年1月2日3时4分5秒', '2019-01-02T03:04:05'],
    ['2019年1月2日 下午3点', '2019-01-02T15:00:00'],
    ['2019/1/2 下午3:04', '2019-01-02T15:04:00'],
    ['2019/1/2 中午12:04', '2019-01-02T12:04:00'],
    ['2019/1/2 上午11:04', '2019-01-02T11:04:00'],
    ['2019/1/2 3:04 PM', '2019-01-02T15:04:00'],
    ['2019/1/2 12:04 AM', '2019-01-02T00:04:00'],
    ['2019/1/2 星期三 8:00', '2019-01-02T08:00:00'],
    ['２０１９／１／２　８：３０', '2019-01-02T08:30:00'],
    ['  2019/1/2\n', '2019-01-02T00:00:00'],
  ])('%s', (text, iso) => expect(cellDate(text)).toEqual(at(iso)))

  test('a text with a zone keeps its instant', () => {
    expect(cellDate('2019-01-02T00:00:00Z')).toEqual(new Date('2019-01-02T00:00:00Z'))
    expect(cellDate('2019-01-02T08:00:00+08:00')).toEqual(new Date('2019-01-02T00:00:00Z'))
  })

  test.each([
    '',
    '昨天',
    '2019/13/1',
    '2019/2/29',
    '2019/4/31',
    '2019/1/2 25:00',
    '2019/1/2 8:61',
    '2019/1/2 9:325',
    '2019/1/234',
    '2019/1/2abc',
    '19/1/2',
    '2019年',
    '1/2/2019',
    '0000/1/1',
    '2019/1/2 8:30 并请回复',
  ])('%s is no date', (text) => expect(cellDate(text)).toBeNull())

  test('serials count from the base of the workbook', () => {
    expect(cellDate(43_557.692_592_592_6)).toEqual(at('2019-04-02T16:37:20'))
    expect(cellDate(43_557, 1900)).toEqual(at('2019-04-02T00:00:00'))
    expect(cellDate(42_095, 1904)).toEqual(at('2019-04-02T00:00:00'))
    expect(serialDate(1, 1900)).toEqual(at('1900-01-01T00:00:00'))
    expect(serialDate(59, 1900)).toEqual(at('1900-02-28T00:00:00'))
    expect(serialDate(61, 1900)).toEqual(at('1900-03-01T00:00:00'))
    expect(serialDate(0.5, 1900)).toBeNull()
    expect(serialDate(2_958_466, 1900)).toBeNull()
    expect(cellDate(20_190_102)).toEqual(at('2019-01-02T00:00:00'))
    expect(cellDate(20_191_302)).toBeNull()
    expect(cellDate(Number.NaN)).toBeNull()
    expect(cellDate(true)).toBeNull()
    expect(cellDate({ fault: '#N/A' })).toBeNull()
  })

  test('an instant of whole seconds survives as serial and as text', () => {
    const seconds = fc.integer({ min: Date.UTC(1901, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 - 86_400 })
    fc.assert(
      fc.property(seconds, (s) => {
        const instant = new Date(s * 1000)
        expect(cellDate(dateSerial(instant))).toEqual(instant)
        expect(cellDate(cellText(instant))).toEqual(instant)
      }),
    )
  })

  test('no text makes it throw or give an invalid date', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789/-.: 年月日时分秒上下午T+Z'), maxLength: 24 })
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (text) => {
        const date = cellDate(text)
        expect(date === null || !Number.isNaN(date.getTime())).toBe(true)
      }),
    )
  })
})

describe('numbers', () => {
  test.each([
    [12, 12],
    ['12', 12],
    [' １，２３４.5 ', 1234.5],
    ['1,234,567', 1_234_567],
    ['-3', -3],
    ['1e3', 1000],
    ['.5', 0.5],
  ])('%s', (value, number) => expect(cellNumber(value)).toBe(number))

  test.each(['', '十二', '12楼', '1,2', '1.2.3', '0x10', 'Infinity', '--1'])('%s is no number', (text) =>
    expect(cellNumber(text)).toBeNull(),
  )

  test('a long whole number is written without exponent', () => {
    expect(cellText(10_000_001_234)).toBe('10000001234')
    expect(cellText(123_456_789_012_345_680)).toBe('123456789012345680')
    expect(cellText(0.25)).toBe('0.25')
  })
})

test('yes and no in both languages', () => {
  expect(['是', '√', 'TRUE', 'Y', 1, true].map((v) => cellBoolean(v))).toEqual(Array(6).fill(true))
  expect(['否', '无', 'no', 0, false].map((v) => cellBoolean(v))).toEqual(Array(5).fill(false))
  expect(['也许', '', null].map((v) => cellBoolean(v))).toEqual([null, null, null])
})
