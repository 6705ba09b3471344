import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { duplicateThreshold, scoreSimilar } from '../../kernel/text/duplicate.ts'
import { similarityOf, weighWords } from '../../kernel/text/similarity.ts'
import type { SimilarView } from './contract.ts'

interface Asked {
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
const mostCandidates = 400
const mostOffered = 5
/** About 700 m in degrees of latitude. */
const nearby = 0.0065

/** Open or lately closed matters nearby whose words are alike, best first. Carries nobody's data. */
export async function findSimilar(tx: Tx, asked: Asked): Promise<SimilarView[]> {
  const words = weighWords(asked.text)
  const rows = await candidates(tx, asked)
  return rows
    .map((row) => ({ row, score: scoreOf(row, asked, words) }))
    .filter(({ score }) => score >= duplicateThreshold)
    .sort((a, b) => b.score - a.score || b.row.reported_at.getTime() - a.row.reported_at.getTime())
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

function scoreOf(row: Candidate, asked: Asked, words: ReturnType<typeof weighWords>): number {
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
  const perDegree = 111_320
  return Math.hypot((a.lat - b.lat) * perDegree, (a.lng - b.lng) * perDegree * Math.cos((a.lat * Math.PI) / 180))
}

async function candidates(tx: Tx, asked: Asked): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with here as (select path, coalesce(${asked.point?.lng ?? null}::float8, lng) as lng, coalesce(${asked.point?.lat ?? null}::float8, lat) as lat
      from places.places_view where tenant_id = ${asked.tenantId} and id = ${asked.placeId})
    select m.id, m.number, m.title, m.body, m.state, m.place_id, p.name as place_name, m.category_code, m.reported_at, m.closed_at,
      m.lng, m.lat, here.lng as here_lng, here.lat as here_lat,
      (select count(*)::int from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id) as followers
    from here cross join matters.matters m join places.places_view p on p.tenant_id = m.tenant_id and p.id = m.place_id
    where m.tenant_id = ${asked.tenantId} and m.visibility <> 'holder' and m.subject_id is null and m.id is distinct from ${asked.exceptId}::uuid
      and (m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved')
        or (m.state = 'closed' and m.closed_at > ${new Date(asked.now.getTime() - closedDays * 86_400_000)}))
      and ((m.place_path >= here.path and m.place_path < here.path || ':')
        or (m.lng between here.lng - ${nearby} and here.lng + ${nearby} and m.lat between here.lat - ${nearby} and here.lat + ${nearby}))
    order by m.reported_at desc limit ${mostCandidates}`.execute(tx)
  return rows
}
