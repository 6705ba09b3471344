import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultDictionary } from './defaults/facts.ts'
import { graduateJobs } from './defaults/worked-examples.ts'
import type { Expression } from './expression.ts'
import type { Facts } from './fact.ts'
import { demoDay, firmRow, openedPolicies } from './firm.fixture.ts'
import { nextQuestion } from './next-question.ts'
import { assess, openPolicy, type Policy, type PolicySpec } from './policy.ts'

function policy(code: string, conditions: Expression, more: Partial<PolicySpec> = {}): Policy {
  const spec = { ...graduateJobs, conditions, amount: { kind: 'fixed', fen: 100_000 }, ...more }
  const opened = openPolicy(code, spec, defaultDictionary)
  if (opened.policy === null) throw new Error(JSON.stringify(opened.faults))
  return opened.policy
}
const ask = (policies: readonly Policy[], facts: Facts = {}) =>
  nextQuestion(policies, defaultDictionary, firmRow(facts), demoDay)

const staffed: Expression = { '>=': [{ fact: 'staff' }, 10] }
const placed: Expression = { startsWith: [{ fact: 'registeredPlace' }, '530103'] }
const rich: Expression = { '>': [{ fact: 'revenue' }, 100] }

describe('the next question', () => {
  it('is none when nothing is open', () => {
    expect(ask([])).toBeNull()
    expect(ask([policy('a', staffed)], { staff: 3 })).toBeNull()
    expect(ask([policy('a', staffed, { validUntil: '2026-02-01' })])).toBeNull()
  })

  it('is the one that is the only unknown of most policies', () => {
    const policies = [
      policy('a', staffed),
      policy('b', { and: [placed, { '<': [{ fact: 'staff' }, 50] }] }),
      policy('c', placed),
    ]
    const asked = ask([...policies, policy('d', placed)])
    expect(asked?.fact.key).toBe('registeredPlace')
    expect(asked?.settles).toEqual(['c', 'd'])
    expect(asked?.concerns).toEqual(['b', 'c', 'd'])
    expect(asked?.words).toEqual({ zh: '答了就能确定 2 项政策', en: 'Any answer settles 2 policies' })
    expect(ask(policies.slice(0, 2))?.fact.key).toBe('staff')
  })

  it('prefers the larger sum, if as many policies are settled', () => {
    const large: PolicySpec['amount'] = { kind: 'fixed', fen: 100_000_000 }
    expect(ask([policy('a', placed), policy('b', staffed)])?.fact.key).toBe('registeredPlace')
    expect(ask([policy('a', placed), policy('b', staffed, { amount: large })])?.fact.key).toBe('staff')
  })

  it('asks for what is sensitive last, however much it settles', () => {
    const policies = [policy('a', rich), policy('b', rich), policy('c', { and: [placed, staffed] })]
    expect(ask(policies)?.fact.sensitive).toBe(false)
    expect(ask(policies, { staff: 1 })?.fact.key).toBe('revenue')
  })

  it('prefers the fact that can decide alone over one that never does', () => {
    const either = policy('a', { and: [staffed, { or: [{ fact: 'isHighTech' }, { fact: 'isHeadOffice' }] }] })
    expect(ask([either])?.fact.key).toBe('staff')
  })

  it('comes to the amounts when no verdict is open', () => {
    const amount: PolicySpec['amount'] = { kind: 'per_head', heads: { fact: 'openings' }, each: 5 }
    const policies = [policy('a', staffed, { amount }), policy('b', placed)]
    expect(ask(policies, { staff: 10 })?.fact.key).toBe('registeredPlace')
    expect(ask(policies, { staff: 10, registeredPlace: '1' })?.fact.key).toBe('openings')
    expect(ask(policies, { staff: 9, registeredPlace: '1' })).toBeNull()
  })
})

/** Somebody who answers at random, but always the same. */
const answers: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(
    defaultDictionary.facts.map(({ key, type }) => {
      const values: fc.Arbitrary<unknown> =
        type.kind === 'number'
          ? fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: type.max ?? 10 ** 9 }))
          : type.kind === 'boolean'
            ? fc.boolean()
            : type.kind === 'choice'
              ? fc.constantFrom(...type.options.map(({ code }) => code))
              : type.kind === 'day'
                ? fc.constantFrom('2026-06-01', '2020-01-01')
                : type.kind === 'code'
                  ? fc.constantFrom('530103001001', 'I6513', 'F5212')
                  : fc.constantFrom([], ['heritage'])
      return [key, values]
    }),
  ) as Record<string, fc.Arbitrary<number>>,
)

it('leads to a verdict on every policy, never asks twice, and asks less than everything', () => {
  let asked = 0
  let interviews = 0
  fc.assert(
    fc.property(answers, (firm) => {
      const facts: Record<string, Facts[string]> = {}
      for (let n = 0; n <= defaultDictionary.facts.length; n++) {
        const question = ask(openedPolicies, facts)
        if (question === null) break
        const { key } = question.fact
        expect(Object.keys(facts)).not.toContain(key)
        // What it promises holds for the answer that is given.
        facts[key] = firm[key] as number
        const row = firmRow(facts)
        for (const policy of openedPolicies.filter(({ code }) => question.settles.includes(code))) {
          const { verdict, amount } = assess(policy, row, demoDay)
          expect(verdict !== 'unknown' || amount?.exact).toBe(true)
        }
        asked++
      }
      interviews++
      for (const policy of openedPolicies) expect(assess(policy, firmRow(facts), demoDay).verdict).not.toBe('unknown')
    }),
    { numRuns: 60 },
  )
  expect(asked / interviews).toBeLessThan(defaultDictionary.facts.length * 0.8)
})
