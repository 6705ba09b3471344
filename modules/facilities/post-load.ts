import { sql } from '../../kernel/db.ts'
import type { PostLoadKind } from '../people/public.ts'

/** Facilities that posts keep, with the day on which each is to be looked at next: late once that day (Beijing time) is over. */
export const facilitiesOfPosts: PostLoadKind = {
  kind: 'facilities.kept',
  words: { zh: '负责的设施', en: 'Facilities kept' },
  rows: ({ tenantId, postIds, at }) => sql`select f.keeper_post_id as "postId", count(*)::int as count,
      count(f.over)::int as running, count(*) filter (where f.over <= ${at})::int as overdue,
      min(f.over) filter (where f.over > ${at}) as next
    from (select keeper_post_id, (next_due_on + 1)::timestamp at time zone 'Asia/Shanghai' as over
      from facilities.facilities where tenant_id = ${tenantId} and to_on is null) f
    where f.keeper_post_id = any(${[...postIds]}::uuid[])
    group by 1`,
}
