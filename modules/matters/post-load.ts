import { sql } from '../../kernel/db.ts'
import type { PostLoadKind } from '../people/public.ts'
import { openSql } from './matter-filter.ts'

/** Open matters that posts hold, with their clocks. What they are about is for who may open them. */
export const mattersOfPosts: PostLoadKind = {
  kind: 'matters.open',
  words: { zh: '未办结事项', en: 'Open matters' },
  rows: ({ tenantId, postIds, at }) => sql`select m.holder_post_id as "postId", count(*)::int as count,
      count(m.clock_due_at)::int as running, count(*) filter (where m.clock_due_at < ${at})::int as overdue,
      min(m.clock_due_at) filter (where m.clock_due_at >= ${at}) as next
    from matters.matters m
    where m.tenant_id = ${tenantId} and ${openSql} and m.holder_post_id = any(${[...postIds]}::uuid[])
    group by 1`,
}
