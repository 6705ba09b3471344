import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  doorObstacle,
  kinds,
  mayNow,
  obstacle,
  possibleSteps,
  type Standing,
  signUpObstacle,
  states,
  steps,
  transitionOf,
  transitions,
  works,
} from './gathering.ts'
import { drawStalls } from './stall-plan.ts'

const hour = 3_600_000
const at = (hours: number) => new Date(Date.UTC(2026, 10, 23, 2) + hours * hour)
const standing: Standing = {
  kind: 'joint_meeting',
  state: 'announced',
  startsAt: at(24),
  endsAt: at(26),
  signUpUntil: at(20),
  attended: 0,
  stalls: 0,
}

describe('the table of steps', () => {
  it('has one row a step, leads only forward, and ends', () => {
    expect(transitions.map(({ step }) => step)).toEqual([...steps])
    for (const { from, to } of transitions)
      for (const state of from) expect(states.indexOf(to)).toBeGreaterThan(states.indexOf(state))
    for (const end of ['held', 'cancelled'] as const)
      expect(transitions.some(({ from }) => from.includes(end))).toBe(false)
    expect(transitionOf('cancel').needsWhy).toBe(true)
  })

  it('offers only what the table allows and nothing blocks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...states),
        fc.nat(3),
        fc.nat(3),
        fc.integer({ min: -30, max: 60 }),
        (kind, state, attended, stalls, hours) => {
          const here = { ...standing, kind, state, attended, stalls }
          const now = at(hours)
          for (const { step, from } of possibleSteps(here, now)) {
            expect(from).toContain(state)
            expect(obstacle(step, here, now)).toBeNull()
          }
          expect(signUpObstacle(here, now) === null).toBe(state === 'announced' && hours < 20)
          // Whoever may come in may be checked in: the door is never open in a state in which nobody is checked in.
          if (doorObstacle(here, now) === null) expect(mayNow('check_in', state)).toBe(true)
        },
      ),
    )
  })

  it('says why not', () => {
    expect(obstacle('announce', { ...standing, state: 'draft' }, at(25))?.zh).toContain('已过')
    expect(obstacle('announce', { ...standing, state: 'draft', kind: 'fair' }, at(0))?.zh).toContain('展位')
    expect(obstacle('start', standing, at(21))?.en).toContain('two hours')
    expect(obstacle('start', standing, at(22))).toBeNull()
    expect(obstacle('hold', { ...standing, state: 'running' }, at(26))?.zh).toContain('签到')
    expect(doorObstacle(standing, at(21))).not.toBeNull()
    expect(doorObstacle(standing, at(22))).toBeNull()
    expect(doorObstacle(standing, at(26))).not.toBeNull()
  })

  it('lets nothing be changed once it was cancelled', () => {
    for (const work of Object.keys(works) as (keyof typeof works)[]) expect(mayNow(work, 'cancelled')).toBe(false)
  })
})

it('draws stalls that never overlap, each with a number of its own', () => {
  const form = fc.record({
    rows: fc.integer({ min: 1, max: 20 }),
    columns: fc.integer({ min: 1, max: 40 }),
    width: fc.integer({ min: 100, max: 2000 }),
    depth: fc.integer({ min: 100, max: 2000 }),
    gapEvery: fc.nat(40),
    powerRows: fc.array(fc.integer({ min: 1, max: 20 })),
    waterRows: fc.array(fc.integer({ min: 1, max: 20 })),
  })
  fc.assert(
    fc.property(form, (of) => {
      const stalls = drawStalls(of)
      expect(stalls).toHaveLength(of.rows * of.columns)
      expect(new Set(stalls.map(({ number }) => number)).size).toBe(stalls.length)
      for (const [n, a] of stalls.entries()) {
        const b = stalls[n + 1]
        if (b && a.rowAt === b.rowAt) expect(b.x).toBeGreaterThanOrEqual(a.x + a.width)
        if (b && a.rowAt < b.rowAt) expect(b.y).toBeGreaterThanOrEqual(a.y + a.depth)
        expect(a.power).toBe(of.powerRows.includes(a.rowAt + 1))
      }
    }),
  )
})
