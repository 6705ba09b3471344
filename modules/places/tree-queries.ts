import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { placeTree } from './contract.ts'
import { readerPaths } from './move-queries.ts'
import { keeperPost } from './place-policy.ts'
import { levelsOf, lineage } from './place-queries.ts'
import type { LevelKind } from './tables.ts'

type Answer = ResponseOf<typeof placeTree>

interface Row {
  id: PlaceId
  code: string
  name: string
  nameEn: string
  level: string
  levelName: Words
  kind: LevelKind
  buildings: number
  households: number
  below: number
  drawn: boolean
  total: number
}

/**
 * A place of the reader's part with what lies right below it, counted; without a place: where the reader's posts begin.
 * Households: as the register says of a building, of what lies above the sum of its buildings (its own number where it has none).
 */
export async function treeAt(tx: Tx, actor: Actor, query: QueryOf<typeof placeTree>): Promise<Answer> {
  const { tenantId } = actor
  const { parentId = null, offset = 0, limit = 50 } = query
  const paths = topmost(readerPaths(actor))
  const above = parentId ? await lineage(tx, tenantId, parentId) : []
  const here = above.at(-1) ?? null
  if (parentId && !(here && paths.some((path) => here.path.startsWith(path)))) notFound()
  const within = parentId
    ? sql`p.parent_id = ${parentId}`
    : sql`(p.path = any(${paths}::text[]) or (${paths.includes('/')} and p.parent_id is null))`
  const { rows } = await sql<Row>`select p.id, p.code, p.name, p.name_en as "nameEn", p.level_code as level,
      l.name as "levelName", l.kind, c.buildings,
      case when l.kind in ('building', 'inside') or c.buildings = 0 then p.households else c.households end as households,
      (select count(*)::int from places.places b where b.tenant_id = p.tenant_id and b.parent_id = p.id
        and b.ended_at is null) as below,
      p.geometry is not null as drawn, count(*) over ()::int as total
    from places.places p
    join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code
    cross join lateral (select count(*)::int as buildings, coalesce(sum(b.households), 0)::int as households
      from places.places_view b where b.tenant_id = p.tenant_id and b.path >= p.path and b.path < p.path || ':'
        and b.level_kind = 'building' and b.ended_at is null) c
    where p.tenant_id = ${tenantId} and p.ended_at is null and ${within}
    order by l.rank, p.number offset ${offset} limit ${limit}`.execute(tx)
  return {
    levels: await levelsOf(tx, tenantId),
    // What lies above the reader's part names where it is; only what lies inside can be opened.
    above: above.map((place) => ({ place, open: paths.some((path) => place.path.startsWith(path)) })),
    mayKeep: here !== null && keeperPost(actor, here.path) !== null,
    mayName: actor.posts.some(({ role }) => role === 'administrator'),
    rows: rows.map(({ total: _, levelName, ...row }) => ({ ...row, levelName })),
    ...{ total: rows[0]?.total ?? 0, offset, limit },
  }
}

/** Of nested parts only the widest. */
const topmost = (paths: readonly string[]): string[] =>
  paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)))
