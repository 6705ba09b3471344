import type { RawBuilder } from 'kysely'
import type { MatterId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { metresADegree } from '../../kernel/contract/metres.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import {
  duplicateThreshold,
  otherPlace,
  samePlace,
  textFloor,
  likenessWeights as weights,
} from '../../kernel/text/duplicate.ts'
import { containmentLift, telling, type WeightedWords, weightOfAll, weighWords } from '../../kernel/text/similarity.ts'
import { markCount, marksOf, mostWeight, type Sieve, sieveOf, slack } from '../../kernel/text/word-marks.ts'
import { openSql } from './matter-filter.ts'
import { type Here, hereSql, isNearSql, withinSql } from './nearby.ts'

/** Closed matters are offered for this many days: "it was just mended" is an answer too. */
export const closedDays = 14
/** What was reported within this time may not be noted yet, and is looked at in any case. */
const freshMs = 10 * 60_000
/** More that could be alike than anybody would look through. */
const mostLikelyOnes = 5000

const noteEveryMs = 5000
const tidyEveryMs = 10 * 60_000
const notedAtATime = 500

interface Likely {
  readonly matterId: MatterId
  /** The score that it can have at most, whatever its category and age. */
  readonly most: number
}

/**
 * The matters nearby that may score enough to be offered, the likeliest first, by marks of their words alone: none that
 * does score enough is missing. Those just reported come first, noted or not. Null where there are only a few nearby:
 * then all of them are compared.
 */
export async function mostLikely(
  tx: Tx,
  asked: Here & { category: string | null; now: Date },
  words: WeightedWords,
  few: number,
): Promise<Likely[] | null> {
  const near = sql`l.tenant_id = ${asked.tenantId} and (${withinSql(sql`l.lng`, sql`l.lat`)}
    or l.place_id in (select p.id from places.places_view p, here
      where p.tenant_id = ${asked.tenantId} and p.path >= here.path and p.path < here.path || ':'))`
  const many = await sql`with ${hereSql(asked)}
    select from here cross join matters.likenesses l where ${near} offset ${sql.lit(few)} limit 1`.execute(tx)
  if (many.rows.length === 0) return null
  const sieve = sieveOf(words, asked.category !== null)
  const fresh = new Date(asked.now.getTime() - freshMs)
  const other = weights.age + weights.category * (asked.category === null ? 0.5 : 1)
  const { rows } = await sql<Likely>`
    with ${hereSql(asked)},
    passed as materialized (select l.matter_id, l.weight::float8 as weight, ${placeSql(asked.placeId)} as place,
        least(l.weight::float8, ${sieve.weight}::float8, ${commonSql(sieve)}) as common
      from here cross join matters.likenesses l where ${near} and ${passesSql(sieve, asked.placeId)}),
    weighed as materialized (select matter_id, place, ${textSql(sieve.weight)} as text from passed),
    bounded as materialized (select matter_id, least(1, text / ${textFloor}::float8) *
      (${weights.text}::float8 * text + ${weights.place}::float8 * place + ${other}::float8) as most from weighed)
    select m.id as "matterId", 1::float8 as most from here cross join matters.matters m
      where m.tenant_id = ${asked.tenantId} and m.reported_at > ${fresh} and ${isNearSql}
    union all
    (select matter_id, most from bounded where most >= ${duplicateThreshold - slack}::float8
      order by most desc limit ${sql.lit(mostLikelyOnes)})`.execute(tx)
  const seen = new Set<MatterId>()
  return rows.filter(({ matterId }) => !seen.has(matterId) && seen.add(matterId))
}

const metresSql = sql`sqrt((l.lat - here.lat) ^ 2 + ((l.lng - here.lng) * here.narrow) ^ 2) * ${sql.lit(metresADegree)}`

/** How much the place may speak for it: in full where its point is not known. */
const placeSql = (placeId: PlaceId) => sql`case when l.place_id = ${placeId} then 1 else
  coalesce(greatest(0, least(1, (${sql.lit(otherPlace)} - ${metresSql}) / ${sql.lit(otherPlace - samePlace)})), 1) end`

/** The weight of the words that both may have. */
const commonSql = ({ byWeight }: Sieve) =>
  sql.join(
    [sql`0`, ...byWeight.map(({ weight, marks }) => sql`${weight}::float8 * bit_count(l.words & ${bits(marks)})`)],
    sql` + `,
  )

/** `textLikeness` of what both may have in common. */
const textSql = (own: number) => {
  const shorter = sql`least(weight, ${own}::float8)`
  const dice = sql`(2 * common / (weight + ${own}::float8))`
  return sql`case when weight = 0 then 0 else ${dice} + (1 - ${dice}) * ${sql.lit(containmentLift)}
    * (common / ${shorter}) ^ 2 * least(1, ${shorter} / ${sql.lit(telling)}) end`
}

/** Whether it shares marks enough, by one look at them. */
const passesSql = ({ marks, fewestNear, fewestFar }: Sieve, placeId: PlaceId) => {
  const far = sql`l.place_id <> ${placeId} and ${metresSql} >= ${sql.lit(otherPlace)}`
  const fewest = (those: readonly number[]) => sql`(${[...those]}::integer[])[floor(l.weight)::integer + 1]`
  return sql`bit_count(l.words & ${bits(marks)}) >= case when ${far} then ${fewest(fewestFar)} else ${fewest(fewestNear)} end`
}

const bits = (marks: string) => sql`${marks}::bit(${sql.lit(markCount)})`

/**
 * Writes down the marks of what may be offered and has none yet: of all that was reported after an instant, or of all. A
 * report itself does not pay for it.
 * @returns whether there may be more.
 */
export async function noteLikenesses(db: Db, now: Date, after: Date | null): Promise<boolean> {
  let full = false
  await forEachTenant(db, async (tenantId) => {
    full = (await db.tx((tx) => noteSome(tx, tenantId, now, after))) === notedAtATime || full
  })
  return full
}

async function noteSome(tx: Tx, tenantId: TenantId, now: Date, after: Date | null): Promise<number> {
  const since = new Date(now.getTime() - closedDays * 86_400_000)
  const each = (condition: RawBuilder<boolean>) => sql`select m.id, m.place_id, m.lng, m.lat, m.title, m.body
    from matters.matters m where m.tenant_id = ${tenantId} and ${condition} and m.subject_id is null
      ${after ? sql`and m.reported_at > ${after}` : sql``}
      and not exists (select from matters.likenesses l where l.tenant_id = m.tenant_id and l.matter_id = m.id)`
  const { rows } = await sql<Unnoted>`select * from (${each(openSql)} union all
    ${each(sql`m.state = 'closed' and m.closed_at > ${since}`)}) missing limit ${sql.lit(notedAtATime)}`.execute(tx)
  if (rows.length === 0) return 0
  const noted = rows.map((row) => {
    const words = weighWords(`${row.title} ${row.body}`)
    return { ...row, weight: Math.min(mostWeight, weightOfAll(words)), words: marksOf(words.keys()) }
  })
  // What was erased since it was read leaves no marks: the words must still stand, and stand until this is written.
  await sql`with r as materialized (select r.* from jsonb_to_recordset(${JSON.stringify(noted)}::jsonb)
      as r (id uuid, place_id uuid, lng float8, lat float8, weight real, words text, title text, body text)
      join matters.matters m on m.tenant_id = ${tenantId} and m.id = r.id and m.title = r.title and m.body = r.body for share of m)
    insert into matters.likenesses (tenant_id, matter_id, place_id, lng, lat, weight, words)
    select ${tenantId}, r.id, r.place_id, r.lng, r.lat, r.weight, r.words::bit(${sql.lit(markCount)}) from r
    on conflict do nothing`.execute(tx)
  return rows.length
}

interface Unnoted {
  readonly id: MatterId
  readonly place_id: PlaceId
  readonly lng: number | null
  readonly lat: number | null
  readonly title: string
  readonly body: string
}

/** Takes away the marks of what is offered no more. */
async function forgetOld(db: Db, now: Date): Promise<void> {
  const since = new Date(now.getTime() - closedDays * 86_400_000)
  await db.tx((tx) =>
    sql`delete from matters.likenesses l using matters.matters m where m.tenant_id = l.tenant_id and m.id = l.matter_id
      and not ${openSql} and (m.state <> 'closed' or m.closed_at <= ${since})`.execute(tx),
  )
}

export const likenessTick: Tick = {
  name: 'matters.likenesses',
  everyMs: noteEveryMs,
  run: ({ db, clock }) => noteLikenesses(db, clock.now(), new Date(clock.now().getTime() - 6 * freshMs)),
}

/** What was brought in, opened again after long, or stood there before marks were kept. */
export const likenessTidyTick: Tick = {
  name: 'matters.likenesses_tidied',
  everyMs: tidyEveryMs,
  run: async ({ db, clock }) => {
    await forgetOld(db, clock.now())
    return noteLikenesses(db, clock.now(), null)
  },
}
