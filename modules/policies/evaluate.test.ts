import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from './calendar-month.ts'
import { checkExpression } from './check.ts'
import { compileCondition, compileNumber } from './compile.ts'
import { evaluate, factsOf, missingIn, verdictOf, walk } from './evaluate.ts'
import type { Expression } from './expression.ts'
import type { Facts } from './fact.ts'
import { naiveTruth, naiveValue } from './naive.fixture.ts'
import {
  completions,
  firms,
  fullFirms,
  randomConditions,
  randomSums,
  smallDictionary,
  today,
} from './random-rules.fixture.ts'
import { isSettled } from './reading.ts'
import { rowOf } from './row.ts'
import { number } from './value-type.ts'

const day = calendarDay(today)
const runs = { numRuns: Number(process.env.LIREN_RULES ?? 1_500) }

function treeOf(rule: Expression, wanted?: ReturnType<typeof number>) {
  const { tree, faults } = checkExpression(rule, smallDictionary, wanted ? { wanted } : {})
  if (tree === null) throw new Error(`${JSON.stringify(rule)}: ${JSON.stringify(faults)}`)
  return tree
}
const conditionOf = (rule: Expression) => compileCondition(treeOf(rule))
const sumOf = (rule: Expression) => compileNumber(treeOf(rule, number('fen')))
function rowFor(facts: Facts) {
  const { row, faults } = rowOf(smallDictionary, facts)
  expect(faults).toEqual([])
  return row
}
const verdict = (rule: Expression, facts: Facts) => verdictOf(conditionOf(rule).read(rowFor(facts), day))

/** Unknown facts that a rule reads; few enough that all completions can be tried. */
const mostCompletions = 3_000
function completionsOf(rule: ReturnType<typeof treeOf>, facts: Facts): Facts[] | null {
  const unknown = factsOf(rule).filter((key) => facts[key] === undefined)
  if (unknown.length > 4) return null
  const all = completions(facts, unknown)
  return all.length <= mostCompletions ? all : null
}

describe('a condition', () => {
  it('says what the naive evaluator says when everything is known', () => {
    fc.assert(
      fc.property(randomConditions, fullFirms, (rule, facts) => {
        const expected = naiveValue(rule, facts, today) === true
        expect(verdict(rule, facts)).toBe(expected ? 'fits' : 'unfit')
      }),
      runs,
    )
  })

  it('is sound: no completion of the missing facts turns a settled verdict', () => {
    let settled = 0
    let tried = 0
    fc.assert(
      fc.property(randomConditions, firms, (rule, facts) => {
        const condition = conditionOf(rule)
        const said = verdictOf(condition.read(rowFor(facts), day))
        const all = completionsOf(condition.typed, facts)
        if (said === 'unknown' || all === null) return
        if (all.length > 1) settled++
        tried += all.length
        for (const completed of all)
          expect(naiveValue(rule, completed, today) === true, JSON.stringify(completed)).toBe(said === 'fits')
      }),
      runs,
    )
    // The promise is empty unless verdicts are settled although something is missing.
    expect(settled).toBeGreaterThan(runs.numRuns / 20)
    expect(tried).toBeGreaterThan(runs.numRuns)
  })

  it('knows at least as much as the tables of Kleene', () => {
    fc.assert(
      fc.property(randomConditions, firms, (rule, facts) => {
        const plain = naiveTruth(rule, facts, today)
        if (plain !== undefined) expect(verdict(rule, facts)).toBe(plain ? 'fits' : 'unfit')
      }),
      runs,
    )
  })

  it('keeps a settled verdict whatever is learned', () => {
    fc.assert(
      fc.property(randomConditions, fullFirms, fc.array(fc.boolean()), fc.array(fc.boolean()), (rule, facts, a, b) => {
        const known = (masks: boolean[][]) =>
          Object.fromEntries(Object.entries(facts).filter((_, index) => masks.some((mask) => mask[index])))
        const [before, after] = [verdict(rule, known([a])), verdict(rule, known([a, b]))]
        if (before !== 'unknown') expect(after).toBe(before)
      }),
      runs,
    )
  })

  it('names the facts that settle it, and only unknown ones', () => {
    fc.assert(
      fc.property(randomConditions, firms, fullFirms, (rule, facts, answers) => {
        const condition = conditionOf(rule)
        const said = evaluate(condition, rowFor(facts), day)
        expect(said.missing.length > 0).toBe(said.verdict === 'unknown')
        expect(said.missing.filter((key) => facts[key] !== undefined)).toEqual([])
        const told = Object.fromEntries(said.missing.map((key) => [key, answers[key] ?? null]))
        expect(verdict(rule, { ...facts, ...told })).not.toBe('unknown')
      }),
      runs,
    )
  })

  it('rests on the facts that it names: others may change as they like', () => {
    fc.assert(
      fc.property(randomConditions, firms, firms, (rule, facts, other) => {
        const said = evaluate(conditionOf(rule), rowFor(facts), day)
        const kept = Object.fromEntries(Object.entries(facts).filter(([key]) => said.restsOn.includes(key)))
        const strange = Object.fromEntries(Object.entries(other).filter(([key]) => !said.restsOn.includes(key)))
        expect(verdict(rule, { ...strange, ...kept })).toBe(said.verdict)
      }),
      runs,
    )
  })

  it('names the conditions that failed, each of which fails by itself', () => {
    fc.assert(
      fc.property(randomConditions, firms, (rule, facts) => {
        const said = evaluate(conditionOf(rule), rowFor(facts), day)
        expect(said.failed.length > 0).toBe(said.verdict === 'unfit')
        for (const typed of said.failed) expect(compileCondition(typed).read(rowFor(facts), day)).toBe(-1)
      }),
      runs,
    )
  })

  it('gives paths that lead to the parts of the rule', () => {
    fc.assert(
      fc.property(randomConditions, (rule) => {
        walk(treeOf(rule), (typed) => {
          const found = typed.path
            .split('/')
            .slice(1)
            .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
            .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], rule)
          expect(found).toBeDefined()
          if (typed.node === 'fact') expect(found).toEqual({ fact: typed.fact.key })
          if (typed.node === 'call') expect(Object.keys(found as object)).toEqual([typed.operator])
        })
      }),
      { numRuns: 300 },
    )
  })
})

describe('a calculation', () => {
  it('gives to the fen what the naive evaluator gives', () => {
    fc.assert(
      fc.property(randomSums, fullFirms, (rule, facts) => {
        const expected = naiveValue(rule, facts, today)
        const reading = sumOf(rule).read(rowFor(facts), day)
        expect(reading).toBe(expected === null ? null : Number(expected))
        expect(Object.is(reading, -0)).toBe(false)
      }),
      runs,
    )
  })

  it('keeps every completion within its bounds', () => {
    fc.assert(
      fc.property(randomSums, firms, (rule, facts) => {
        const plan = sumOf(rule)
        const reading = plan.read(rowFor(facts), day)
        const all = completionsOf(plan.typed, facts)
        if (all === null) return
        for (const completed of all) {
          const exact = naiveValue(rule, completed, today)
          if (isSettled(reading)) expect(exact).toBe(reading === null ? null : BigInt(reading))
          else if (exact === null) expect(reading.mayBeNone).toBe(true)
          else expect(Number(exact) >= reading.lo && Number(exact) <= reading.hi).toBe(true)
        }
      }),
      runs,
    )
  })

  it('names the facts that make it exact', () => {
    fc.assert(
      fc.property(randomSums, firms, fullFirms, (rule, facts, answers) => {
        const plan = sumOf(rule)
        const missing = missingIn(plan, rowFor(facts), day)
        const told = Object.fromEntries(missing.map((key) => [key, answers[key] ?? null]))
        expect(isSettled(plan.read(rowFor({ ...facts, ...told }), day))).toBe(true)
      }),
      runs,
    )
  })
})

describe('what is none', () => {
  const openings: Expression = { fact: 'openings' }
  const none = { openings: null }

  it('compares as false with anything, so that its opposite is true', () => {
    for (const operator of ['==', '<', '<=', '>', '>='] as const) {
      const rule = { [operator]: [openings, 1] } as unknown as Expression
      expect(verdict(rule, none), operator).toBe('unfit')
      expect(verdict({ not: rule }, none), operator).toBe('fits')
    }
    expect(verdict({ '!=': [openings, 1] }, none)).toBe('fits')
    expect(verdict({ between: [openings, 0, 9] }, none)).toBe('unfit')
    expect(verdict({ in: [{ fact: 'purpose' }, ['research', 'other']] }, { purpose: null })).toBe('unfit')
  })

  it('stays none in calculations until something takes its place', () => {
    expect(verdict({ isNone: { '+': [openings, 1] } }, none)).toBe('fits')
    expect(verdict({ '==': [{ ifNone: [openings, 7] }, 7] }, none)).toBe('fits')
    expect(verdict({ isNone: { '/': [{ fen: 1 }, { fact: 'staff' }] } }, { staff: 0 })).toBe('fits')
  })

  it('is not the same as not known', () => {
    expect(verdict({ isNone: openings }, {})).toBe('unknown')
    expect(verdict({ isNone: openings }, none)).toBe('fits')
    expect(verdict({ isNone: { fact: 'staff' } }, {})).toBe('unfit')
  })
})

describe('what is not known', () => {
  it('is settled by bounds, by options and by the other side', () => {
    expect(verdict({ '>=': [{ fact: 'staff' }, 0] }, {})).toBe('fits')
    expect(verdict({ '>': [{ fact: 'staff' }, 3] }, {})).toBe('unfit')
    expect(verdict({ '>=': [{ fact: 'openings' }, 0] }, {})).toBe('unknown')
    expect(verdict({ '==': [{ '*': [{ fact: 'staff' }, 0] }, 0] }, {})).toBe('fits')
    expect(verdict({ in: [{ fact: 'sizeClass' }, ['micro', 'small', 'large']] }, {})).toBe('fits')
    expect(verdict({ '==': [{ fact: 'registered' }, { fact: 'operating' }] }, { operating: null })).toBe('unfit')
    expect(verdict({ '==': [{ if: [{ fact: 'isNew' }, { fen: 2 }, { fen: 2 }] }, 2] }, {})).toBe('fits')
  })

  it('asks only for the branch that is taken', () => {
    const rule: Expression = { '>': [{ if: [{ fact: 'isNew' }, { fact: 'staff' }, { fact: 'openings' }] }, 1] }
    const missing = (facts: Facts) => evaluate(conditionOf(rule), rowFor(facts), day).missing
    expect(missing({ isNew: true })).toEqual(['staff'])
    expect(missing({ isNew: false })).toEqual(['openings'])
    expect(missing({})).toEqual(['isNew', 'staff', 'openings'])
  })
})

it('compares a division exactly, although it is rounded elsewhere', () => {
  const third: Expression = { '/': [{ fen: 1 }, 3] }
  expect(verdict({ '>': [third, 0] }, {})).toBe('fits')
  expect(verdict({ '>': [{ '+': [third, 0] }, 0] }, {})).toBe('unfit')
  expect(verdict({ '==': [third, { '/': [{ fen: 2 }, 6] }] }, {})).toBe('fits')
  expect(verdict({ between: [third, { '/': [{ fen: 1 }, 4] }, { '/': [{ fen: 1 }, 3] }] }, {})).toBe('fits')
  const part: Expression = { ratio: [{ fact: 'staff' }, { fact: 'openings' }] }
  expect(verdict({ '>=': [part, 15_000] }, { openings: 2 })).toBe('unknown')
  expect(verdict({ '>': [part, 15_000] }, { openings: 2 })).toBe('unfit')
  expect(verdict({ '>': [part, 0] }, { openings: 0 })).toBe('unfit')
})

it('names of several failed conditions each, and of an alternative the whole', () => {
  const rule: Expression = {
    and: [
      { '>': [{ fact: 'staff' }, 1] },
      { or: [{ fact: 'isNew' }, { fact: 'isHead' }] },
      { and: [{ '<': [{ fact: 'revenue' }, 1] }, { fact: 'isNew' }] },
    ],
  }
  const said = evaluate(conditionOf(rule), rowFor({ staff: 0, isNew: false, isHead: false, revenue: 3 }), day)
  expect(said.failed.map(({ path }) => path)).toEqual(['/and/0', '/and/1', '/and/2/and/0', '/and/2/and/1'])
  expect(said.restsOn).toEqual(['staff'])
})
