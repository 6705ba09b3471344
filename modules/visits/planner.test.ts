import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PlanDue, type PlanInput, planWeek } from './planner.ts'
import { searchWeek } from './planning-thread.ts'
import { lengthOf, walkOrder } from './walk.ts'

const days = 5
const due = (first: number, last: number): fc.Arbitrary<PlanDue> =>
  fc
    .record({
      id: fc.uuid(),
      subject: fc.uuid(),
      building: fc.nat(5),
      method: fc.constantFrom('call' as const, 'visit' as const),
      priority: fc.integer({ min: 1, max: 5 }),
      from: fc.integer({ min: -3, max: 6 }),
      length: fc.integer({ min: first, max: last }),
    })
    .map(({ building, length, from, ...rest }) => ({
      ...rest,
      from,
      deadline: from + length,
      place: `b${building}`,
      point: { x: (building % 3) * 100, y: Math.floor(building / 3) * 100 },
    }))
const persons = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .map((n) => Array.from({ length: n }, (_, i) => ({ key: `p${i}`, taken: { call: [], visit: [] } })))
const input = fc.record<PlanInput>({
  persons: persons(3),
  dues: fc.uniqueArray(due(0, 20), { selector: ({ id }) => id, maxLength: 24 }),
  days: fc.constant(days),
  capacity: fc.record({ call: fc.integer({ min: 1, max: 4 }), visit: fc.integer({ min: 1, max: 3 }) }),
})

/** The second opinion: augmenting paths between dues and places of days; can all of them be in time? */
function allInTime(dues: readonly PlanDue[], slotsADay: number): boolean {
  const holder = new Map<number, PlanDue>()
  const give = (one: PlanDue, seen: Set<number>): boolean => {
    for (let day = Math.max(0, one.from); day <= Math.min(one.deadline, days - 1); day++)
      for (let slot = 0; slot < slotsADay; slot++) {
        const at = day * slotsADay + slot
        if (seen.has(at)) continue
        seen.add(at)
        const before = holder.get(at)
        if (!before || give(before, seen)) {
          holder.set(at, one)
          return true
        }
      }
    return false
  }
  return dues.every((one) => give(one, new Set()))
}

/** A town of slabs: more than is planned without a thread. */
const town = (size: number): PlanInput => ({
  persons: ['p0', 'p1'].map((key) => ({ key, taken: { call: [], visit: [] } })),
  dues: Array.from({ length: size }, (_, n) => ({
    ...{
      id: `due${n}`,
      subject: `home${n}`,
      place: `b${n % 40}`,
      method: n % 4 ? ('visit' as const) : ('call' as const),
    },
    point: { x: (n % 40) * 37, y: (n % 7) * 53 },
    ...{ priority: 1 + (n % 5), from: -(n % 9), deadline: (n % 30) - 3 },
  })),
  days,
  capacity: { call: 10, visit: 12 },
})

describe('a week that is searched in a thread', () => {
  it('is the same week', async () => {
    const one = town(400)
    expect(await searchWeek(one)).toEqual(planWeek(one))
  })

  it('holds also where it was stopped: nothing twice, nothing lost', () => {
    const one = town(200)
    let told = 0
    planWeek(one, () => ++told > 0)
    for (const after of [0, 1, Math.floor(told / 3), Math.floor(told / 2), told]) {
      let left = after
      const { items, left: waiting } = planWeek(one, () => left-- > 0)
      expect([...items, ...waiting].map(({ dueId }) => dueId).sort()).toEqual(one.dues.map(({ id }) => id).sort())
      if (after === 0) expect(items).toEqual([])
    }
  })

  it('is told how much is done, never less than before', () => {
    const dones: number[] = []
    planWeek(town(200), (done) => dones.push(done) > 0)
    expect(dones).toEqual([...dones].sort((a, b) => a - b))
    expect([dones[0], dones.at(-1)]).toEqual([0, 1])
  })
})

describe('a planned week', () => {
  it('is the same for the same input, in whatever order it comes', () => {
    fc.assert(
      fc.property(input, (one) => {
        const shuffled = { ...one, dues: [...one.dues].reverse(), persons: [...one.persons].reverse() }
        const items = (plan: ReturnType<typeof planWeek>) =>
          plan.items.map((i) => `${i.dueId} ${i.person} ${i.day} ${i.position}`).sort()
        expect(items(planWeek(one))).toEqual(items(planWeek(one)))
        expect(items(planWeek(shuffled))).toEqual(items(planWeek(one)))
      }),
    )
  })

  it('has every due once or says why not, on a day on which it may be done, within capacity', () => {
    fc.assert(
      fc.property(input, (one) => {
        const { items, left } = planWeek(one)
        expect([...items, ...left].map(({ dueId }) => dueId).sort()).toEqual(one.dues.map(({ id }) => id).sort())
        for (const { why } of [...items, ...left]) expect(why.zh.startsWith('因为')).toBe(true)
        for (const item of items) {
          const of = one.dues.find(({ id }) => id === item.dueId)
          expect(of && of.from <= item.day && item.day < days).toBe(true)
        }
        for (const { key } of one.persons)
          for (let day = 0; day < days; day++)
            for (const method of ['call', 'visit'] as const) {
              const own = items.filter((i) => i.person === key && i.day === day)
              const stops = own.filter((i) => one.dues.find(({ id }) => id === i.dueId)?.method === method)
              expect(stops.length).toBeLessThanOrEqual(one.capacity[method])
            }
      }),
    )
  })

  it('leaves nothing late where all could be in time', () => {
    fc.assert(
      fc.property(input, (one) => {
        for (const method of ['call', 'visit'] as const) {
          const pressing = one.dues.filter((d) => d.method === method && d.deadline >= 0 && d.deadline < days)
          if (!allInTime(pressing, one.capacity[method] * one.persons.length)) continue
          const { items } = planWeek(one)
          for (const { id, deadline } of pressing) {
            const day = items.find(({ dueId }) => dueId === id)?.day
            expect(day).toBeDefined()
            expect(day).toBeLessThanOrEqual(deadline)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('loads persons who may stand for each other alike', () => {
    fc.assert(
      fc.property(input, (one) => {
        const { items } = planWeek(one)
        for (const method of ['call', 'visit'] as const) {
          const loads = one.persons.map(
            ({ key }) =>
              items.filter((i) => i.person === key && one.dues.find((d) => d.id === i.dueId)?.method === method).length,
          )
          expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('never goes to one subject twice, and not at all where somebody was this week', () => {
    const few = input.map((one) => ({ ...one, dues: one.dues.map((d, i) => ({ ...d, subject: `s${i % 5}` })) }))
    fc.assert(
      fc.property(few, fc.subarray(['s0', 's1']), (one, fixedSubjects) => {
        const { items, left } = planWeek({ ...one, fixedSubjects })
        const where = new Map<string, string>()
        for (const item of items) {
          const subject = one.dues.find(({ id }) => id === item.dueId)?.subject ?? ''
          const stop = `${item.person} ${item.day} ${item.position}`
          expect(where.get(subject) ?? stop).toBe(stop)
          where.set(subject, stop)
          expect(fixedSubjects).not.toContain(subject)
        }
        expect(items.length + left.length).toBe(one.dues.length)
      }),
    )
  })

  it('walks what is near together: two buildings are not mixed in one walk', () => {
    const at = (id: string, place: string, x: number): PlanDue => ({
      id,
      subject: id,
      place,
      point: { x, y: 0 },
      method: 'visit',
      priority: 3,
      from: 0,
      deadline: 4,
    })
    const dues = ['1', '2', '3', '4'].flatMap((n) => [at(`a${n}`, 'a', 0), at(`b${n}`, 'b', 900)])
    const person = { key: 'p', taken: { call: [], visit: [] } }
    const { items } = planWeek({ persons: [person], dues, days: 2, capacity: { call: 9, visit: 4 } })
    const first = items.filter(({ day }) => day === 0).map(({ dueId }) => dueId[0])
    expect(new Set(first).size).toBe(1)
    expect(items.some(({ why }) => why.zh.includes('同一栋楼'))).toBe(true)
  })
})

describe('a walk', () => {
  const spot = fc.record({ id: fc.uuid(), place: fc.uuid(), point: fc.record({ x: fc.nat(1000), y: fc.nat(1000) }) })

  it('visits each once, is no longer than the order given, and can be turned round nowhere to be shorter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(spot, { selector: ({ id }) => id, maxLength: 9 }), (spots) => {
        const walk = walkOrder(spots)
        expect(walk.map(({ id }) => id).sort()).toEqual(spots.map(({ id }) => id).sort())
        for (let i = 0; i < walk.length; i++)
          for (let j = i + 1; j < walk.length; j++) {
            const turned = [...walk.slice(0, i), ...walk.slice(i, j + 1).reverse(), ...walk.slice(j + 1)]
            expect(lengthOf(turned)).toBeGreaterThanOrEqual(lengthOf(walk) - 1e-6)
          }
        expect(walkOrder([...spots].reverse()).map(({ id }) => id)).toEqual(walk.map(({ id }) => id))
      }),
    )
  })
})

describe('a walk up the stairs', () => {
  const flat = fc.record({
    id: fc.uuid(),
    building: fc.nat(3),
    unit: fc.constantFrom('1', '2', '10'),
    floor: fc.integer({ min: -1, max: 30 }),
    room: fc.constantFrom('1', '2'),
    known: fc.boolean(),
  })
  const flats = fc.uniqueArray(flat, { selector: ({ id }) => id, maxLength: 25 }).map((all) =>
    all.map(({ id, building, unit, floor, room, known }) => ({
      id,
      place: `b${building}`,
      point: { x: building * 90, y: building % 2 },
      stairs: known ? { unit, floor, room } : null,
    })),
  )

  it('goes building by building, staircase by staircase, and each once up', () => {
    fc.assert(
      fc.property(flats, (spots) => {
        const walk = walkOrder(spots)
        expect(walk.map(({ id }) => id).sort()).toEqual(spots.map(({ id }) => id).sort())
        const left = new Set<string>()
        for (const [at, spot] of walk.entries()) {
          const before = walk[at - 1]
          if (!before) continue
          const where = (one: typeof spot) => `${one.place} ${one.stairs?.unit ?? ''}`
          if (before.place !== spot.place) left.add(before.place)
          if (where(before) !== where(spot)) left.add(where(before))
          else if (before.stairs && spot.stairs) expect(before.stairs.floor).toBeLessThanOrEqual(spot.stairs.floor)
          expect(left.has(spot.place) || left.has(where(spot))).toBe(false)
        }
      }),
    )
  })

  it('begins at the building nearest to where the worker comes from', () => {
    const at = (id: string, x: number) => ({ id, place: id, point: { x, y: 0 } })
    const spots = [at('a', 0), at('b', 100), at('c', 200)]
    const ids = (home: { x: number; y: number } | null) => walkOrder(spots, home).map(({ id }) => id)
    expect([ids(null), ids({ x: 300, y: 5 }), ids({ x: -9, y: 0 })].map((walk) => walk.join(''))).toEqual([
      'abc',
      'cba',
      'abc',
    ])
  })

  it('is planned: one staircase is filled before the next is begun', () => {
    const dues = [1, 2, 3, 4].flatMap((floor) =>
      ['1', '2'].map(
        (unit): PlanDue => ({
          id: `${unit}-${floor}`,
          subject: `${unit}-${floor}`,
          place: 'b',
          point: { x: 0, y: 0 },
          stairs: { unit, floor, room: String(floor) },
          method: 'visit',
          priority: 3,
          from: 0,
          deadline: 4,
        }),
      ),
    )
    const person = { key: 'p', taken: { call: [], visit: [] } }
    const { items } = planWeek({ persons: [person], dues, days: 2, capacity: { call: 9, visit: 4 } })
    const first = items.filter(({ day }) => day === 0).sort((a, b) => a.position - b.position)
    expect(first.map(({ dueId }) => dueId)).toEqual(['1-1', '1-2', '1-3', '1-4'])
    expect(first[1]?.why.zh).toContain('同一单元')
  })
})
