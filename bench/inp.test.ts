import { expect, it } from 'vitest'
import { type EventTiming, inpOf, interactionsOf } from './inp.ts'

const entry = (interactionId: number, duration: number, name = 'pointerup'): EventTiming => ({
  ...{ name, interactionId, startTime: 1000, duration, processingStart: 1010, processingEnd: 1050 },
})

it('takes an interaction to last as long as its longest event, and leaves out what is none', () => {
  const found = interactionsOf([
    entry(7, 24, 'pointerdown'),
    entry(7, 96, 'click'),
    entry(0, 500, 'mouseover'),
    entry(8, 40),
  ])
  expect(found).toEqual([
    { id: 7, event: 'click', ms: 96, waitingMs: 10, workMs: 40, drawingMs: 46 },
    { id: 8, event: 'pointerup', ms: 40, waitingMs: 10, workMs: 40, drawingMs: 0 },
  ])
})

it('is the slowest, without one of every fifty', () => {
  const of = (...ms: number[]) => interactionsOf(ms.map((one, at) => entry(at + 1, one)))
  expect(inpOf(of(40, 300, 80), 3)).toBe(300)
  expect(inpOf(of(40, 300, 80), 49)).toBe(300)
  expect(inpOf(of(40, 300, 80), 50)).toBe(80)
  expect(inpOf(of(40, 300, 80), 100)).toBe(40)
  // Those that the browser does not tell were below 16 ms.
  expect(inpOf(of(40), 60)).toBe(0)
  expect(() => inpOf([], 0)).toThrow('no interaction')
})
