import { sql } from '../../kernel/db.ts'
import type { PostLoadKind } from '../people/public.ts'

/** Rounds to be walked now, by the posts that hold their routes. */
export const roundsOfPosts: PostLoadKind = {
  kind: 'safety.rounds',
  words: { zh: '安全巡查', en: 'Safety rounds' },
  rows: ({ tenantId, postIds, at }) => sql`select o.holder_post_id as "postId", count(*)::int as count,
      count(r.due_at)::int as running, count(*) filter (where r.due_at < ${at})::int as overdue,
      min(r.due_at) filter (where r.due_at >= ${at}) as next
    from safety.rounds r join safety.routes o on o.tenant_id = r.tenant_id and o.id = r.route_id
    where r.tenant_id = ${tenantId} and r.state = 'open' and o.to_on is null and o.holder_post_id = any(${[...postIds]}::uuid[])
    group by 1`,
}
