import { type Actor, systemActor } from '../kernel/actor.ts'
import { type Db, openDb, sql, type Tx } from '../kernel/db.ts'
import { delivered } from '../modules/matters/counting.ts'
import { type CubeCell, cubeFor, monthSql } from '../modules/matters/figure-queries.ts'
import { partSql } from '../modules/matters/figures.ts'
import { notShieldedSql, scopeOf } from '../modules/matters/matter-scope.ts'
import { applyChange, lockMatter } from '../modules/matters/matter-store.ts'
import { foldTallies } from '../modules/matters/tallies.ts'
import { median, rounded } from './figures.ts'
import type { Installation } from './installation.ts'
import { type Compared, readerOf, timed } from './readers.ts'

/** `npm run bench -- board`: all places × kinds × months of the district, against one straight aggregate over its matters. */
export async function benchBoard(installation: Installation, { rounds, say }: Compared) {
  const db = openDb({ url: installation.url, connections: 2 })
  try {
    const actor = await db.read((tx) => readerOf(tx, installation, 'district'))
    const runs = []
    await once(db, actor)
    for (let round = 1; round <= rounds; round++) {
      const { ours, straight } = await once(db, actor)
      const speedup = straight.ms / ours.ms
      say(
        `run ${round}: ${ours.ms.toFixed(0)} ms, straight ${straight.ms.toFixed(0)} ms, ${speedup.toFixed(1)} times; ` +
          `${ours.result.length} cells equal`,
      )
      runs.push({ ms: rounded(ours.ms, 1), straightMs: rounded(straight.ms, 1), speedup: rounded(speedup, 1) })
    }
    await closeSome(db, actor, say)
    const speedup = rounded(median(runs.map((run) => run.speedup)), 1)
    say(`${speedup} times as fast (median of ${rounds})`)
    return { runs, speedup }
  } finally {
    await db.close()
  }
}

/** Both ways, one after the other, at one instant. @throws Error where a single number differs. */
async function once(db: Db, actor: Actor) {
  const now = new Date()
  const ours = await timed(() => db.read((tx) => cubeFor(tx, actor, whole(actor), { counting: delivered, now })))
  const straight = await timed(() => db.read((tx) => straightCube(tx, actor, now)))
  const [own, other] = [ours, straight].map(({ result }) =>
    result.map(({ path, kind, month, counts }) => [path, kind, month, ...counts].join()).sort(),
  )
  const differs = own?.findIndex((cell, at) => cell !== other?.[at]) ?? -1
  if (differs >= 0 || own?.length !== other?.length)
    throw new Error(`the two do not count the same:\n${own?.[differs]}\n${other?.[differs]}`)
  return { ours, straight }
}

const whole = (actor: Actor) => ({
  placePath: actor.posts[0]?.placePath ?? '',
  ...{ reportedFrom: '2020-01-01', reportedTo: '2099-12-31' },
})

/** As one would write it in SQL: matters counted once by their own place, the sums of places above from those counts. */
async function straightCube(tx: Tx, actor: Actor, now: Date): Promise<CubeCell[]> {
  const { placePath: path } = whole(actor)
  const columns = delivered.slots.map(
    ({ figure, part }, at) => sql`count(*) filter (where ${partSql(figure, part, now)}) as ${sql.ref(`c${at}`)}`,
  )
  const sums = delivered.slots.map((_, at) => sql`sum(${sql.ref(`c${at}`)})::integer`)
  const { rows } = await sql<{ path: string; kind: string; month: string; counts: number[] }>`
    with leaves as materialized (
      select m.place_path, m.kind_code, ${monthSql} as month, ${sql.join(columns)} from matters.matters m
      where m.tenant_id = ${actor.tenantId} and m.place_path >= ${path} and m.place_path < ${`${path}:`}
        and ${notShieldedSql(scopeOf(actor).manned)}
      group by 1, 2, 3),
    above as materialized (select l.place_path as leaf, a.place_path from (select distinct place_path from leaves) l
      cross join lateral matters.paths_above(l.place_path) a)
    select a.place_path as path, l.kind_code as kind, l.month, array[${sql.join(sums)}] as counts
    from leaves l join above a on a.leaf = l.place_path group by 1, 2, 3`.execute(tx)
  return rows.filter(({ counts }) => counts.some((count) => count !== 0))
}

/** A matter that is closed now, and one more after the tallies were added up, must be counted by the next read. */
async function closeSome(db: Db, actor: Actor, say: Compared['say']): Promise<void> {
  for (const fold of [false, true]) {
    const resolved = async () => {
      const { ours } = await once(db, actor)
      const top = ours.result.filter(({ path }) => path === whole(actor).placePath)
      return top.reduce(
        (sum, { counts }) => sum + (delivered.countsOf({ counts, tenths: null }).figures.resolved?.numerator ?? 0),
        0,
      )
    }
    const before = await resolved()
    await db.tx((tx) => closeOne(tx, actor))
    if (fold) while (await foldTallies({ db, clock: { now: () => new Date() } })) {}
    if ((await resolved()) !== before + 1) throw new Error('a matter that was closed is not counted by the next read')
  }
  say('a matter closed now is counted by the next read, before and after it is added to the tallies')
}

async function closeOne(tx: Tx, actor: Actor): Promise<void> {
  const { rows } = await sql<{ id: Parameters<typeof lockMatter>[2] }>`select id from matters.matters
    where tenant_id = ${actor.tenantId} and state = 'handling' and exclusion = 'none' limit 1`.execute(tx)
  const matter = rows[0] && (await lockMatter(tx, actor.tenantId, rows[0].id))
  if (!matter) throw new Error('no open matter is left to close')
  const at = new Date()
  const set = { outcome: 'solved', resolved_at: at, closed_at: at, solved: true }
  await applyChange(tx, { matter, name: 'close', effect: { to: 'closed', clock: 'stop', set }, actor: systemActor, at })
}
