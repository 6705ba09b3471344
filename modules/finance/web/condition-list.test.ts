import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Expression } from '../../policies/contract.ts'
import { naiveTruth } from '../../policies/naive.fixture.ts'
import { firms, randomConditions, smallDictionary, today } from '../../policies/random-rules.fixture.ts'
import { withWantFacts } from '../want-facts.ts'
import { conditionsOf, listOf } from './condition-list.ts'

const dictionary = withWantFacts(smallDictionary)

describe('the plain list of a phone', () => {
  it('keeps what conditions mean, whatever it cannot show', () => {
    fc.assert(
      fc.property(randomConditions, firms, (conditions, facts) => {
        const again = conditionsOf(listOf(conditions, dictionary))
        expect(naiveTruth(again, facts, today)).toBe(naiveTruth(conditions, facts, today))
      }),
      { numRuns: 500 },
    )
  })

  it('shows rows and leaves the rest to the letter', () => {
    const nested: Expression = { or: [{ fact: 'isNew' }, { '>=': [{ fact: 'staff' }, 2] }] }
    const conditions: Expression = { and: [{ '>=': [{ fact: 'wantAmount' }, 100] }, nested, { fact: 'isHead' }] }
    const { lines, kept } = listOf(conditions, dictionary)
    expect(lines.map(({ fact, comparison }) => [fact, comparison])).toEqual([
      ['wantAmount', '>='],
      ['isHead', 'yes'],
    ])
    expect(kept).toEqual([{ expression: nested, at: 1 }])
    const more = conditionsOf({ lines: lines.slice(0, 1), kept })
    expect(more).toEqual({ and: [{ '>=': [{ fact: 'wantAmount' }, 100] }, nested] })
    expect(listOf(nested, dictionary)).toEqual({ lines: [], kept: [{ expression: nested, at: null }] })
    expect(conditionsOf(listOf(nested, dictionary))).toEqual(nested)
  })

  it('asks nothing where nothing is left', () => {
    expect(conditionsOf({ lines: [], kept: [] })).toBe(true)
    expect(listOf(true, dictionary)).toEqual({ lines: [], kept: [] })
  })
})
