import { expect, test } from 'vitest'
import { isDateFormat } from './date-format.ts'

test.each([
  'yyyy\\-mm\\-dd',
  'yyyy/m/d h:mm:ss',
  'm"月"d"日"',
  '[$-804]yyyy"年"m"月"d"日";@',
  'h:mm AM/PM',
  'mmm-yy',
  'yyyy年m月d日',
])('%s shows a date', (code) => expect(isDateFormat(164, code)).toBe(true))

test.each([
  'General',
  '0.00',
  '#,##0;[Red]-#,##0',
  '"days: "0',
  '[h]:mm',
  '[Red]0.00',
  '0\\d',
  '_d0',
  '@',
  '0.00E+00',
  '0"小时"',
])('%s shows none', (code) => expect(isDateFormat(164, code)).toBe(false))

test('built-in formats', () => {
  expect([14, 22, 31, 57, 58].every((id) => isDateFormat(id, undefined))).toBe(true)
  expect([0, 1, 9, 44, 46, 49].some((id) => isDateFormat(id, undefined))).toBe(false)
})
