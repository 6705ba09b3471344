import type { PlaceId, TenantId } from '../kernel/contract/ids.ts'
import { type Db, openDb, sql } from '../kernel/db.ts'
import { openServerDb } from '../kernel/server-access.ts'
import { noteLikenesses } from '../modules/matters/likenesses.ts'
import { type AskedSimilar, findSimilar } from '../modules/matters/similar.ts'
import { median, rounded } from './figures.ts'
import type { Installation } from './installation.ts'
import { type Compared, timed } from './readers.ts'
import { retoldOf } from './words.ts'

const reports = 40
const mostSame = 5

/** `npm run bench -- similar`: what is offered for a typed report, against scoring everything within 1 km. */
export async function benchSimilar(installation: Installation, { rounds, say }: Compared) {
  const db = openDb({ url: installation.url, connections: 2 })
  // Ours as a request has it: under row-level security. The plain way is spared it.
  const server = await openServerDb(db, { connections: 2 })
  const request = server.of(installation.district.tenantId)
  try {
    // What a worker has done long before anybody asks.
    while (await noteLikenesses(db, new Date(), null));
    const asked = await reportsOf(db, installation.district.tenantId)
    for (const one of asked.slice(0, 3)) await request.read((tx) => findSimilar(tx, one))
    const runs = []
    for (let round = 1; round <= rounds; round++) {
      const times = { ms: 0, bruteMs: 0 }
      let same = 0
      for (const one of asked) {
        const own = await timed(() => request.read((tx) => findSimilar(tx, one)))
        const brute = await timed(() => db.read((tx) => findSimilar(tx, one, Number.POSITIVE_INFINITY)))
        const scores = (from: typeof own.result) =>
          from
            .slice(0, mostSame)
            .map(({ id }) => id)
            .join()
        if (scores(own.result) === scores(brute.result)) same++
        times.ms += own.ms / asked.length
        times.bruteMs += brute.ms / asked.length
      }
      const speedup = times.bruteMs / times.ms
      say(
        `run ${round}: ${times.ms.toFixed(1)} ms, all within 1 km ${times.bruteMs.toFixed(0)} ms, ${speedup.toFixed(1)} times; ` +
          `the same top ${mostSame} in ${same} of ${asked.length}`,
      )
      runs.push({
        ms: rounded(times.ms, 1),
        bruteMs: rounded(times.bruteMs, 1),
        speedup: rounded(speedup, 1),
        same: same / asked.length,
      })
    }
    const speedup = rounded(median(runs.map((run) => run.speedup)), 1)
    const same = rounded(median(runs.map((run) => run.same)), 3)
    say(`${speedup} times as fast (median of ${rounds}); the same in ${(same * 100).toFixed(1)} %`)
    return { runs, speedup, same }
  } finally {
    await server.close()
    await db.close()
  }
}

/** Open matters told once more by somebody else at the same place. */
async function reportsOf(db: Db, tenantId: TenantId): Promise<AskedSimilar[]> {
  const { rows } = await db.read((tx) =>
    sql<{ place_id: PlaceId; n: number; category_code: string }>`
      select place_id, category_code, substring(body from '第(\\d+)次反映')::int as n from matters.matters
      where tenant_id = ${tenantId} and state = 'handling' and body like '%次反映。' order by md5(id::text) limit ${sql.lit(reports)}`.execute(
      tx,
    ),
  )
  return rows.map(({ place_id: placeId, n, category_code: category }, at) => ({
    ...{ tenantId, placeId, category, point: null, exceptId: null, now: new Date() },
    text: retoldOf(n, n + 7 * at + 1),
  }))
}
