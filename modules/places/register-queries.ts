import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { getPlace } from './contract.ts'
import { readerPaths } from './move-queries.ts'
import { keeperPost } from './place-policy.ts'
import { childrenOf, lineage } from './place-queries.ts'
import type { LevelKind } from './tables.ts'

type Answer = ResponseOf<typeof getPlace>

/** One place of the reader's part, live or retired, with its grid at an instant. */
export async function placeCard(tx: Tx, actor: Actor, placeId: PlaceId, at: Date): Promise<Answer> {
  const { tenantId } = actor
  const { rows } = await sql<{
    path: string
    kind: LevelKind
    levelName: Words
    endedAt: Date | null
    buildings: number
    grid: Answer['grid']
  }>`select p.path, l.kind, l.name as "levelName", p.ended_at as "endedAt",
      (select count(*)::int from places.places_view b where b.tenant_id = p.tenant_id and b.path >= p.path
        and b.path < p.path || ':' and b.level_kind = 'building' and b.ended_at is null) as buildings,
      case when l.kind in ('building', 'inside') then (
        select json_build_object('id', g.id, 'name', g.name, 'nameEn', g.name_en) from places.grids g
        where g.tenant_id = p.tenant_id and g.id = places.grid_of(p.tenant_id, p.id, ${at})) end as grid
    from places.places p join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code
    where p.tenant_id = ${tenantId} and p.id = ${placeId}`.execute(tx)
  const row = rows[0] ?? notFound()
  if (!readerPaths(actor).some((path) => row.path.startsWith(path))) notFound()
  const { rows: grids } = await sql<
    { fromAt: Date; toAt: Date | null } & Omit<Answer['grids'][number], 'fromAt' | 'toAt'>
  >`
    select g.id, g.name, g.name_en as "nameEn", m.from_at as "fromAt", m.to_at as "toAt", m.why
    from places.grid_members m join places.grids g on g.tenant_id = m.tenant_id and g.id = m.grid_id
    where m.tenant_id = ${tenantId} and m.place_id = ${placeId} order by m.from_at desc`.execute(tx)
  const line = await lineage(tx, tenantId, placeId)
  const place = line.at(-1) ?? notFound()
  const { kind, levelName, endedAt, buildings, grid } = row
  return {
    ...{ place, kind, levelName, buildings, grid, above: line.slice(0, -1) },
    endedAt: endedAt?.toISOString() ?? null,
    below: await childrenOf(tx, tenantId, placeId),
    grids: grids.map((one) => ({
      ...one,
      fromAt: one.fromAt.toISOString(),
      toAt: one.toAt?.toISOString() ?? null,
    })),
    mayKeep: endedAt === null && keeperPost(actor, row.path) !== null,
  }
}

export interface PosterPlace {
  readonly code: string
  readonly name: string
  readonly compound: string
  readonly community: string
  readonly office: string
}

/** More than this would be a file that no printer takes. */
const mostPosters = 300

/** The buildings at and below a place of the reader's part, with what stands on their posters. @param only those of these ids */
export async function postersOf(
  tx: Tx,
  actor: Actor,
  placeId: PlaceId,
  only: readonly string[] | null = null,
): Promise<PosterPlace[]> {
  const { place } = await placeCard(tx, actor, placeId, new Date(0))
  const { rows } = await sql<{ code: string; name: string; above: string[] }>`
    select b.code, b.name, array(select a.name from places.places_view a where a.tenant_id = b.tenant_id
      and a.number = any(places.numbers_in(b.path)) and a.id <> b.id order by a.level_rank desc) as above
    from places.places_view b where b.tenant_id = ${actor.tenantId} and b.path >= ${place.path} and b.path < ${`${place.path}:`}
      and b.level_kind = 'building' and b.ended_at is null
      and (${only}::uuid[] is null or b.id = any(${only}::uuid[])) order by b.path limit ${mostPosters}`.execute(tx)
  return rows.map(({ code, name, above: [compound = '', community = '', office = ''] }) => ({
    ...{ code, name, compound, community, office },
  }))
}
