import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factFrom, factShown, factTyped, unitOf } from './fact-form.ts'

describe('a fact as people write it', () => {
  it('comes back as it was kept', () => {
    const whole = fc.integer({ min: 0, max: 99_999_999 })
    for (const form of ['fen', 'dm2', 'bp', 'count', 'months'] as const)
      fc.assert(fc.property(whole, (value) => factFrom(form, factTyped(form, value)) === value))
    fc.assert(fc.property(fc.boolean(), (value) => factFrom('yes_no', factTyped('yes_no', value)) === value))
  })

  it('is refused where it is none', () => {
    for (const [form, typed] of [
      ['count', '3.5'],
      ['count', '-1'],
      ['fen', '12.345'],
      ['fen', '一万'],
      ['day', '2026/11/2'],
      ['yes_no', 'perhaps'],
      ['text', '  '],
    ] as const)
      expect(factFrom(form, typed), `${form} ${typed}`).toBeUndefined()
    expect(factFrom('fen', '1,234.5')).toBe(123_450)
  })

  it('is shown with its unit in both languages', () => {
    expect(factShown('fen', 123_450, 'zh')).toBe('1,234.5 元')
    expect(factShown('fen', 123_450, 'en')).toBe('CNY 1,234.5')
    expect(factShown('bp', 365, 'zh')).toBe('3.65%')
    expect(factShown('size', 'small', 'en')).toBe('Small')
    expect(factShown('yes_no', true, 'zh')).toBe('是')
    expect(factShown('months', 1, 'en')).toBe('1 month')
    expect(factShown('industry', 'I65', 'zh')).toBe('I65 软件和信息技术服务业')
    expect(factShown('text', null, 'en')).toBe('None')
    expect([unitOf('fen', 'zh'), unitOf('count', 'zh')]).toEqual(['元', ''])
  })
})
