import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ballotFaults, ballotOf, faultOf, mostOf } from './ballot.ts'
import { ballotKinds } from './rules/election.ts'

const marksOf = (items: number) => fc.array(fc.integer({ min: 0, max: 200 }), { minLength: items, maxLength: items })

describe('how a ballot is filled in', () => {
  const form = { items: 4, most: 2 } as const

  it('names what is wrong', () => {
    expect(faultOf({ kind: 'approval', ...form }, [1, 0, 1, 0])).toBeNull()
    expect(faultOf({ kind: 'approval', ...form }, [0, 0, 0, 0])).toBeNull()
    expect(faultOf({ kind: 'approval', ...form }, [1, 1, 1, 0])).toBe('too_many')
    expect(faultOf({ kind: 'approval', ...form }, [2, 0, 0, 0])).toBe('value')
    expect(faultOf({ kind: 'approval', ...form }, [1, 0, 1])).toBe('length')
    expect(faultOf({ kind: 'ranked', ...form }, [2, 0, 1, 0])).toBeNull()
    expect(faultOf({ kind: 'ranked', ...form }, [2, 0, 2, 0])).toBe('order')
    expect(faultOf({ kind: 'ranked', ...form }, [2, 0, 0, 0])).toBe('order')
    expect(faultOf({ kind: 'points', items: 4, most: 10 }, [7, 3, 0, 0])).toBeNull()
    expect(faultOf({ kind: 'points', items: 4, most: 10 }, [7, 4, 0, 0])).toBe('too_many')
    expect(faultOf({ kind: 'points', items: 4, most: 10 }, [-1, 0, 0, 0])).toBe('value')
  })

  it('gives points as the page says: of three that are ranked the first gets 3, the last 1', () => {
    expect(ballotOf('ranked', [2, 0, 1, 3])).toEqual({ projects: [2, 0, 3], points: [3, 2, 1] })
    expect(ballotOf('approval', [0, 1, 0, 1])).toEqual({ projects: [1, 3], points: [1, 1] })
    expect(ballotOf('points', [0, 7, 0, 3])).toEqual({ projects: [1, 3], points: [7, 3] })
  })

  it('either has a fault or stays within what is allowed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ballotKinds), marksOf(5), fc.integer({ min: 1, max: 12 }), (kind, marks, most) => {
        const fault = faultOf({ kind, items: 5, most }, marks)
        if (fault) {
          expect(ballotFaults).toContain(fault)
          return
        }
        const { projects, points } = ballotOf(kind, marks)
        const sum = kind === 'points' ? points.reduce((all, one) => all + one, 0) : projects.length
        expect(sum).toBeLessThanOrEqual(mostOf({ kind, items: 5, most }))
      }),
    )
  })
})
