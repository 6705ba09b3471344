import { sql } from '../../kernel/db.ts'
import type { PostLoadKind } from '../people/public.ts'

/** Open requests that posts answer: how many, not whose. */
export const requestsOfPosts: PostLoadKind = {
  kind: 'privacy.requests',
  words: { zh: '个人信息请求', en: 'Requests about personal data' },
  rows: ({ tenantId, postIds, at }) => sql`select r.holder_post_id as "postId", count(*)::int as count,
      count(r.due_at)::int as running, count(*) filter (where r.due_at < ${at})::int as overdue,
      min(r.due_at) filter (where r.due_at >= ${at}) as next
    from privacy.requests r
    where r.tenant_id = ${tenantId} and r.state = 'open' and r.holder_post_id = any(${[...postIds]}::uuid[])
    group by 1`,
}
