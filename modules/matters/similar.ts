import type { RawBuilder } from 'kysely'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { duplicateThreshold, type Likeness, scoreSimilar } from '../../kernel/text/duplicate.ts'
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
/** So many that an index of words finds are looked at, and of them so many compared word by word. */
const mostCandidates = 2000
const mostCompared = 100
const mostOffered = 5
/** Metres: what lies farther has its own matter. */
const nearby = 1000
/** Words are taken until about this share of all matters holds one of them, the rarest first. */
const enough = 0.3

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
  const choose = which === 'likely' && (await areMany(tx, asked))
  const rows = await candidates(tx, asked, choose ? await tellingOf(tx, words) : null)
  const compared = choose ? mostAlike(rows, asked, words) : rows
  return compared
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

function scoreOf(row: Candidate, asked: AskedSimilar, words: WeightedWords): number {
  return scoreSimilar({
    text: similarityOf(words, weighWords(`${row.title} ${row.body}`)),
    ...circumstancesOf(row, asked),
  })
}

/** Those worth comparing word by word: scored by how much of the typed words stands in them as it is. */
function mostAlike(rows: readonly Candidate[], asked: AskedSimilar, words: WeightedWords): readonly Candidate[] {
  if (rows.length <= mostCompared) return rows
  const all = [...words]
  const total = all.reduce((sum, [, weight]) => sum + weight, 0)
  const rough = (row: Candidate): number => {
    const said = row.body.toLowerCase()
    const shared = all.reduce((sum, [word, weight]) => (said.includes(word) ? sum + weight : sum), 0)
    return scoreSimilar({ text: shared / Math.max(1, total), ...circumstancesOf(row, asked) })
  }
  return rows
    .map((row) => ({ row, score: rough(row) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, mostCompared)
    .map(({ row }) => row)
}

/** What else than words speaks for or against it. */
function circumstancesOf(row: Candidate, asked: AskedSimilar): Omit<Likeness, 'text'> {
  const here =
    asked.point ?? (row.here_lng !== null && row.here_lat !== null ? { lng: row.here_lng, lat: row.here_lat } : null)
  const distance =
    row.place_id === asked.placeId
      ? 0
      : here && row.lng !== null && row.lat !== null
        ? metres(here, { lng: row.lng, lat: row.lat })
        : undefined
  const since = row.closed_at ?? row.reported_at
  return {
    distance,
    ageDays: Math.max(0, (asked.now.getTime() - since.getTime()) / 86_400_000),
    categorySame: asked.category === null ? undefined : row.category_code === asked.category,
  }
}

/** Metres between two near points; flat-earth is exact enough within a district. */
function metres(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  return Math.hypot((a.lat - b.lat) * perDegree, (a.lng - b.lng) * perDegree * Math.cos((a.lat * Math.PI) / 180))
}

const perDegree = 111_320

/**
 * The words by which likely ones are looked for: those that few matters hold, the weightier first. How many hold a word is
 * what PostgreSQL knows of the column: an estimate, and enough for a choice.
 */
async function tellingOf(tx: Tx, words: WeightedWords): Promise<readonly string[]> {
  const { rows } = await sql<{ word: string; share: number }>`
    select word, share from matters.shares_of(${[...words.keys()]}::text[])`.execute(tx)
  const shares = new Map(rows.map(({ word, share }) => [word, share]))
  const shareOf = (word: string) => shares.get(word) ?? 0.0005
  const sorted = [...words]
    .filter(([, weight]) => weight >= 1)
    .sort(([a, weightA], [b, weightB]) => shareOf(a) / weightA - shareOf(b) / weightB)
    .map(([word]) => word)
  const from = sorted.length > 0 ? sorted : [...words.keys()]
  const some: string[] = []
  for (let sum = 0, at = 0; at < from.length && (sum < enough || some.length < 3); at++) {
    some.push(from[at] ?? '')
    sum += shareOf(from[at] ?? '')
  }
  return some
}

/** Whether there are more nearby than are worth comparing one by one: where there are few, none is left out by a choice. */
async function areMany(tx: Tx, asked: AskedSimilar): Promise<boolean> {
  const { here, offered } = nearbySql(asked, null)
  const { rows } =
    await sql`with ${here}, ${offered} select from offered offset ${sql.lit(mostCandidates)} limit 1`.execute(tx)
  return rows.length > 0
}

/** Matters nearby with all that scoring needs: all of them, or those that hold telling words. */
async function candidates(tx: Tx, asked: AskedSimilar, telling: readonly string[] | null): Promise<Candidate[]> {
  const { here, offered } = nearbySql(asked, telling)
  const { rows } = await sql<Candidate>`
    with ${here}, ${offered},
    likely as (select * from offered ${telling ? sql`order by reported_at desc limit ${sql.lit(mostCandidates)}` : sql``})
    select m.id, m.number, m.title, m.body, m.state, m.place_id, m.category_code, m.reported_at, m.closed_at, m.lng, m.lat,
      m.here_lng, m.here_lat, p.name as place_name,
      (select count(*)::int from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id) as followers
    from likely m join places.places_view p on p.tenant_id = m.tenant_id and p.id = m.place_id`.execute(tx)
  return rows
}

/** Two parts of a query: the place asked about, and what is offered near it. */
function nearbySql(asked: AskedSimilar, telling: readonly string[] | null) {
  const since = new Date(asked.now.getTime() - closedDays * 86_400_000)
  const within = sql`(m.lat between here.lat - ${nearby / perDegree}::float8 and here.lat + ${nearby / perDegree}::float8
    and m.lng between here.lng - ${nearby / perDegree}::float8 / here.narrow and here.lng + ${nearby / perDegree}::float8 / here.narrow)`
  const at = sql`(m.place_path >= here.path and m.place_path < here.path || ':')`
  const near = sql`(${at} or ${within}) ${telling ? sql`and m.bigrams && ${[...telling]}::text[]` : sql``}`
  const each = (condition: RawBuilder<unknown>) => sql`select m.*, here.lng as here_lng, here.lat as here_lat
    from here cross join matters.matters m
    where m.tenant_id = ${asked.tenantId} and m.visibility <> 'holder' and m.subject_id is null
      and m.id is distinct from ${asked.exceptId}::uuid and ${condition} and ${near}`
  const here = sql`here as materialized (select path, cos(radians(lat)) as narrow, lng, lat from (select path,
        coalesce(${asked.point?.lng ?? null}::float8, lng) as lng, coalesce(${asked.point?.lat ?? null}::float8, lat) as lat
      from places.places_view where tenant_id = ${asked.tenantId} and id = ${asked.placeId}) place)`
  const offered = sql`offered as (${each(openSql)} union all ${each(sql`m.state = 'closed' and m.closed_at > ${since}`)})`
  return { here, offered }
}
