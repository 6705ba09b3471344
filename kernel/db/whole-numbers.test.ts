import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../db.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { wholeNumbersOf } from './whole-numbers.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

it('reads what PostgreSQL writes', async () => {
  const numbers = fc.array(fc.maxSafeInteger(), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(numbers, async (given) => {
      const { rows } = await app.db.read((tx) =>
        sql<{ written: string }>`select (${given}::bigint[])::text as written`.execute(tx),
      )
      expect(wholeNumbersOf(rows[0]?.written ?? '').map((one) => one + 0)).toEqual(given.map((one) => one + 0))
    }),
    { numRuns: 60 },
  )
})
