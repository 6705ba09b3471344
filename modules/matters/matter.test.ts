import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Action,
  actions,
  isOpen,
  needs,
  obstacle,
  openStates,
  possibleActions,
  type Relation,
  relations,
  type Standing,
  type State,
  stageOf,
  states,
  transitionOf,
  transitions,
} from './matter.ts'

const standing: fc.Arbitrary<Standing> = fc.record({
  state: fc.constantFrom(...states),
  openRallyAnswers: fc.nat(3),
  openOrder: fc.boolean(),
  openTalk: fc.boolean(),
  unreached: fc.nat(4),
  unreachedLimit: fc.integer({ min: 1, max: 3 }),
  extensions: fc.nat(2),
  extensionLimit: fc.nat(2),
  exclusion: fc.constantFrom('none' as const, 'proposed' as const, 'approved' as const),
  reporterKnown: fc.boolean(),
})
const who: fc.Arbitrary<ReadonlySet<Relation>> = fc.subarray([...relations]).map((some) => new Set(some))

/** Where a row of the table can lead from a state. */
function targets(action: Action, from: State): readonly State[] {
  const { to } = transitionOf(action)
  if (to === 'same') return [from]
  return to === 'prior' ? ['reported', 'accepted', 'assigned', 'handling'] : [to]
}

describe('the transition table', () => {
  it('has exactly one row for each action, which names a state, a relation and known needs', () => {
    expect(transitions.map((t) => t.action).sort()).toEqual([...actions].sort())
    for (const t of transitions) {
      expect(t.from.length, t.action).toBeGreaterThan(0)
      expect(t.by.length, t.action).toBeGreaterThan(0)
      expect(t.needs.every((need) => needs.includes(need))).toBe(true)
      expect(t.name.zh && t.name.en).toBeTruthy()
    }
  })

  it('reaches every state from a report', () => {
    const reached = new Set<State>(['reported'])
    for (let grown = 0; grown < reached.size; ) {
      grown = reached.size
      for (const t of transitions)
        for (const from of t.from) if (reached.has(from)) for (const to of targets(t.action, from)) reached.add(to)
    }
    // A return that was merged away comes back as assigned, so `returned` is reached by returning alone.
    expect([...reached].sort()).toEqual([...states].sort())
  })

  it('leaves no open state without a way to an end, by hands that are always there', () => {
    const byStaff: ReadonlySet<Relation> = new Set(['holder', 'dispatcher', 'superior'])
    const ends = new Set<State>(states.filter((state) => !isOpen(state)))
    for (let size = 0; size < ends.size; ) {
      size = ends.size
      for (const state of states)
        if (
          transitions.some((t) => t.from.includes(state) && t.by.some((r) => byStaff.has(r)) && leads(t.action, state))
        )
          ends.add(state)
    }
    function leads(action: Action, state: State): boolean {
      return targets(action, state).some((to) => to !== state && ends.has(to))
    }
    expect([...ends].sort()).toEqual([...states].sort())
  })

  it('gives every open state a clock but the suspended one, and no ended state any', () => {
    expect(Object.keys(stageOf).sort()).toEqual([...openStates].sort())
    for (const state of openStates) expect(stageOf[state] === null, state).toBe(state === 'suspended')
  })

  it('lets an ended matter only be talked about, reopened, un-merged or left out of the rates', () => {
    const open = (state: State) => transitions.filter((t) => t.from.includes(state)).map((t) => t.action)
    expect(open('closed')).toEqual(['record_talk', 'reopen', 'comment', 'exclude', 'approve_exclusion'])
    // A talk that was called is held, whatever becomes of the matter.
    expect(open('merged')).toEqual(['record_talk', 'unmerge', 'comment'])
    expect(open('void')).toEqual(['record_talk', 'comment', 'exclude', 'approve_exclusion'])
  })

  it('lets only the reporter confirm or reject, and a reader who has no relation do nothing', () => {
    expect(transitionOf('confirm').by).toEqual(['reporter'])
    expect(transitionOf('reject').by).toEqual(['reporter'])
    fc.assert(
      fc.property(standing, (at) => {
        expect(possibleActions(at, new Set())).toEqual([])
      }),
    )
  })

  it('asks for words or an outcome wherever somebody is refused, sent away or ended', () => {
    for (const action of ['reject', 'return', 'reassign', 'suspend', 'void', 'close', 'reopen', 'unmerge'] as const)
      expect(transitionOf(action).needs, action).toContain('words')
    expect(transitionOf('resolve').needs).toEqual(['outcome', 'words', 'files'])
  })
})

describe('what can be done next', () => {
  it('is a part of the table: right state, right relation, nothing in the way', () => {
    fc.assert(
      fc.property(standing, who, (at, some) => {
        const offered = new Set(possibleActions(at, some).map((t) => t.action))
        for (const t of transitions) {
          const allowed = t.from.includes(at.state) && t.by.some((r) => some.has(r)) && obstacle(t.action, at) === null
          expect(offered.has(t.action)).toBe(allowed)
        }
      }),
    )
  })

  it('grows with relations: whoever is more to a matter can do no less', () => {
    fc.assert(
      fc.property(standing, who, who, (at, some, more) => {
        const both = new Set(possibleActions(at, new Set([...some, ...more])).map((t) => t.action))
        for (const t of possibleActions(at, some)) expect(both.has(t.action)).toBe(true)
      }),
    )
  })

  it('never offers to resolve while a department owes an answer, nor to close before the calls are made', () => {
    fc.assert(
      fc.property(standing, who, (at, some) => {
        const offered = possibleActions(at, some).map((t) => t.action)
        if (at.openRallyAnswers > 0) expect(offered).not.toContain('resolve')
        if (at.unreached < at.unreachedLimit) expect(offered).not.toContain('close')
        if (at.extensions >= at.extensionLimit) expect(offered).not.toContain('extend')
        if (at.exclusion !== 'none') expect(offered).not.toContain('exclude')
        if (at.exclusion !== 'proposed') expect(offered).not.toContain('approve_exclusion')
      }),
    )
  })

  it('says in both languages what stands in the way', () => {
    fc.assert(
      fc.property(standing, fc.constantFrom(...actions), (at, action) => {
        const because = obstacle(action, at)
        if (because) expect(because.zh.length > 3 && because.en.length > 3).toBe(true)
      }),
    )
  })
})
