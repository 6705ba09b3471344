import type { RawBuilder } from 'kysely'
import type { MatterId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { metresADegree } from '../../kernel/contract/metres.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { duplicateThreshold, type Likeness, scoreSimilar } from '../../kernel/text/duplicate.ts'
import { similarityOf, type WeightedWords, weighWords } from '../../kernel/text/similarity.ts'
import { slack } from '../../kernel/text/word-marks.ts'
import type { SimilarView } from './contract.ts'
import { closedDays, mostLikely } from './likenesses.ts'
import { openSql } from './matter-filter.ts'
import { hereSql, isNearSql } from './nearby.ts'

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
  place_name_en: string
  category_code: string
  reported_at: Date
  closed_at: Date | null
  lng: number | null
  lat: number | null
  followers: number
  here_lng: number | null
  here_lat: number | null
}

/** Where there are no more nearby, each is compared word by word. */
const fewEnough = 2000
/** So many of the likeliest are read and compared at a time. */
const atATime = 60
const mostOffered = 5

/**
 * Open or lately closed matters nearby whose words are alike, best first. Carries nobody's data.
 * @param few where there are no more nearby, all of them are compared; else those that could be among the best by the
 * marks of their words. Both ways offer the same.
 */
export async function findSimilar(tx: Tx, asked: AskedSimilar, few = fewEnough): Promise<SimilarView[]> {
  const words = weighWords(asked.text)
  const likely = Number.isFinite(few) ? await mostLikely(tx, asked, words, few) : null
  if (!likely) return best(scored(await candidates(tx, asked, null), asked, words)).map(viewOf)
  let found: Scored[] = []
  for (let at = 0; at < likely.length; at += atATime) {
    // Those that follow cannot score more than the first of them may.
    const fifth = found[mostOffered - 1]
    if (fifth && fifth.score > (likely[at]?.most ?? 0) + slack) break
    const ids = likely.slice(at, at + atATime).map(({ matterId }) => matterId)
    found = best([...found, ...scored(await candidates(tx, asked, ids), asked, words)])
  }
  return found.map(viewOf)
}

interface Scored {
  readonly row: Candidate
  readonly score: number
}

function scored(rows: readonly Candidate[], asked: AskedSimilar, words: WeightedWords): Scored[] {
  return rows.map((row) => ({ row, score: scoreOf(row, asked, words) }))
}

const best = (all: readonly Scored[]): Scored[] =>
  all
    .filter(({ score }) => score >= duplicateThreshold)
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.row.reported_at.getTime() - a.row.reported_at.getTime() ||
        (a.row.id < b.row.id ? -1 : 1),
    )
    .slice(0, mostOffered)

const viewOf = ({ row, score }: Scored): SimilarView => ({
  id: row.id,
  number: row.number,
  title: row.title,
  state: row.state,
  place: { name: row.place_name, nameEn: row.place_name_en },
  reportedAt: row.reported_at.toISOString(),
  score: Math.round(score * 100) / 100,
  followers: row.followers,
})

function scoreOf(row: Candidate, asked: AskedSimilar, words: WeightedWords): number {
  return scoreSimilar({
    text: similarityOf(words, weighWords(`${row.title} ${row.body}`)),
    ...circumstancesOf(row, asked),
  })
}

/** What else than words speaks for or against it. */
function circumstancesOf(row: Candidate, asked: AskedSimilar): Omit<Likeness, 'text'> {
  const here =
    asked.point ?? (row.here_lng !== null && row.here_lat !== null ? { lng: row.here_lng, lat: row.here_lat } : null)
  const distance =
    row.place_id === asked.placeId
      ? 0
      : here && row.lng !== null && row.lat !== null
        ? flatMetres(here, { lng: row.lng, lat: row.lat })
        : undefined
  const since = row.closed_at ?? row.reported_at
  return {
    distance,
    ageDays: Math.max(0, (asked.now.getTime() - since.getTime()) / 86_400_000),
    categorySame: asked.category === null ? undefined : row.category_code === asked.category,
  }
}

/** Metres between two near points; flat-earth is exact enough within a district, and the database reckons the same. */
function flatMetres(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  return Math.hypot(a.lat - b.lat, (a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180)) * metresADegree
}

/** What is offered nearby, with all that scoring needs: of some, or all of them. */
async function candidates(tx: Tx, asked: AskedSimilar, ids: readonly MatterId[] | null): Promise<Candidate[]> {
  const since = new Date(asked.now.getTime() - closedDays * 86_400_000)
  const which = ids ? sql<boolean>`m.id = any(${[...ids]}::uuid[])` : isNearSql
  const each = (condition: RawBuilder<boolean>) => sql`select m.*, here.lng as here_lng, here.lat as here_lat
    from here cross join matters.matters m
    where m.tenant_id = ${asked.tenantId} and m.visibility <> 'holder' and m.subject_id is null
      and m.id is distinct from ${asked.exceptId}::uuid and ${condition} and ${which}`
  const { rows } = await sql<Candidate>`
    with ${hereSql(asked)},
    offered as (${each(openSql)} union all ${each(sql`m.state = 'closed' and m.closed_at > ${since}`)})
    select m.id, m.number, m.title, m.body, m.state, m.place_id, m.category_code, m.reported_at, m.closed_at, m.lng, m.lat,
      m.here_lng, m.here_lat, p.name as place_name, p.name_en as place_name_en,
      (select count(*)::int from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id) as followers
    from offered m join places.places_view p on p.tenant_id = m.tenant_id and p.id = m.place_id`.execute(tx)
  return rows
}
