import { afterAll, expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import { matrixTown } from '../matrix/subjects.fixture.ts'
import { type Fuzzed, fuzz } from './fuzzing.ts'
import { whatReadingWrites } from './reading.ts'
import { watchWrites } from './writes.ts'

/** Who takes a file away is told of, though it is a reading (kernel/exports); nothing else is written. */
const ledger = ['kernel.deliveries', 'kernel.events', 'kernel.streams']
const toldInTheLedger = Object.fromEntries(
  modules.flatMap(({ routes }) =>
    routes.filter(({ endpoint }) => endpoint.hands === 'export').map(({ endpoint }) => [endpoint.id, ledger]),
  ),
)

// `npm run fuzz` sends more, and from other seeds.
const wanted = Number(process.env.LIREN_FUZZ_REQUESTS ?? 2_000)
const seed = Number(process.env.LIREN_FUZZ_SEED ?? 1)
/** What is let through changes the town: a new one after so many. */
const perTown = 5_000

const rounds = Array.from({ length: Math.ceil(wanted / perTown) }, (_, at) => at)
const results: Fuzzed[] = []

it.each(rounds)(
  'no reading writes; whatever is sent, nothing breaks, and what is refused says so and changes nothing: round %i',
  async (round) => {
    const town = await matrixTown()
    try {
      const writes = await watchWrites(town.db)
      if (round === 0) {
        const written = await whatReadingWrites(town, writes)
        // One that the town refuses (a vote that still runs) writes nothing.
        const told = Object.entries(toldInTheLedger).filter(([id]) => id in written)
        expect(written).toEqual(Object.fromEntries(told))
        expect(told.length).toBeGreaterThan(20)
      }
      const result = await fuzz(town, writes, seed * 1_000 + round, Math.min(perTown, wanted - round * perTown))
      results.push(result)
      expect(result.found.slice(0, 200)).toEqual([])
      expect(result.operations.length).toBeGreaterThan(Math.min(wanted, 200) / 2)
    } finally {
      await town.close()
    }
  },
  1_800_000,
)

afterAll(() => {
  const byStatus: Record<string, number> = {}
  for (const result of results)
    for (const [status, count] of Object.entries(result.byStatus)) byStatus[status] = (byStatus[status] ?? 0) + count
  const operations = new Set(results.flatMap((result) => result.operations)).size
  const found = results.reduce((sum, result) => sum + result.found.length, 0)
  if (process.env.LIREN_FUZZ_REQUESTS)
    console.log(JSON.stringify({ requests: wanted, seed, operations, byStatus, found }))
})
