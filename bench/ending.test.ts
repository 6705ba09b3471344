import { expect, it } from 'vitest'
import { putAllAway, whenEnding } from './ending.ts'

it('puts away what is open, the latest first, once, whatever fails', async () => {
  const order: string[] = []
  const first = whenEnding(async () => void order.push('first'))
  whenEnding(() => Promise.reject(new Error('stuck')))
  whenEnding(async () => void order.push('third'))
  const failures: unknown[] = []
  await putAllAway((error) => failures.push(error))
  expect(order).toEqual(['third', 'first'])
  expect(failures.map(String)).toEqual(['Error: stuck'])
  await first()
  await putAllAway((error) => failures.push(error))
  expect(order).toEqual(['third', 'first'])
  expect(failures).toHaveLength(1)
})
