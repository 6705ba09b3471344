import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openGate } from './gate.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const longMs = 50

it('lets in so many at a time, in the order in which they came, whoever leaves however often', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.oneof(fc.constant('come' as const), fc.nat(5)), { maxLength: 40 }),
      async (most, steps) => {
        const gate = openGate(most, longMs)
        const inside = new Map<number, () => void>()
        const left: (() => void)[] = []
        const order: number[] = []
        let came = 0
        for (const step of steps) {
          if (step === 'come') {
            const own = came++
            void gate.enter().then((leave) => {
              order.push(own)
              inside.set(own, leave)
            })
          } else {
            const [own, leave] = [...inside][step % Math.max(inside.size, 1)] ?? []
            if (own !== undefined) inside.delete(own)
            leave?.()
            if (leave) left.push(leave)
            for (const again of left) again()
          }
          await vi.advanceTimersByTimeAsync(0)
          expect(inside.size).toBeLessThanOrEqual(most)
          expect(inside.size === most || gate.waiting() === 0).toBe(true)
        }
        expect(order).toEqual(order.toSorted((a, b) => a - b))
      },
    ),
  )
})

it('counts whoever stays long no more, so that nobody waits for slow work', async () => {
  const gate = openGate(1, longMs)
  const leaveSlow = await gate.enter()
  const entered: string[] = []
  const enter = async (name: string) => {
    const leave = await gate.enter()
    entered.push(name)
    return leave
  }
  const second = enter('second')
  const third = enter('third')
  await vi.advanceTimersByTimeAsync(longMs - 1)
  expect([entered, gate.waiting()]).toEqual([[], 2])
  await vi.advanceTimersByTimeAsync(1)
  expect([entered, gate.waiting()]).toEqual([['second'], 1])
  // It leaves at last, and lets nobody in for it: it was not counted.
  leaveSlow()
  await vi.advanceTimersByTimeAsync(0)
  expect(entered).toEqual(['second'])
  ;(await second)()
  await vi.advanceTimersByTimeAsync(0)
  expect(entered).toEqual(['second', 'third'])
  ;(await third)()
})

it('lets whoever is in enter again, late', async () => {
  const gate = openGate(1, longMs)
  await gate.enter()
  const inner = gate.enter()
  await vi.advanceTimersByTimeAsync(longMs)
  await expect(inner).resolves.toBeTypeOf('function')
})
