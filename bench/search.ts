import type { Actor } from '../kernel/actor.ts'
import { type Db, openDb, sql } from '../kernel/db.ts'
import { openServerDb } from '../kernel/server-access.ts'
import { whereSql } from '../modules/matters/matter-filter.ts'
import { searchIds } from '../modules/matters/search.ts'
import { median, rounded } from './figures.ts'
import type { Installation } from './installation.ts'
import { type Compared, readerOf, timed, withoutIndexes } from './readers.ts'

/** From words that stand in every tenth report to words of a handful, and one of none. */
const words = [
  ...['电梯', '漏雨', '壁虎', '化粪池', '马蜂窝', '消防通道', '老人孩子', '高龄补贴', '孔雀鱼', '自鸣钟'],
  ...[
    '煤球炉',
    '篮球场',
    '配电房',
    '垃圾房对面',
    '半夜打麻将',
    '推进楼道',
    '充电桩充不进',
    '从窗口拉线',
    '轮椅过不去',
    '鲸鱼',
  ],
]
const wanted = 20

/** `npm run bench -- search`: the first 20 of a search, against LIKE over the same scope, in the same order. */
export async function benchSearch(installation: Installation, { rounds, say }: Compared) {
  const db = openDb({ url: installation.url, connections: 2 })
  // Ours as a request has it: under row-level security. The plain way is spared it.
  const server = await openServerDb(db, { connections: 2 })
  const request = server.of(installation.district.tenantId)
  try {
    const readers = await db.read(async (tx) => [
      await readerOf(tx, installation, 'district'),
      await readerOf(tx, installation, 'community'),
      await readerOf(tx, installation, 'grid_worker'),
    ])
    const asked = words.map((word, at) => ({ word, reader: readers[at % readers.length] as Actor }))
    const now = new Date()
    const ours = ({ word, reader }: (typeof asked)[number]) =>
      timed(() => request.read((tx) => searchIds(tx, reader, { q: word }, { now, wanted })))
    for (const one of asked) await ours(one)
    const runs = []
    for (let round = 1; round <= rounds; round++) {
      const times: { word: string; ms: number; likeMs: number }[] = []
      for (const one of asked) {
        const plain = await byLike(db, one.reader, one.word, now)
        const own = await ours(one)
        if (own.result.join() !== plain.result.join()) throw new Error(`${one.word}: not the same 20 as LIKE finds`)
        times.push({ word: one.word, ms: own.ms, likeMs: plain.ms })
      }
      const total = (of: 'ms' | 'likeMs') => times.reduce((sum, time) => sum + time[of], 0)
      const speedup = total('likeMs') / total('ms')
      const slowest = times.toSorted((a, b) => b.ms - a.ms).slice(0, 3)
      const middle = (of: 'ms' | 'likeMs') => median(times.map((time) => time[of]))
      say(
        `run ${round}: median ${middle('ms').toFixed(1)} ms, LIKE ${middle('likeMs').toFixed(0)} ms; all ${speedup.toFixed(1)} times; ` +
          `slowest ${slowest.map(({ word, ms }) => `${word} ${ms.toFixed(0)} ms`).join(', ')}`,
      )
      runs.push({
        ms: rounded(middle('ms'), 2),
        likeMs: rounded(middle('likeMs'), 1),
        speedup: rounded(median(times.map(({ ms, likeMs }) => likeMs / ms)), 1),
        together: rounded(speedup, 1),
      })
    }
    await allFound(db, asked, now)
    const speedup = rounded(median(runs.map((run) => run.speedup)), 1)
    const together = rounded(median(runs.map((run) => run.together)), 1)
    say(
      `${words.length} words, the same 20 each and all that LIKE finds: ${speedup} times as fast (median), ${together} all together`,
    )
    return { runs, speedup, together }
  } finally {
    await server.close()
    await db.close()
  }
}

/** As one would write it without an index of words. */
const byLike = (db: Db, reader: Actor, word: string, now: Date) =>
  timed(() =>
    withoutIndexes(db, async (tx) => {
      const { rows } = await sql<{ id: string }>`select m.id from matters.matters m
        where m.search_text like ${`%${word}%`} and ${whereSql(reader, {}, now)}
        order by lower(m.title) like ${`%${word}%`} desc, m.reported_at desc, m.id limit ${sql.lit(wanted)}`.execute(tx)
      return rows.map(({ id }) => id)
    }),
  )

/** Every matter that LIKE finds is found by the index of words, and no other. */
async function allFound(db: Db, asked: readonly { word: string; reader: Actor }[], now: Date): Promise<void> {
  const sum = sql`count(*)::int as n, coalesce(sum(hashtextextended(m.id::text, 0)::numeric), 0)::text as ids`
  for (const { word, reader } of asked) {
    const own = await db.read((tx) =>
      sql`select ${sum} from matters.matters m where ${whereSql(reader, { q: word }, now)}`.execute(tx),
    )
    const plain = await withoutIndexes(db, (tx) =>
      sql`select ${sum} from matters.matters m where m.search_text like ${`%${word}%`} and ${whereSql(reader, {}, now)}`.execute(
        tx,
      ),
    )
    if (JSON.stringify(own.rows) !== JSON.stringify(plain.rows))
      throw new Error(`${word}: the index and LIKE do not find the same`)
  }
}
