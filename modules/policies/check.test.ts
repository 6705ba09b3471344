import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { checkExpression } from './check.ts'
import { defaultDictionary } from './defaults/facts.ts'
import { ExpressionShape, limits, operators } from './expression.ts'
import { randomConditions, smallDictionary } from './random-rules.fixture.ts'
import { samples } from './samples.fixture.ts'
import { number } from './value-type.ts'

const faultsOf = (rule: unknown) => checkExpression(rule, defaultDictionary).faults
const staff = { fact: 'staff' }

describe('a rule that makes sense', () => {
  it.each(operators)('passes: %s', (operator) => {
    expect(faultsOf(samples[operator])).toEqual([])
    expect(JSON.stringify(samples[operator])).toContain(`"${operator}"`)
    expect(Check(ExpressionShape, samples[operator])).toBe(true)
  })

  it('takes one argument with or without brackets', () => {
    expect(faultsOf({ not: { fact: 'isHighTech' } })).toEqual([])
    expect(faultsOf({ not: [{ fact: 'isHighTech' }] })).toEqual([])
  })

  it('gives bare numbers the unit of what they stand beside', () => {
    const { tree } = checkExpression({ '>': [{ max: [{ fact: 'revenue' }, { '+': [1, 2] }] }, 5] }, defaultDictionary)
    const units = JSON.stringify(tree).match(/"unit":"?\w+/g)
    expect(new Set(units)).toEqual(new Set(['"unit":"fen']))
  })

  it('is a number in the wanted unit where one is wanted', () => {
    const wanted = number('fen')
    expect(checkExpression(7, defaultDictionary, { wanted }).faults).toEqual([])
    expect(checkExpression({ fact: 'revenue' }, defaultDictionary, { wanted }).faults).toEqual([])
    expect(checkExpression(staff, defaultDictionary, { wanted }).faults[0]?.words.en).toContain('an amount of money')
  })
})

describe('a rule that makes no sense is refused with its place and words', () => {
  const cases: readonly [string, unknown, string, string][] = [
    [
      'a number with a text',
      { '>=': [staff, 'ten'] },
      '/>=/1',
      'The text “ten” cannot stand beside a number of people',
    ],
    [
      'a code with a number',
      { '==': [{ fact: 'industry' }, 65] },
      '/==/1',
      '“65” is a number and cannot stand beside a code',
    ],
    [
      'people with money',
      { and: [{ '<': [staff, { fact: 'revenue' }] }] },
      '/and/0/</1',
      '“revenue” is an amount of money and cannot stand beside a number of people',
    ],
    [
      'a rate with money',
      { '<': [{ fact: 'loanRate' }, { fact: 'revenue' }] },
      '/</1',
      '“revenue” is an amount of money',
    ],
    [
      'codes of two schemes',
      { '==': [{ fact: 'industry' }, { fact: 'registeredPlace' }] },
      '/==/1',
      '“place of registration” is a code and cannot',
    ],
    [
      'an order of codes',
      { '<': [{ fact: 'industry' }, 'I65'] },
      '/</0',
      '“industry” is a code; a number or a day is needed here',
    ],
    ['a yes or no compared', { '==': [{ fact: 'isHighTech' }, true] }, '/==/0', 'is a condition by itself'],
    [
      'a number as condition',
      { and: [staff] },
      '/and/0',
      '“number of staff” is a number of people; a condition is needed here',
    ],
    ['a number as the whole', staff, '', '“number of staff” is a number of people; a condition is needed here'],
    [
      'money times money',
      { '>': [{ '*': [{ fact: 'revenue' }, { fact: 'taxPaid' }] }, 1] },
      '/>/0',
      '“share” takes a rate',
    ],
    [
      'money times a rate',
      { '>': [{ '*': [{ fact: 'revenue' }, { fact: 'loanRate' }] }, 1] },
      '/>/0',
      '“share” takes a rate',
    ],
    ['people by money', { '>': [{ '/': [staff, { fact: 'revenue' }] }, 1] }, '/>/0', 'different units'],
    [
      'an unknown option',
      { '==': [{ fact: 'sizeClass' }, 'tiny'] },
      '/==/1',
      'not one of the options (micro, small, medium, large)',
    ],
    [
      'an unknown option in a list',
      { in: [{ fact: 'sizeClass' }, ['micro', 'tiny']] },
      '/in/1/1',
      'not one of the options',
    ],
    ['an empty list', { in: [{ fact: 'sizeClass' }, []] }, '/in/1', 'The list is empty'],
    ['a number in a list', { in: [{ fact: 'industry' }, [65]] }, '/in/1/0', 'codes only'],
    [
      'the beginning of a number',
      { startsWith: [staff, '1'] },
      '/startsWith/0',
      '“number of staff” is a number of people; a code is needed here',
    ],
    ['the beginning of a choice', { startsWith: [{ fact: 'sizeClass' }, 'micro'] }, '/startsWith/0', 'is a choice'],
    [
      'a list where one code is',
      { hasAny: [{ fact: 'industry' }, ['I65']] },
      '/hasAny/0',
      'a list of codes is needed here',
    ],
    ['no day', { '<': [{ fact: 'foundedOn' }, '2026-02-30'] }, '/</1', '“2026-02-30” is not a day such as'],
    ['months since a number', { '<': [{ monthsSince: staff }, 3] }, '/</0/monthsSince', 'cannot stand beside a day'],
    [
      'months compared with days',
      { '<': [{ monthsSince: { fact: 'foundedOn' } }, { daysSince: { fact: 'foundedOn' } }] },
      '/</1',
      'a number of days and cannot stand beside a number of months',
    ],
    ['two fixed values', { '<': [1, 2] }, '', 'nothing to decide'],
    ['two fixed texts', { '==': ['a', 'b'] }, '', 'nothing to decide'],
    ['an unknown fact', { '>': [{ fact: 'profit' }, 0] }, '/>/0/fact', 'There is no fact “profit”'],
    ['an unknown operator', { xor: [true, false] }, '/xor', 'There is no operator “xor”'],
    ['two operators', { and: [true], or: [true] }, '', 'exactly one operator'],
    ['no operator', {}, '', 'exactly one operator'],
    ['too few parts', { between: [staff, 1] }, '/between', '“between” takes 3 parts'],
    ['no parts', { and: [] }, '/and', '“and” takes 1 to 100 parts'],
    ['too many parts', { not: [true, false] }, '/not', '“not” takes 1 part'],
    ['a fraction', { '>': [staff, 1.5] }, '/>/1', 'Numbers must be whole'],
    ['a fraction with its unit', { '>': [staff, { person: 1.5 }] }, '/>/1/person', 'Numbers must be whole'],
    ['a number beyond all', { '>': [staff, 2 ** 60] }, '/>/1', 'Numbers must be whole'],
    ['no number', { '>': [staff, Number.NaN] }, '/>/1', 'Numbers must be whole'],
    ['null', { '>': [staff, null] }, '/>/1', 'This is not a rule'],
    ['a stray list', { and: [[true]] }, '/and/0', 'A list cannot stand here'],
    ['a step that is no fixed number', { '>': [{ round: [staff, staff] }, 1] }, '/>/0/round/1', 'The step of rounding'],
    ['a step of 0', { '>': [{ round: [staff, 0] }, 1] }, '/>/0/round/1', 'The step of rounding'],
    ['none of a condition', { isNone: { fact: 'isHighTech' } }, '/isNone', 'something that may be none'],
    [
      'branches of two sorts',
      { '>': [{ if: [true, staff, { fact: 'revenue' }] }, 1] },
      '/>/0/if/2',
      'cannot stand beside',
    ],
    ['a condition that is none', { '>': [{ if: [staff, 1, 2] }, staff] }, '/>/0/if/0', 'a condition is needed here'],
  ]
  it.each(cases)('%s', (_, rule, path, en) => {
    const faults = faultsOf(rule)
    expect(faults.map((fault) => fault.path)).toContain(path)
    const fault = faults.find((one) => one.path === path)
    expect(fault?.words.en).toContain(en)
    expect(fault?.words.zh).toMatch(/\p{Script=Han}/u)
  })

  it('tells several faults at once', () => {
    const rule = { and: [{ '>': [{ fact: 'nothing' }, 1] }, { '>': [staff, 'x'] }, { fact: 'isHighTech' }] }
    expect(faultsOf(rule).map(({ path }) => path)).toEqual(['/and/0/>/0/fact', '/and/1/>/1'])
  })
})

describe('hostile input', () => {
  it('is refused when it is too deep, whatever the depth', () => {
    let deep: unknown = true
    for (let n = 0; n < 100_000; n++) deep = { not: deep }
    expect(faultsOf(deep)[0]?.words.en).toContain('nested too deeply')
    expect(faultsOf(deep)).toHaveLength(1)
  })

  it('is refused when it is too long', () => {
    const wide = { and: Array.from({ length: 90 }, () => ({ or: Array.from({ length: 90 }, () => true) })) }
    expect(faultsOf(wide).map(({ words }) => words.en)).toEqual([
      `The rule is too long (at most ${limits.nodes} parts and ${limits.codes} codes)`,
    ])
    expect(faultsOf({ and: Array.from({ length: 1_000_000 }, () => true) })).toHaveLength(1)
    const codes = Array.from({ length: limits.codes + 1 }, (_, n) => `A${n}`)
    expect(faultsOf({ in: [{ fact: 'industry' }, codes] })[0]?.words.en).toContain('too long')
    expect(faultsOf({ in: [{ fact: 'industry' }, ['x'.repeat(1_000)]] })[0]?.words.en).toContain('not a code')
    expect(faultsOf('x'.repeat(1_000_000))[0]?.words.en).toBe('The text is too long')
  })

  it('is refused when it plays with what every object has', () => {
    for (const text of [
      '{"__proto__":[true]}',
      '{"constructor":[true]}',
      '{"toString":[]}',
      '{">":[{"fact":"__proto__"},1]}',
      '{">":[{"fact":"constructor"},1]}',
      '{"fact":{"fact":"staff"}}',
      '{"fact":["staff"]}',
    ])
      expect(faultsOf(JSON.parse(text)).length, text).toBeGreaterThan(0)
  })

  it('is refused when it goes in circles', () => {
    const circle: { and: unknown[] } = { and: [true] }
    circle.and.push(circle)
    expect(faultsOf(circle).length).toBeGreaterThan(0)
  })

  it('never makes the checker throw, and what passes has the published shape', () => {
    const parts = fc.constantFrom<unknown>(staff, { fact: 'industry' }, 1, 'I65', ['I65'], true, null, { bp: 3 }, [])
    const anything = fc.letrec((tie) => ({
      rule: fc.oneof(
        { maxDepth: 4 },
        parts,
        fc.anything(),
        fc.tuple(fc.constantFrom(...operators), fc.array(tie('rule'), { maxLength: 3 })).map(([operator, args]) => ({
          [operator]: args,
        })),
      ),
    })).rule
    fc.assert(
      fc.property(anything, (rule) => {
        const { tree, faults } = checkExpression(rule, defaultDictionary)
        expect(tree === null).toBe(faults.length > 0)
        for (const { words } of faults) expect(words.zh && words.en).toBeTruthy()
        if (tree !== null) expect(Check(ExpressionShape, JSON.parse(JSON.stringify(rule)))).toBe(true)
      }),
      { numRuns: 3_000 },
    )
    fc.assert(
      fc.property(randomConditions, (rule) => {
        expect(checkExpression(rule, smallDictionary).faults).toEqual([])
        expect(Check(ExpressionShape, rule)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
