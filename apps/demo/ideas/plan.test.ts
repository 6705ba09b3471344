import { describe, expect, it } from 'vitest'
import { buildDistrict } from '../district/build-district.ts'
import { planCalls } from './plan.ts'

const seed = 530103
const until = new Date('2026-11-28T02:00:00Z')
const calls = planCalls(buildDistrict({ seed, until }), { seed, until })

describe('the plan of golden ideas', () => {
  it('is the same for the same seed and day', () => {
    expect(planCalls(buildDistrict({ seed, until }), { seed, until })).toEqual(calls)
  })

  it('has 260 ideas in three calls: answered, being answered, open', () => {
    expect(calls.map(({ ideas }) => ideas.length)).toEqual([150, 70, 40])
    expect(calls.map(({ untilAt, decidedAt }) => [untilAt > until, decidedAt !== null])).toEqual([
      [false, true],
      [false, false],
      [true, false],
    ])
  })

  it('is given while the call is open, by residents of the community, and endorsed by others later', () => {
    for (const { ideas, openAt, untilAt } of calls)
      for (const { at, author, endorsers, end, mergedInto } of ideas) {
        expect(at.getTime()).toBeGreaterThan(openAt.getTime())
        expect(at.getTime()).toBeLessThan(Math.min(untilAt.getTime(), until.getTime()))
        for (const one of endorsers) {
          expect(one.person).not.toBe(author)
          expect(one.at.getTime()).toBeGreaterThan(at.getTime())
        }
        if (end) expect(end.at.getTime()).toBeGreaterThan(untilAt.getTime())
        if (mergedInto) expect([mergedInto.mergedInto, mergedInto.at <= at]).toEqual([null, true])
      }
  })

  it('has some of everything that the screens show', () => {
    const ideas = calls.flatMap((call) => call.ideas)
    const count = (of: (idea: (typeof ideas)[number]) => unknown) => ideas.filter(of).length
    expect(count(({ paper }) => paper)).toBeGreaterThan(15)
    expect(count(({ anonymous }) => anonymous)).toBeGreaterThan(8)
    expect(count(({ mergedInto }) => mergedInto)).toBeGreaterThan(20)
    expect(count(({ end }) => end && 'adopt' in end)).toBeGreaterThan(25)
    expect(count(({ end }) => end && 'decline' in end)).toBeGreaterThan(25)
    const endorsements = ideas.reduce((sum, { endorsers }) => sum + endorsers.length, 0)
    expect(endorsements).toBeGreaterThan(1_000)
  })
})
