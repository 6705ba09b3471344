import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Id } from '../../../kernel/contract/ids.ts'
import { doorOpensBeforeMs, type Standing, states } from '../gathering.ts'
import { linesOf } from '../pocket/attendance-lines.ts'
import { attendanceObstacle, closeObstacle, thereAt } from './attendance.ts'
import type { AttendanceView, CheckBody } from './contract.ts'

const start = Date.parse('2026-12-05T02:00:00Z')
const hour = 3_600_000
const at = (ms: number) => new Date(start + ms)
const instant = fc.integer({ min: -6 * hour, max: 12 * hour }).map(at)
const standing = (more: Partial<Standing> = {}): Standing => ({
  ...{ kind: 'activity', state: 'announced', startsAt: at(0), endsAt: at(2 * hour), signUpUntil: null },
  ...{ attended: 1, stalls: 0, ...more },
})

describe('the instant of a tap', () => {
  it('lies between the opening of the door and now, and never after the end where it came late', () => {
    fc.assert(
      fc.property(instant, instant, (tapped, now) => {
        const there = thereAt(standing(), tapped, now)
        expect(there <= now).toBe(true)
        expect(there <= at(2 * hour)).toBe(true)
        if (now >= at(-doorOpensBeforeMs)) expect(there >= at(-doorOpensBeforeMs)).toBe(true)
        if (tapped >= at(-doorOpensBeforeMs) && tapped <= now && tapped <= at(2 * hour)) expect(there).toEqual(tapped)
      }),
    )
  })

  it('is now where the phone said nothing', () => {
    fc.assert(fc.property(instant, (now) => void expect(thereAt(standing(), null, now)).toEqual(now)))
  })
})

describe('the leader', () => {
  it('checks in from two hours before, and still after the end', () => {
    expect(attendanceObstacle(standing(), at(-3 * hour))).not.toBeNull()
    expect(attendanceObstacle(standing(), at(-hour))).toBeNull()
    for (const state of ['announced', 'running', 'held'] as const)
      expect(attendanceObstacle(standing({ state }), at(30 * hour)), state).toBeNull()
    expect(attendanceObstacle(standing({ state: 'cancelled' }), at(0))).not.toBeNull()
  })

  it('closes once, not before the time and not an empty list', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.nat({ max: 3 }), instant, (state, attended, now) => {
        const open = state === 'announced' || state === 'running'
        expect(closeObstacle(standing({ state, attended }), now) === null).toBe(open && attended > 0 && now >= at(0))
      }),
    )
  })
})

describe('the list on the phone', () => {
  const entryId = '019a0000-0000-7000-8000-000000000001' as Id<'entry'>
  const personId = '019a0000-0000-7000-8000-000000000002' as Id<'person'>
  const shown = { kind: 'person', name: '何苗', nameEn: '', masked: false, standing: 'signed_up' } as const
  const view = {
    entries: [{ id: entryId, ...shown, waitingAt: null, checkedInAt: null, checkedInBy: null }],
    others: [{ personId, name: '李明' }],
  } as unknown as AttendanceView
  const lines = (taps: CheckBody[]) => linesOf(view, taps, ({ name }) => name)
  const tappedAt = at(0).toISOString()

  it('shows what waits on the phone, the last tap last', () => {
    expect(lines([])).toMatchObject({ there: 0, others: [{ name: '李明' }] })
    expect(lines([{ entryId, tappedAt }])).toMatchObject({ there: 1, entries: [{ thereAt: tappedAt, waits: true }] })
    expect(
      lines([
        { entryId, tappedAt },
        { entryId, takeBack: true },
      ]).there,
    ).toBe(0)
    const added = lines([{ personId, tappedAt }])
    expect(added).toMatchObject({ there: 1, others: [] })
    expect(added.entries.at(-1)).toMatchObject({ name: '李明', entryId: null, waits: true })
  })
})
