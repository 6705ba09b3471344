import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultDictionary } from '../../defaults/facts.ts'
import { randomSums, smallDictionary } from '../../random-rules.fixture.ts'
import { type Calc, calcOperators, comparisonsFor } from './form.ts'
import { blankCall, blankLine, withComparison, withLeft } from './new-parts.ts'
import { calcFrom } from './read-rule.ts'
import { sumPartAs, sumPartCalc, sumPartOf } from './sum-parts.ts'
import { calcExpression } from './write-rule.ts'

const fact = (key: string): Calc => ({ kind: 'fact', fact: key })

describe('parts of a sum', () => {
  it('are the calculations that they were', () => {
    fc.assert(
      fc.property(randomSums, (sum) => {
        const calc = calcFrom(sum, smallDictionary, 'fen')
        expect(sumPartCalc(sumPartOf(calc), smallDictionary)).toEqual(calc)
      }),
    )
  })

  it('pay areas by the ㎡ and other things by the piece', () => {
    const each = sumPartAs('each', { kind: 'fixed', number: { kind: 'number', text: '20', unit: 'fen' } })
    if (each.kind !== 'each') throw new Error('another way')
    const paid = (key: string) =>
      calcExpression(sumPartCalc({ ...each, of: fact(key) }, defaultDictionary), defaultDictionary, 'fen')
    expect(paid('staff')).toEqual({ '*': [{ fen: 2_000 }, { fact: 'staff' }] })
    expect(paid('suiteArea')).toEqual({ prorate: [{ fen: 2_000 }, { fact: 'suiteArea' }, { dm2: 100 }] })
  })
})

describe('changing one’s mind', () => {
  it('keeps what was compared with, where it can', () => {
    const staff = blankLine(fact('staff'), defaultDictionary)
    const ten = { ...staff, right: [{ kind: 'number' as const, text: '10', unit: null }] }
    expect(withLeft(ten, fact('openings'), defaultDictionary).right).toEqual(ten.right)
    expect(withComparison(ten, 'between', defaultDictionary).right).toMatchObject([{ text: '10' }, { text: '' }])
    expect(withLeft(ten, fact('industry'), defaultDictionary)).toMatchObject({ comparison: 'startsWith', right: [] })
    const place = { ...blankLine(fact('registeredPlace'), defaultDictionary), codes: ['530103'] }
    expect(withLeft(place, fact('operatingPlace'), defaultDictionary).codes).toEqual(['530103'])
    const same = withComparison(place, '==', defaultDictionary)
    expect(same).toMatchObject({ right: [{ kind: 'text', text: '530103' }], codes: [] })
    expect(withComparison(same, 'in', defaultDictionary).codes).toEqual(['530103'])
  })

  it('begins every calculation with what stood there', () => {
    for (const operator of calcOperators) {
      const call = blankCall(operator, fact('staff'), null)
      expect(JSON.stringify(call.args)).toContain('staff')
      expect(comparisonsFor(call, defaultDictionary).length).toBeGreaterThan(0)
    }
    const sum = blankCall('+', fact('staff'), null)
    expect(blankCall('min', { ...sum, args: [fact('staff'), fact('openings')] }, null).args).toEqual([
      fact('staff'),
      fact('openings'),
    ])
  })
})
