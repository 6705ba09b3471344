import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { GridView, LevelView, PlaceView } from './contract.ts'
import { toWgs84 } from './geo.ts'
import { placeTerms } from './place-names.ts'
import { type Crs, mine } from './tables.ts'

type PlaceRow = PlaceView & { crs: Crs }

const columns = sql`p.id, p.parent_id as "parentId", p.code, p.level_code as level, p.name, p.name_en as "nameEn", p.path,
  p.households, p.lng, p.lat, p.crs`

function present(row: PlaceRow): PlaceView {
  const { id, parentId, code, level, name, nameEn, path, households } = row
  return { id, parentId, code, level, name, nameEn, path, households, ...toWgs84(row.crs, row.lng, row.lat) }
}

/** A place by its public code with all above it (the root first) and its children. */
export async function placeWithCode(tx: Tx, tenantId: TenantId, code: string) {
  const { rows } = await sql<PlaceRow>`
    select ${columns} from places.places p
    where p.tenant_id = ${tenantId} and p.code = ${code} and p.ended_at is null`.execute(tx)
  const place = rows[0] ?? notFound()
  return {
    place: present(place),
    above: (await lineage(tx, tenantId, place.id)).slice(0, -1),
    below: await childrenOf(tx, tenantId, place.id),
  }
}

/** The children of a place, or the roots, with what stands above them (the place itself last). */
export async function placesBelow(tx: Tx, tenantId: TenantId, parentId: PlaceId | null) {
  const above = parentId ? await lineage(tx, tenantId, parentId) : []
  if (parentId && above.length === 0) notFound()
  return { levels: await levelsOf(tx, tenantId), above, places: await childrenOf(tx, tenantId, parentId) }
}

/** The place and all above it, the root first. */
export async function lineage(tx: Tx, tenantId: TenantId, placeId: PlaceId): Promise<PlaceView[]> {
  const { rows } = await sql<PlaceRow>`
    with recursive up as (
      select id, parent_id, 0 as hop from places.places where tenant_id = ${tenantId} and id = ${placeId}
      union all
      select a.id, a.parent_id, up.hop + 1 from places.places a join up on a.id = up.parent_id where a.tenant_id = ${tenantId})
    select ${columns} from up join places.places p on p.tenant_id = ${tenantId} and p.id = up.id order by up.hop desc`.execute(
    tx,
  )
  return rows.map(present)
}

/** The live places right below, or the roots. */
export async function childrenOf(tx: Tx, tenantId: TenantId, parentId: PlaceId | null): Promise<PlaceView[]> {
  const { rows } = await sql<PlaceRow>`
    select ${columns} from places.places p
    where p.tenant_id = ${tenantId} and p.parent_id is not distinct from ${parentId}::uuid and p.ended_at is null
    order by p.number`.execute(tx)
  return rows.map(present)
}

/** The tenant's levels, the topmost first. */
export async function levelsOf(tx: Tx, tenantId: TenantId): Promise<LevelView[]> {
  const rows = await mine(tx)
    .selectFrom('places.levels')
    .select(['code', 'rank', 'kind', 'name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('rank')
    .execute()
  return rows.map(({ code, rank, kind, name }) => ({ code, rank, kind, ...(name as Words) }))
}

/** The share of a word's pairs of characters that must occur when nothing holds the whole word. */
const fewestPairs = 0.6

/**
 * Places that hold all words and numbered parts of what was typed, in their own names or in those above; when there is
 * none, those that hold most of the pairs of characters (`天祥机床厂` finds 机床厂小区 in 天祥社区). Highest level first.
 */
export async function findPlaces(tx: Tx, tenantId: TenantId, typed: string, limit: number) {
  const { words, parts } = placeTerms(typed)
  if (words.length + parts.length === 0) return []
  const exact = await matching(
    tx,
    tenantId,
    parts,
    limit,
    sql`
    (select coalesce(sum(case when strpos(p.search_text, w) > 0 then 1 else 0 end), 0) from unnest(${words}::text[]) w)
    >= ${words.length}::int`,
  )
  if (exact.length > 0 || words.length === 0) return exact
  const pairs = words.flatMap(pairsOf)
  return matching(
    tx,
    tenantId,
    parts,
    limit,
    sql`
    (select sum(case when strpos(p.search_text, w) > 0 then 1 else 0 end) from unnest(${pairs}::text[]) w)
    >= ${Math.ceil(pairs.length * fewestPairs)}::int`,
  )
}

function pairsOf(word: string): string[] {
  const signs = [...word]
  return signs.length < 2 ? [word] : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`)
}

async function matching(
  tx: Tx,
  tenantId: TenantId,
  parts: readonly string[],
  limit: number,
  holds: ReturnType<typeof sql>,
) {
  // A part must be whole: `3栋` is not in `13栋`.
  const patterns = parts.map((part) => `(^|[^0-9a-z])${part}`)
  const { rows } = await sql<PlaceRow & { above: string[] }>`
    -- Those above by their numbers: by their paths PostgreSQL would read all places for each hit.
    select ${columns}, (select coalesce(array_agg(a.name order by length(a.path)), '{}') from places.places a
      where a.tenant_id = p.tenant_id and a.id <> p.id and a.number = any(places.numbers_in(p.path))) as above
    from places.places p join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code
    where p.tenant_id = ${tenantId} and p.ended_at is null
      and (select count(*) from unnest(${patterns}::text[]) w where p.search_text ~ w) >= ${patterns.length}::int
      and ${holds}
    order by l.rank, p.path limit ${limit}`.execute(tx)
  return rows.map((row) => ({ place: present(row), above: row.above }))
}

/** The grids of all places at or below one (all of the tenant without it), with what they hold now. */
export async function gridsBelow(tx: Tx, tenantId: TenantId, placeId: PlaceId | null, at: Date): Promise<GridView[]> {
  const { rows } = await sql<GridView>`
    select g.id, g.code, g.name, g.name_en as "nameEn", g.place_id as "placeId", p.name as "placeName",
      p.name_en as "placeNameEn",
      count(b.id)::int as buildings, coalesce(sum(b.households), 0)::int as households
    from places.grids g
    join places.places p on p.tenant_id = g.tenant_id and p.id = g.place_id
    left join places.grid_members m on m.tenant_id = g.tenant_id and m.grid_id = g.id and m.from_at <= ${at}
      and (m.to_at is null or m.to_at > ${at})
    left join places.places b on b.tenant_id = m.tenant_id and b.id = m.place_id
    where g.tenant_id = ${tenantId} and g.ended_at is null and (${placeId}::uuid is null or exists (
      select from places.places w where w.tenant_id = g.tenant_id and w.id = ${placeId}::uuid
        and p.path >= w.path and p.path < w.path || ':'))
    group by g.id, g.code, g.name, g.name_en, g.place_id, p.name, p.name_en, p.path order by p.path, g.code`.execute(tx)
  return rows
}
