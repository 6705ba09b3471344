import { sql } from '../../kernel/db.ts'
import type { PostLoadKind } from '../people/public.ts'

/** Stations that posts keep: they have no clock. */
export const stationsOfPosts: PostLoadKind = {
  kind: 'stations.kept',
  words: { zh: '负责的驿站', en: 'Stations kept' },
  rows: ({ tenantId, postIds }) => sql`select s.keeper_post_id as "postId", count(*)::int as count,
      0 as running, 0 as overdue, null::timestamptz as next
    from stations.stations s
    where s.tenant_id = ${tenantId} and s.to_on is null and s.keeper_post_id = any(${[...postIds]}::uuid[])
    group by 1`,
}
