import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { defaultCategories } from '../matters/defaults/categories.ts'
import { reachOf, ways } from './campaigns/reach.ts'
import { freshCode, judge } from './checklist.ts'
import { defaultChecklists } from './defaults/checklists.ts'
import { type findingStates, mayClear, nextState } from './finding.ts'
import { kinds } from './kinds.ts'
import { markOf, periodAt, rhythms } from './rhythm.ts'

const days = fc.integer({ min: dayNumberFrom('2024-01-01'), max: dayNumberFrom('2032-12-31') }).map(dayFromNumber)
const rhythm = fc.constantFrom(...rhythms)

describe('a period', () => {
  it('holds its day, falls due within itself, and the next one begins where it ends', () => {
    fc.assert(
      fc.property(rhythm, days, (of, day) => {
        const period = periodAt(of, day)
        expect(period.fromOn <= day && day < period.untilOn).toBe(true)
        const due = dayOf(period.dueAt)
        expect(due >= period.fromOn && due < period.untilOn).toBe(true)
        expect(periodAt(of, period.untilOn).fromOn).toBe(period.untilOn)
        expect(periodAt(of, period.fromOn)).toEqual(period)
      }),
    )
  })

  it('is Monday to Sunday due on Friday, a month due on the 25th, a quarter due ten days before its end', () => {
    expect(periodAt('week', '2026-11-29')).toMatchObject({ fromOn: '2026-11-23', untilOn: '2026-11-30' })
    expect(dayOf(periodAt('week', '2026-11-29').dueAt)).toBe('2026-11-27')
    expect(dayOf(periodAt('month', '2026-12-31').dueAt)).toBe('2026-12-25')
    expect(periodAt('quarter', '2026-11-29')).toMatchObject({ fromOn: '2026-10-01', untilOn: '2027-01-01' })
    expect(periodAt('quarter', '2026-11-29').dueAt.toISOString()).toBe('2026-12-22T10:00:00.000Z')
  })

  it('a round is overdue only while it can still be done', () => {
    const dueAt = new Date('2026-11-27T10:00:00Z')
    const after = new Date('2026-11-27T10:00:01Z')
    expect(markOf({ state: 'open', dueAt, doneAt: null }, dueAt)).toBe('due')
    expect(markOf({ state: 'open', dueAt, doneAt: null }, after)).toBe('overdue')
    expect(markOf({ state: 'done', dueAt, doneAt: dueAt }, after)).toBe('done')
    expect(markOf({ state: 'done', dueAt, doneAt: after }, after)).toBe('late')
    expect(markOf({ state: 'missed', dueAt, doneAt: null }, after)).toBe('missed')
  })
})

describe('checklists', () => {
  it('become matters of categories that there are, each question once', () => {
    const leaves = new Set(defaultCategories.map(({ code }) => code))
    for (const { checklist } of Object.values(kinds)) {
      const { items, source } = defaultChecklists[checklist]
      expect(source).not.toBe('')
      expect(new Set(items.map(({ code }) => code)).size).toBe(items.length)
      for (const { category } of items) expect([...leaves]).toContain(category)
    }
  })

  it('take whole answers only, and find exactly the noes', () => {
    const list = defaultChecklists.passage
    const answers = fc.tuple(...list.items.map(() => fc.option(fc.boolean())))
    fc.assert(
      fc.property(answers, fc.boolean(), (given, unknown) => {
        const said = Object.fromEntries([
          ...list.items.flatMap(({ code }, n) => (given[n] === null ? [] : [[code, given[n] as boolean] as const])),
          ...(unknown ? [['no_such', true] as const] : []),
        ])
        const { noes, whole } = judge(list, said)
        expect(noes.length).toBe(given.filter((one) => one === false).length)
        expect(whole).toBe(given.every((one) => one !== null) && !unknown)
      }),
    )
  })
})

describe('a finding', () => {
  it('is cleared by a look after its matter ended, and by nothing else', () => {
    const step = fc.constantFrom('ended', 'reopened', 'fine', 'not_fine' as const)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let state: (typeof findingStates)[number] = 'open'
        for (const one of steps) {
          const next = nextState(state, one)
          if (next === 'cleared') expect([state, one]).toEqual(['recheck', 'fine'])
          state = next ?? state
        }
      }),
    )
    for (const one of ['ended', 'reopened', 'fine', 'not_fine'] as const) expect(nextState('cleared', one)).toBeNull()
  })

  it('that is major is looked at by somebody else', () => {
    expect(mayClear('major', 'a', 'a')).toBe(false)
    expect(mayClear('major', 'a', 'b')).toBe(true)
    expect(mayClear('major', null, 'b')).toBe(true)
    expect(mayClear('ordinary', 'a', 'a')).toBe(true)
  })
})

describe('reach', () => {
  it('counts a household once, whatever overlaps, and never more than are addressed', () => {
    const room = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const tick = fc.record({ roomId: room, how: fc.constantFrom(...ways) })
    fc.assert(
      fc.property(fc.array(room), fc.array(tick), (rooms, ticks) => {
        const { reached, addressed } = reachOf(rooms, ticks)
        expect(addressed).toBe(new Set(rooms).size)
        expect(reached).toBeLessThanOrEqual(addressed)
        // Saying it again, or addressing a place twice, changes nothing.
        expect(reachOf([...rooms, ...rooms], [...ticks, ...ticks])).toEqual({ reached, addressed })
        const met = [...new Set(rooms)].filter((id) => ticks.some((t) => t.roomId === id && t.how !== 'away'))
        expect(reached).toBe(met.length)
      }),
    )
  })
})

describe('a question that is new in a checklist', () => {
  it('has a code that no other has, in the form of codes', () => {
    const items: { code: string }[] = []
    for (let n = 0; n < 60; n++) items.push({ code: freshCode(items) })
    expect(new Set(items.map(({ code }) => code)).size).toBe(60)
    for (const { code } of items) expect(code).toMatch(/^[a-z][a-z_]{1,29}$/)
    expect(items[0]?.code).toBe('own_a')
  })
})
