import type { RawBuilder } from 'kysely'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { duplicateThreshold, scoreSimilar } from '../../kernel/text/duplicate.ts'
import { similarityOf, type WeightedWords, weighWords } from '../../kernel/text/similarity.ts'
import type { SimilarView } from './contract.ts'
import { openSql } from './matter-filter.ts'

/** A report as it is being typed. */
export interface AskedSimilar {
  readonly tenantId: TenantId
  readonly text: string
  readonly placeId: PlaceId
  readonly point: { lng: number; lat: number } | null
  readonly category: string | null
  readonly exceptId: string | null
  readonly now: Date
}

interface Candidate {
  id: SimilarView['id']
  number: string
  title: string
  body: string
  state: SimilarView['state']
  place_id: PlaceId
  place_name: string
  category_code: string
  reported_at: Date
  closed_at: Date | null
  lng: number | null
  lat: number | null
  followers: number
  here_lng: number | null
  here_lat: number | null
}

/** Closed matters are offered for this many days: "it was just mended" is an answer too. */
const closedDays = 14
/** So many are compared word by word: those that share most with what was typed, the nearer first. */
const mostCandidates = 60
const mostOffered = 5
/** Metres: what lies farther has its own matter. */
const nearby = 1000

/** Open or lately closed matters nearby whose words are alike, best first. Carries nobody's data. */
export async function findSimilar(tx: Tx, asked: AskedSimilar): Promise<SimilarView[]> {
  return offeredNearby(tx, asked, 'likely')
}

/**
 * The same of a choice of candidates: the likely ones that an index of words finds, or all there are nearby (what the
 * likely ones are measured by).
 */
export async function offeredNearby(tx: Tx, asked: AskedSimilar, which: 'likely' | 'all'): Promise<SimilarView[]> {
  const words = weighWords(asked.text)
  const rows = await candidates(tx, asked, which === 'likely' ? words : null)
  return rows
    .map((row) => ({ row, score: scoreOf(row, asked, words) }))
    .filter(({ score }) => score >= duplicateThreshold)
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.row.reported_at.getTime() - a.row.reported_at.getTime() ||
        (a.row.id < b.row.id ? -1 : 1),
    )
    .slice(0, mostOffered)
    .map(({ row, score }) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      state: row.state,
      placeName: row.place_name,
      reportedAt: row.reported_at.toISOString(),
      score: Math.round(score * 100) / 100,
      followers: row.followers,
    }))
}

function scoreOf(row: Candidate, asked: AskedSimilar, words: ReturnType<typeof weighWords>): number {
  const here =
    asked.point ?? (row.here_lng !== null && row.here_lat !== null ? { lng: row.here_lng, lat: row.here_lat } : null)
  const distance =
    row.place_id === asked.placeId
      ? 0
      : here && row.lng !== null && row.lat !== null
        ? metres(here, { lng: row.lng, lat: row.lat })
        : undefined
  const since = row.closed_at ?? row.reported_at
  return scoreSimilar({
    text: similarityOf(words, weighWords(`${row.title} ${row.body}`)),
    distance,
    ageDays: Math.max(0, (asked.now.getTime() - since.getTime()) / 86_400_000),
    categorySame: asked.category === null ? undefined : row.category_code === asked.category,
  })
}

/** Metres between two near points; flat-earth is exact enough within a district. */
function metres(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  return Math.hypot((a.lat - b.lat) * perDegree, (a.lng - b.lng) * perDegree * Math.cos((a.lat * Math.PI) / 180))
}

const perDegree = 111_320

/**
 * Matters nearby, with all that scoring needs. With words: those of them that share a telling word (what neighbourhood
 * matters are about; if there is none of these, any word), the most alike by a rough score of shared words and distance.
 */
async function candidates(tx: Tx, asked: AskedSimilar, words: WeightedWords | null): Promise<Candidate[]> {
  const since = new Date(asked.now.getTime() - closedDays * 86_400_000)
  const offered = sql<boolean>`m.tenant_id = ${asked.tenantId} and m.visibility <> 'holder' and m.subject_id is null
    and m.id is distinct from ${asked.exceptId}::uuid
    and ((m.place_path >= here.path and m.place_path < here.path || ':')
      or (m.lat between here.lat - here.high and here.lat + here.high and m.lng between here.lng - here.wide and here.lng + here.wide))`
  const telling = words === null ? sql`` : sql`and m.bigrams && ${tellingOf(words)}::text[]`
  const each = (condition: RawBuilder<unknown>) => sql`select m.*, here.lng as here_lng, here.lat as here_lat,
      here.id = m.place_id or m.place_path like here.path || '%' as here
    from here cross join matters.matters m where ${offered} and ${condition} ${telling}`
  const rough = words === null ? sql`0` : roughSql(words)
  const { rows } = await sql<Candidate>`
    with here as materialized (select id, path, ${nearby / perDegree}::float8 as high,
        ${nearby / perDegree}::float8 / cos(radians(coalesce(${asked.point?.lat ?? null}::float8, lat))) as wide,
        coalesce(${asked.point?.lng ?? null}::float8, lng) as lng, coalesce(${asked.point?.lat ?? null}::float8, lat) as lat
      from places.places_view where tenant_id = ${asked.tenantId} and id = ${asked.placeId}),
    near as (${each(openSql)} union all ${each(sql`m.state = 'closed' and m.closed_at > ${since}`)}),
    likely as (select m.* from near m ${words === null ? sql`` : sql`order by ${rough} desc, m.reported_at desc limit ${sql.lit(mostCandidates)}`})
    select m.id, m.number, m.title, m.body, m.state, m.place_id, m.category_code, m.reported_at, m.closed_at, m.lng, m.lat,
      m.here_lng, m.here_lat, p.name as place_name,
      (select count(*)::int from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id) as followers
    from likely m join places.places_view p on p.tenant_id = m.tenant_id and p.id = m.place_id`.execute(tx)
  return rows
}

/** What a report is about; where it names nothing of that kind, all of its words. */
function tellingOf(words: WeightedWords): string[] {
  const all = [...words]
  const most = Math.max(0, ...all.map(([, weight]) => weight))
  return all.filter(([, weight]) => weight === most).map(([word]) => word)
}

/** Roughly the score: the share of words that both have, and how near it is. */
function roughSql(words: WeightedWords): RawBuilder<number> {
  const all = [...words]
  const total = all.reduce((sum, [, weight]) => sum + weight, 0)
  const shared = sql`(select sum(w.weight) from unnest(${all.map(([word]) => word)}::text[], ${all.map(([, weight]) => weight)}::float8[])
    w (word, weight) where w.word = any(m.bigrams))`
  const distance = sql`${perDegree}::float8 * sqrt(power(m.lat - m.here_lat, 2) + power((m.lng - m.here_lng) * cos(radians(m.here_lat)), 2))`
  return sql`0.55 * ${shared} / ${Math.max(1, total)}::float8
    + 0.25 * case when m.here then 1 else coalesce(least(1, greatest(0, (500 - ${distance}) / 450)), 0.5) end`
}
