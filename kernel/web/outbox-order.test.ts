import fc from 'fast-check'
import { expect, it } from 'vitest'
import { forgotten, nextIn, type Ordered, openLanes, unsentOf } from './outbox-order.ts'

const item = fc.record({
  id: fc.uuid(),
  owner: fc.constantFrom('ming', 'hong', null),
  lane: fc.constantFrom('101', '102', '201'),
  place: fc.integer({ min: 0, max: 1000 }),
  state: fc.constantFrom<Ordered['state']>('waiting', 'refused', 'sent'),
})
const items = fc.uniqueArray(item, { selector: ({ place }) => place, maxLength: 30 })
const owner = fc.constantFrom('ming', 'hong', null)

it('never shows or sends what is another’s', () => {
  fc.assert(
    fc.property(items, owner, (all, who) => {
      expect(unsentOf(all, who).every((one) => one.owner === who)).toBe(true)
      for (const lane of openLanes(all, who)) expect(nextIn(all, who, lane)?.owner).toBe(who)
    }),
  )
})

it('keeps the order within a household: nothing overtakes what waits or was refused before it', () => {
  fc.assert(
    fc.property(items, owner, (all, who) => {
      for (const lane of new Set(all.map((one) => one.lane))) {
        const next = nextIn(all, who, lane)
        const before = unsentOf(all, who).filter((one) => one.lane === lane)
        if (next) expect(before[0]).toBe(next)
        else expect(before[0]?.state ?? 'refused').toBe('refused')
      }
    }),
  )
})

it('sends all of a phone, a lane at a time, whatever was refused elsewhere', () => {
  fc.assert(
    fc.property(items, owner, (all, who) => {
      let left = [...all]
      const sent: string[] = []
      for (let lanes = openLanes(left, who); lanes[0]; lanes = openLanes(left, who)) {
        const next = nextIn(left, who, lanes[0])
        if (!next) throw new Error('an open lane has nothing to send')
        sent.push(next.id)
        left = left.map((one) => (one.id === next.id ? { ...one, state: 'sent' as const } : one))
      }
      const refusedBefore = (one: Ordered) =>
        all.some(
          (other) =>
            other.owner === who && other.lane === one.lane && other.state === 'refused' && other.place < one.place,
        )
      const expected = all.filter((one) => one.owner === who && one.state === 'waiting' && !refusedBefore(one))
      expect(new Set(sent)).toEqual(new Set(expected.map(({ id }) => id)))
    }),
  )
})

it('tells of the last ones that were sent, and of no more', () => {
  fc.assert(
    fc.property(items, (all) => {
      const gone = forgotten(all)
      expect(gone.every(({ state }) => state === 'sent')).toBe(true)
      expect(all.filter(({ state }) => state === 'sent').length - gone.length).toBeLessThanOrEqual(20)
    }),
  )
})
