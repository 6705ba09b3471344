import { sql } from '../../kernel/db.ts'
import type { PostLoadKind } from '../people/public.ts'

/** Open dues that posts hold. */
export const duesOfPosts: PostLoadKind = {
  kind: 'visits.dues',
  words: { zh: '应走访、应联系', en: 'Visits and calls that are due' },
  rows: ({ tenantId, postIds, at }) => sql`select d.holder_post_id as "postId", count(*)::int as count,
      count(d.deadline_at)::int as running, count(*) filter (where d.deadline_at < ${at})::int as overdue,
      min(d.deadline_at) filter (where d.deadline_at >= ${at}) as next
    from visits.dues d
    where d.tenant_id = ${tenantId} and d.state = 'open' and d.holder_post_id = any(${[...postIds]}::uuid[])
    group by 1`,
}
