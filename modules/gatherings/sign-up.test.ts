import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryStanding } from './gathering.ts'
import { hasPlace, movingUp, placeFor, type Queued, waitingList } from './sign-up.ts'

/** A list that lives by the rules, as the services keep it. */
class Book {
  entries: Queued[] = []
  capacity: number | null
  #at = 0

  constructor(capacity: number | null) {
    this.capacity = capacity
  }

  #set(id: string, standing: EntryStanding, queuedAt: Date | null): void {
    this.entries = [...this.entries.filter((one) => one.id !== id), { id, standing, queuedAt }]
  }

  signUp(id: string, sameInstant: boolean): void {
    const known = this.entries.find((one) => one.id === id)
    if (known && (hasPlace(known.standing) || known.standing === 'waiting')) return
    if (!sameInstant) this.#at += 1
    const standing = placeFor(this.capacity, this.entries) === 'place' ? 'signed_up' : 'waiting'
    this.#set(id, standing, new Date(this.#at))
  }

  withdraw(id: string): void {
    if (!this.entries.some((one) => one.id === id)) return
    this.#set(id, 'withdrawn', null)
    this.#moveUp()
  }

  resize(capacity: number | null): void {
    const taken = this.entries.filter(({ standing }) => hasPlace(standing)).length
    if (capacity !== null && capacity < taken) return
    this.capacity = capacity
    this.#moveUp()
  }

  #moveUp(): void {
    for (const id of movingUp(this.capacity, this.entries)) {
      const entry = this.entries.find((one) => one.id === id)
      if (entry) this.#set(id, 'signed_up', entry.queuedAt)
    }
  }
}

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
const command = fc.oneof(
  fc.record({ what: fc.constant('signUp' as const), id, sameInstant: fc.boolean() }),
  fc.record({ what: fc.constant('withdraw' as const), id }),
  fc.record({ what: fc.constant('resize' as const), to: fc.option(fc.integer({ min: 1, max: 6 })) }),
)

describe('signing up', () => {
  it('never takes more than there are places, leaves no place empty while somebody waits, and keeps the order', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 1, max: 4 })),
        fc.array(command, { maxLength: 60 }),
        (capacity, commands) => {
          const book = new Book(capacity)
          for (const one of commands) {
            const before = waitingList(book.entries).map((entry) => entry.id)
            if (one.what === 'signUp') book.signUp(one.id, one.sameInstant)
            else if (one.what === 'withdraw') book.withdraw(one.id)
            else book.resize(one.to)

            const taken = book.entries.filter(({ standing }) => hasPlace(standing)).length
            const waiting = waitingList(book.entries).map((entry) => entry.id)
            if (book.capacity !== null) expect(taken).toBeLessThanOrEqual(book.capacity)
            if (waiting.length > 0) expect(taken).toBe(book.capacity)
            // Who still waits is in the order of before; who left it from before the others got a place or withdrew.
            const stayed = before.filter((one) => waiting.includes(one))
            expect(waiting.filter((one) => before.includes(one))).toEqual(stayed)
            const moved = before.filter((waiter) => {
              const now = book.entries.find((entry) => entry.id === waiter)
              return now !== undefined && hasPlace(now.standing)
            })
            const passed = before.filter((waiter) => !(one.what === 'withdraw' && waiter === one.id))
            expect(moved).toEqual(passed.slice(0, moved.length))
          }
        },
      ),
    )
  })

  it('puts one who comes while others wait behind them, even where a place is free', () => {
    const at = new Date(0)
    const entries: Queued[] = [{ id: 'a', standing: 'waiting', queuedAt: at }]
    expect(placeFor(1, entries)).toBe('waiting')
    expect(movingUp(1, entries)).toEqual(['a'])
  })

  it('takes everybody where there is no limit', () => {
    expect(placeFor(null, [])).toBe('place')
    expect(movingUp(null, [{ id: 'a', standing: 'waiting', queuedAt: new Date(0) }])).toEqual(['a'])
  })
})
