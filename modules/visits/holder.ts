import { fail } from '../../kernel/contract/errors.ts'
import type { GridId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { firstManned, type RoutePost } from '../matters/public.ts'
import type { RuleSpec } from './rule.ts'

interface Where {
  readonly place_id: PlaceId
  readonly grid_id: GridId | null
}

/**
 * The post that will hold a due of a rule: the first candidate on the way up that is manned, and among posts that may stand
 * for each other (same kind, same place) the one with the fewest open dues.
 */
export async function holderFor(
  tx: Tx,
  tenantId: TenantId,
  where: Where,
  by: RuleSpec['by'],
  at: Date,
): Promise<PostId> {
  const around = await surroundingsOf(tx, tenantId, where, at)
  const found = firstManned(by, around)
  if (!found)
    fail('refused', 'visits.nobody_answers', {
      zh: '这个地点还没有能去走访的岗位，请先设置岗位',
      en: 'There is no post yet that could visit this place. Please set one up',
    })
  const peers = around.posts.filter((post) => mayStandFor(post, found.post)).map(({ postId }) => postId)
  return peers.length < 2 ? found.post.postId : leastLoaded(tx, tenantId, peers)
}

const mayStandFor = (post: RoutePost, other: RoutePost): boolean =>
  post.kindCode === other.kindCode &&
  post.placeId === other.placeId &&
  post.gridId === other.gridId &&
  (post.manning === 'own' || post.manning === 'stand_in')

async function leastLoaded(tx: Tx, tenantId: TenantId, posts: readonly PostId[]): Promise<PostId> {
  const { rows } = await sql<{ id: PostId }>`
    select p.id from unnest(${[...posts]}::uuid[]) as p(id)
    left join visits.dues d on d.tenant_id = ${tenantId} and d.holder_post_id = p.id and d.state = 'open'
    group by p.id order by count(d.id), p.id limit 1`.execute(tx)
  const [first] = rows
  if (!first) throw new Error('no post to choose from')
  return first.id
}

async function surroundingsOf(tx: Tx, tenantId: TenantId, { place_id, grid_id }: Where, at: Date) {
  const { rows: places } = await sql<{ id: PlaceId; name: string; nameEn: string }>`
    with recursive up as (
      select id, parent_id, name, name_en, 0 as hop from places.places_view
      where tenant_id = ${tenantId} and id = ${place_id}
      union all
      select p.id, p.parent_id, p.name, p.name_en, up.hop + 1 from places.places_view p
      join up on p.id = up.parent_id and p.tenant_id = ${tenantId})
    select id, name, name_en as "nameEn" from up order by hop`.execute(tx)
  const { rows: posts } = await sql<RoutePost>`
    select post_id as "postId", kind_code as "kindCode", role, place_id as "placeId", grid_id as "gridId",
      reports_to as "reportsTo", name, name_en as "nameEn", office_phone as "officePhone", serves, manning,
      person_id as "personId", person_name as "personName"
    from people.posts_around(${tenantId}, ${places.map(({ id }) => id)}::uuid[], ${grid_id}::uuid, ${at})`.execute(tx)
  return { places, posts }
}
