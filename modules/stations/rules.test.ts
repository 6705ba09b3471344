import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumberFrom, dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import { defaultCalendar } from '../../kernel/time/work-calendar.ts'
import { bookingStates, bookingSteps, takeStep } from './booking.ts'
import { matchAll, type Pair, speaksOfSame } from './matching.ts'
import { openState, rangesOn, sameHours, weekFault } from './opening.ts'
import { freeIn, nearestFree, slotsOn, spanFrom, type Timing, unitsOf } from './slots.ts'

const at = (text: string) => new Date(`${text}+08:00`)

describe('opening hours', () => {
  const week = { ...sameHours('09:00', '18:00', 5), restsOnHolidays: true }

  it('says until when it is open, and from when it will be', () => {
    expect(openState(week, defaultCalendar, at('2026-11-27T10:00'))).toEqual({
      open: true,
      changesAt: at('2026-11-27T18:00'),
    })
    expect(openState(week, defaultCalendar, at('2026-11-27T18:00'))).toEqual({
      open: false,
      changesAt: at('2026-11-30T09:00'),
    })
    expect(openState(sameHours('00:00', '24:00'), defaultCalendar, at('2026-11-27T18:00'))).toEqual({
      open: true,
      changesAt: null,
    })
  })

  it('rests on a public holiday, unless an exception says otherwise', () => {
    const holiday = dayNumberFrom('2026-10-01')
    expect(rangesOn(week, defaultCalendar, holiday)).toEqual([])
    expect(rangesOn({ ...week, restsOnHolidays: false }, defaultCalendar, holiday)).toHaveLength(1)
    const exception = {
      fromOn: '2026-10-01',
      toOn: '2026-10-03',
      ranges: [{ from: '10:00', to: '12:00' }],
      words: '值班',
    }
    expect(rangesOn({ ...week, exceptions: [exception] }, defaultCalendar, holiday)).toEqual(exception.ranges)
  })

  it('names what is wrong with hours', () => {
    expect(weekFault(week)).toBeNull()
    expect(weekFault({ ...week, days: week.days.slice(1) })).toBe('order')
    expect(weekFault(sameHours('18:00', '09:00'))).toBe('order')
    expect(weekFault(sameHours('9:00', '18:00'))).toBe('time')
    const exception = { fromOn: '2026-10-03', toOn: '2026-10-01', ranges: [], words: '' }
    expect(weekFault({ ...week, exceptions: [exception] })).toBe('exception')
  })

  it('is open exactly within the hours of the day, and what it says of its change is so', () => {
    const minute = fc.integer({ min: 0, max: 14 * 1440 })
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 7 }), (m, days) => {
        const some = sameHours('08:30', '20:00', days)
        const now = new Date(startOfDayMs(dayNumberFrom('2026-11-02')) + m * 60_000)
        const { open, changesAt } = openState(some, defaultCalendar, now)
        expect(changesAt !== null && changesAt > now).toBe(true)
        if (changesAt) {
          expect(openState(some, defaultCalendar, changesAt).open).toBe(!open)
          expect(openState(some, defaultCalendar, new Date(changesAt.getTime() - 60_000)).open).toBe(open)
        }
      }),
    )
  })
})

const room: Timing = {
  ...{ unit: 'half_hour', hours: sameHours('09:00', '18:00'), slotUnits: 4, mostSlots: 2, capacity: 2, aheadDays: 14 },
}
const drill: Timing = {
  ...room,
  unit: 'day',
  slotUnits: 1,
  mostSlots: 3,
  capacity: 1,
  hours: sameHours('09:00', '18:00', 5),
}

describe('slots', () => {
  it('of a room fit its hours; of a tool are days that are open', () => {
    const monday = dayNumberFrom('2026-11-30')
    expect(slotsOn(room, defaultCalendar, monday)).toHaveLength(4)
    expect(slotsOn(drill, defaultCalendar, monday)).toHaveLength(1)
    expect(slotsOn(drill, defaultCalendar, monday - 1)).toEqual([])
    expect(slotsOn({ ...room, unit: 'none' }, defaultCalendar, monday)).toEqual([])
  })

  it('may follow one another; days pass over a weekend but end on an open day', () => {
    expect(spanFrom(room, defaultCalendar, at('2026-11-30T09:00'), 2)?.to).toEqual(at('2026-11-30T13:00'))
    expect(spanFrom(room, defaultCalendar, at('2026-11-30T09:30'), 1)).toBeNull()
    expect(spanFrom(room, defaultCalendar, at('2026-11-30T15:00'), 2)).toBeNull()
    expect(spanFrom(drill, defaultCalendar, at('2026-11-27T00:00'), 2)).toBeNull()
    const longer = { ...drill, mostSlots: 5 }
    expect(spanFrom(longer, defaultCalendar, at('2026-11-27T00:00'), 4)?.to).toEqual(at('2026-12-01T00:00'))
    expect(unitsOf('day', { from: at('2026-11-27T00:00'), to: at('2026-12-01T00:00') })).toHaveLength(4)
  })

  it('the nearest free times are free, sorted by how near, and never begun', () => {
    const unit = fc.integer({ min: 0, max: 14 * 48 })
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 300 }), fc.integer({ min: 0, max: 13 * 4 }), (units, n) => {
        const now = at('2026-11-30T08:10')
        const zero = startOfDayMs(dayNumberOf(now))
        const taken = new Map(units.map((u) => [zero + u * 1_800_000, 2] as const))
        const all = Array.from({ length: 15 }, (_, d) => slotsOn(room, defaultCalendar, dayNumberOf(now) + d)).flat()
        const from = all[n]?.from ?? now
        const near = nearestFree(room, defaultCalendar, taken, { from, slots: 1, now })
        const off = near.map((span) => Math.abs(span.from.getTime() - from.getTime()))
        expect(off).toEqual(off.toSorted((a, b) => a - b))
        for (const span of near) expect(span.from > now && freeIn(room, taken, span) > 0).toBe(true)
        const free = all.filter((span) => span.from > now && freeIn(room, taken, span) > 0).length
        expect(near.length).toBe(Math.min(3, free))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a booking', () => {
  const from = at('2026-11-30T10:00')
  const facts = { state: 'booked', from, lent: true, cancelHours: 2 } as const

  it('is cancelled in time, handed over on its day, missed only after it began', () => {
    expect(takeStep(facts, 'cancel', 'booker', at('2026-11-30T08:00'))).toEqual({ state: 'cancelled' })
    expect(takeStep(facts, 'cancel', 'booker', at('2026-11-30T08:01'))).toEqual({ fault: 'too_late' })
    expect(takeStep(facts, 'cancel', 'sharer', at('2026-11-30T09:59'))).toEqual({ state: 'cancelled' })
    expect(takeStep(facts, 'hand_over', 'sharer', at('2026-11-29T23:00'))).toEqual({ fault: 'too_early' })
    expect(takeStep(facts, 'hand_over', 'sharer', at('2026-11-30T09:00'))).toEqual({ state: 'out' })
    expect(takeStep({ ...facts, lent: false }, 'hand_over', 'sharer', from)).toEqual({ state: 'done' })
    expect(takeStep(facts, 'no_show', 'sharer', at('2026-11-30T09:59'))).toEqual({ fault: 'too_early' })
    expect(takeStep(facts, 'no_show', 'booker', from)).toEqual({ fault: 'not_yours' })
  })

  it('what is over stays so, whatever is pressed', () => {
    for (const state of bookingStates.filter((one) => one !== 'booked' && one !== 'out'))
      for (const step of bookingSteps)
        for (const side of ['booker', 'sharer'] as const)
          expect(takeStep({ ...facts, state }, step, side, from)).toEqual({ fault: 'over' })
  })
})

const aPair = (more: Partial<Pair> & { id?: string; load?: number; name?: string } = {}): Pair => ({
  want: { kind: 'tool', name: '冲击电钻', count: 1, by: 'resident' },
  resource: {
    ...{ id: more.id ?? 'a', kind: 'tool', name: more.name ?? '博世电钻', capacity: 2, audience: 'everyone' },
    load: more.load ?? 0,
  },
  ...{ metres: 400, free: 1, ...more },
})

describe('matching', () => {
  it('tells why not', () => {
    const why = (pair: Pair) => matchAll([pair])[0]?.excluded
    const { want, resource } = aPair()
    expect(why(aPair())).toBeNull()
    expect(why(aPair({ want: { ...want, kind: 'room' } }))).toBe('kind')
    expect(why(aPair({ resource: { ...resource, audience: 'shops' } }))).toBe('audience')
    expect(why(aPair({ want: { ...want, by: 'shop' }, resource: { ...resource, audience: 'residents' } }))).toBe(
      'audience',
    )
    expect(why(aPair({ want: { ...want, count: 3 }, free: null }))).toBe('capacity')
    expect(why(aPair({ free: 0 }))).toBe('time')
    expect(why(aPair({ metres: 3_001 }))).toBe('far')
  })

  it('the same thing first, then who is free, near, and gave less', () => {
    const pairs = [
      aPair({ id: 'other', name: '梯子' }),
      aPair({ id: 'busy', load: 3 }),
      aPair({ id: 'far', metres: 1200 }),
      aPair({ id: 'maybe', free: null }),
      aPair({ id: 'best' }),
      aPair({ id: 'none', free: 0 }),
    ]
    expect(matchAll(pairs).map(({ resourceId }) => resourceId)).toEqual([
      'best',
      'busy',
      'far',
      'maybe',
      'other',
      'none',
    ])
  })

  it('does not depend on the order in which pairs come', () => {
    const pair = fc.record({
      id: fc.uuid(),
      load: fc.nat(3),
      metres: fc.option(fc.integer({ min: 0, max: 4000 })),
      free: fc.option(fc.nat(2)),
      name: fc.constantFrom('电钻', '梯子'),
    })
    fc.assert(
      fc.property(fc.uniqueArray(pair, { selector: ({ id }) => id, maxLength: 12 }), (some) => {
        const pairs = some.map((one) => aPair(one))
        expect(matchAll(pairs.toReversed())).toEqual(matchAll(pairs))
      }),
    )
  })

  it('“电钻” is in “冲击电钻”; a letter alone is nothing', () => {
    expect([
      speaksOfSame('冲击电钻', '电钻一把'),
      speaksOfSame('梯子', '电钻'),
      speaksOfSame('Drill', 'drills'),
    ]).toEqual([true, false, true])
    expect(speaksOfSame('a room', 'a tool')).toBe(false)
  })
})
