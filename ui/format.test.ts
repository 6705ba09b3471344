import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatIn, spanWords } from './format.ts'

const minute = 60_000

describe('spans of time', () => {
  it('names the two largest parts', () => {
    expect(spanWords(26 * 60 * minute + 20 * minute, 'zh')).toBe('1天2小时')
    expect(spanWords(26 * 60 * minute, 'en')).toBe('1 d 2 h')
    expect(spanWords(48 * 60 * minute, 'zh')).toBe('2天')
    expect(spanWords(24 * 60 * minute + 5 * minute, 'zh')).toBe('1天')
    expect(spanWords(10_000, 'zh')).toBe('1分钟')
  })

  it('is never empty, whatever the length or sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('zh' as const, 'en' as const), (ms, lang) => {
        expect(spanWords(ms, lang)).toMatch(/^\d+/)
      }),
    )
  })
})

describe('moments', () => {
  it('are told in Chinese time wherever the reader is', () => {
    expect(formatIn('zh').time('2026-11-22T16:30:00Z')).toBe('00:30')
    expect(formatIn('zh').day('2026-11-22T16:30:00Z')).toBe('2026年11月23日 周一')
    expect(formatIn('en').day('2026-11-22T16:30:00Z')).toBe('Mon, 23 Nov 2026')
    expect(formatIn('zh').date('2026-11-22T16:30:00Z')).toBe('2026年11月23日')
    expect(formatIn('en').date('2026-11-23')).toBe('23 Nov 2026')
  })

  it('stand as they are where an address was mistyped', () => {
    expect(formatIn('zh').date('2026-13-01')).toBe('2026-13-01')
    expect(formatIn('en').shortDay('')).toBe('')
  })

  it('say how long ago, rounding towards now', () => {
    const now = Date.UTC(2026, 10, 22, 12)
    expect(formatIn('zh').fromNow(now - 119 * minute, now)).toBe('1小时前')
    expect(formatIn('en').fromNow(now + 50 * 60 * minute, now)).toBe('in 2 days')
  })
})

it('rates and amounts', () => {
  expect(formatIn('zh').percent(911 / 972)).toBe('93.7%')
  expect(formatIn('en').number(12345)).toBe('12,345')
})
