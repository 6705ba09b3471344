import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Missed, type Pressing, PressingCounts } from './pressing.ts'

/** The same told stop by stop: each day takes what is ready by its deadline, and what is late with the places left over. */
function stopByStop(stops: readonly Pressing[], slots: readonly number[], first: number): Missed {
  const waiting = [...stops].sort((a, b) => a.from - b.from)
  const ready: Pressing[] = []
  let [late, behind] = [0, 0]
  for (const [at, free] of slots.entries()) {
    const day = first + at
    while (waiting[0] && waiting[0].from <= day) ready.push(...waiting.splice(0, 1))
    ready.sort((a, b) => a.deadline - b.deadline)
    for (let i = ready.length - 1; i >= 0; i--) {
      const stop = ready[i]
      if (!stop || stop.deadline >= day) continue
      if (!stop.overdue) late++
      behind++
      ready.splice(i, 1)
    }
    const inTime = Math.min(free, ready.length)
    ready.splice(0, inTime)
    behind -= Math.min(behind, free - inTime)
  }
  const end = first + slots.length
  return {
    late: late + ready.filter(({ deadline }) => deadline < end).length,
    left: behind + ready.length + waiting.length,
  }
}

it('counts tell what is missed as looking at each stop does, also after one is taken', () => {
  const stop = fc
    .record({ from: fc.integer({ min: -3, max: 7 }), deadline: fc.integer({ min: -3, max: 9 }) })
    .map((one) => ({ ...one, overdue: one.deadline < 0 }))
  const slots = fc.array(fc.nat(4), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(stop, { minLength: 1, maxLength: 25 }), slots, fc.nat(3), (stops, places, first) => {
      const counts = new PressingCounts(first + places.length, stops)
      expect(counts.missed(places, first)).toEqual(stopByStop(stops, places, first))
      const [taken, ...rest] = stops
      if (taken) counts.add(taken, -1)
      expect(counts.missed(places, first)).toEqual(stopByStop(rest, places, first))
    }),
  )
})
