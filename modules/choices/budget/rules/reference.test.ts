import { describe, expect, it } from 'vitest'
import { compareIds } from './election.ts'
import { electorateOf } from './electorate.ts'
import { equalShares } from './equal-shares.ts'
import { explain } from './explain.ts'
import { expectedChoices, referenceElection, referenceNames, referencesAreThere } from './reference.fixture.ts'
import { choose, isRuleName } from './rules.ts'

describe.skipIf(!referencesAreThere)('published elections, as the reference implementation chooses', () => {
  it.each(referenceNames)('%s', (name) => {
    const { election, oddities } = referenceElection(name)
    expect(oddities).toEqual([])
    const expected = Object.entries(expectedChoices(name))
    let rules = 0
    for (const [rule, { order, selected, cost }] of expected) {
      const step = /^mes_(cost)_at_step_(\d+)$/.exec(rule)
      if (!isRuleName(rule) && !step) throw new Error(`what is ${rule}?`)
      const outcome = isRuleName(rule)
        ? choose(election, rule)
        : equalShares(electorateOf(election), 'cost', Number(step?.[2]))
      const ids = outcome.order.map((project) => election.projects[project]?.id ?? '')
      expect(ids, rule).toEqual(order)
      expect([...ids].sort(compareIds), rule).toEqual(selected)
      expect(outcome.cost, rule).toBe(cost)
      rules++
    }
    expect(rules).toBeGreaterThanOrEqual(8)
  })

  it('explains each project of one of them, and what the supporters of the others lack', () => {
    const { election } = referenceElection('Poland_Swiecie_2023')
    const explained = explain(choose(election, 'mes_cost'))
    const bought = explained.filter(({ reasons }) => reasons[0]?.kind === 'bought')
    expect(bought).toHaveLength(13)
    for (const { project, reasons } of explained) {
      const [reason] = reasons
      if (reason?.kind !== 'supporters_short') continue
      const { cost = 0 } = election.projects[project] ?? {}
      expect(reason.missing).toBeGreaterThan(0)
      expect(reason.missing).toBe(cost - Math.floor(Number(reason.money.num) / Number(reason.money.den)))
    }
  })
})
