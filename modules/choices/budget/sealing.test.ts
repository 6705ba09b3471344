import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { receiptOf } from './ballot.ts'
import { ballotOpener, digestOf, newKeys, sealBallot } from './sealing.ts'

const keys = newKeys()
const open = ballotOpener(keys.privateKey, 'vote 1')
const marksOf = (items: number) => fc.array(fc.integer({ min: 0, max: 200 }), { minLength: items, maxLength: items })
const random = () => fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))

describe('a sealed ballot', () => {
  it('opens with the key of its vote alone, to what was sealed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }).chain(marksOf), random(), (marks, seed) => {
        const sealed = sealBallot(keys.publicKey, 'vote 1', marks, seed)
        expect(open(sealed)).toEqual(marks)
        expect(ballotOpener(newKeys().privateKey, 'vote 1')(sealed)).toBeNull()
        expect(ballotOpener(keys.privateKey, 'vote 2')(sealed)).toBeNull()
      }),
      { numRuns: 50 },
    )
  })

  it('is refused when a single bit of it was altered', () => {
    const sealed = sealBallot(keys.publicKey, 'vote 1', [1, 0, 1], randomBytes(32))
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(open(altered)).toBeNull()
    }
    expect(open(sealed.subarray(0, 40))).toBeNull()
    expect(open(Buffer.alloc(0))).toBeNull()
  })

  it('does not show by its length what was chosen, and differs each time', () => {
    const lengths = [
      [0, 0, 0, 0],
      [1, 1, 1, 1],
      [200, 0, 0, 0],
    ].map((marks) => sealBallot(keys.publicKey, 'vote 1', marks, randomBytes(32)).length)
    expect(new Set(lengths).size).toBe(1)
    const same = [1, 2, 3].map(() => sealBallot(keys.publicKey, 'vote 1', [1, 0], randomBytes(32)).toString('hex'))
    expect(new Set(same).size).toBe(3)
  })

  it('is the same again for the same seed: a retry finds it', () => {
    const seed = randomBytes(32)
    const [a, b] = [1, 2].map(() => digestOf(sealBallot(keys.publicKey, 'vote 1', [0, 1], seed)).toString('hex'))
    expect(a).toBe(b)
    expect(receiptOf(a ?? '')).toMatch(/^([0-9A-F]{4}-){3}[0-9A-F]{4}$/)
  })
})
