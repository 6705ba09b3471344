import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { FactValue } from '../../contract.ts'
import { useFactValue } from './fact-value.ts'

const shown = (key: string, value: FactValue) => renderToStaticMarkup(createElement(() => useFactValue()(key, value)))

describe('a fact on the page of a firm', () => {
  it('of the form of a day is written as one only where it is one', () => {
    expect(shown('foundedOn', '2026-11-01')).toBe('2026年11月1日')
    expect(shown('foundedOn', '2026-11')).toBe('2026-11')
    expect(shown('foundedOn', '2026-02-30')).toBe('2026-02-30')
  })
})
