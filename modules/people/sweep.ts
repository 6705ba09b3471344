import { sql } from '../../kernel/db.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'

/**
 * Forgets what has served: counted tries after two days, codes after a month, ended sessions (with their addresses) after
 * 180 days, for 网络安全法 art. 21 asks for logs of six months; browsers after 400 days, when their mark has run out too.
 */
export const sweep: Tick = {
  name: 'people.sweep',
  everyMs: 6 * 3_600_000,
  run: async ({ db, clock }) => {
    const at = clock.now()
    await db.tx(async (tx) => {
      await sql`delete from people.sign_in_tries
        where last_at < ${at}::timestamptz - interval '2 days' and (locked_until is null or locked_until < ${at})`.execute(
        tx,
      )
      await sql`delete from people.one_time_codes where expires_at < ${at}::timestamptz - interval '30 days'`.execute(
        tx,
      )
      await sql`delete from people.sign_in_links where expires_at < ${at}::timestamptz - interval '180 days'`.execute(
        tx,
      )
      await sql`delete from people.sessions
        where least(expires_at, coalesce(revoked_at, expires_at), last_seen_at + interval '30 days')
          < ${at}::timestamptz - interval '180 days'`.execute(tx)
      await sql`delete from people.devices where last_at < ${at}::timestamptz - interval '400 days'`.execute(tx)
    })
    return false
  },
}
