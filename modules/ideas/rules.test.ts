import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callObstacle, callStates, callSteps, callTransition, callTransitions, givingObstacle } from './call.ts'
import {
  amendObstacle,
  countHeads,
  type IdeaAct,
  ideaActs,
  ideaStates,
  mayAct,
  shownStates,
  stateAfter,
  stateAfterAmending,
  unendedStates,
} from './idea.ts'

const acts = Object.keys(ideaActs) as IdeaAct[]

describe('a call', () => {
  const at = { state: 'open', fromOn: '2026-11-20', untilOn: '2026-12-20', unended: 0, ideas: 0 } as const

  it('has one row a step and leads only forward', () => {
    expect(callTransitions.map(({ step }) => step)).toEqual([...callSteps])
    for (const { from, to } of callTransitions)
      for (const state of from) expect(callStates.indexOf(to)).toBeGreaterThan(callStates.indexOf(state))
    expect(callTransition('cancel').needsWhy).toBe(true)
  })

  it('is not decided while an idea has no end, nor called off once one was given', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (unended, more) => {
        const standing = { ...at, unended, ideas: unended + more }
        expect(callObstacle('decide', standing, '2026-12-01') === null).toBe(unended === 0)
        expect(callObstacle('cancel', standing, '2026-12-01') === null).toBe(unended + more === 0)
      }),
    )
  })

  it('takes ideas from its first to its last day', () => {
    expect(givingObstacle(at, '2026-11-19')?.zh).toContain('开始征集')
    expect([givingObstacle(at, '2026-11-20'), givingObstacle(at, '2026-12-20')]).toEqual([null, null])
    expect(givingObstacle(at, '2026-12-21')?.en).toContain('closed')
    for (const state of callStates)
      expect(givingObstacle({ ...at, state }, '2026-12-01') === null).toBe(state === 'open')
  })
})

describe('an idea', () => {
  it('that has its end changes no more, but for what staff undo or enter', () => {
    for (const end of ['adopted', 'declined', 'withdrawn'] as const)
      expect(acts.filter((act) => mayAct(act, end) && stateAfter(act, end) !== end)).toEqual([])
    expect(acts.filter((act) => mayAct(act, 'merged'))).toEqual(['unmerge'])
  })

  it('reaches every state, and never public eyes without being published first where that is asked', () => {
    const reached = new Set(['pending', ...acts.flatMap((act) => ideaActs[act].to ?? [])])
    expect([...reached].sort()).toEqual([...ideaStates].sort())
    for (const act of acts)
      if (mayAct(act, 'pending') && (shownStates as readonly string[]).includes(stateAfter(act, 'pending')))
        expect(act).toBe('publish')
    expect(stateAfterAmending('before', 'published')).toBe('pending')
    expect(stateAfterAmending('after', 'published')).toBe('published')
    for (const state of unendedStates) expect(mayAct('hide', state)).toBe(true)
  })

  it('is amended until the call closes or voting begins', () => {
    expect(amendObstacle({ state: 'open', frozen: false })).toBeNull()
    expect(amendObstacle({ state: 'open', frozen: true })?.en).toContain('Voting')
    expect(amendObstacle({ state: 'closed', frozen: false })?.zh).toContain('截止')
  })
})

it('counts each head once and authors not at all, in whatever order ideas were merged', () => {
  const heads = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
  fc.assert(
    fc.property(heads, heads, heads, (first, second, authors) => {
      const n = countHeads([...first, ...second], authors)
      expect(n).toBe(countHeads([...second, ...first, ...first], authors))
      expect(n).toBeLessThanOrEqual(countHeads(first, authors) + countHeads(second, authors))
      expect(n).toBeGreaterThanOrEqual(countHeads(first, authors))
      expect(countHeads(authors, authors)).toBe(0)
    }),
  )
})
