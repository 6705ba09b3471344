import { Type } from 'typebox'
import { systemActor } from '../../kernel/actor.ts'
import { sql } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { wantStream } from './events.ts'
import { limits } from './kinds.ts'
import { tell } from './store.ts'
import type { WantRecord } from './tables.ts'

/** Forgets whose a booking or want was, 180 days after it ended; withdraws wants that are past their day. */
export async function tidyStations({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const at = clock.now()
  const before = new Date(at.getTime() - limits.keptDays * dayMs)
  await db.tx(async (tx) => {
    await sql`update stations.bookings set person_id = null where person_id is not null and ended_at < ${before}`.execute(
      tx,
    )
    await sql`update stations.waits set person_id = null where person_id is not null and ended_at < ${before}`.execute(
      tx,
    )
    await sql`update stations.wants set person_id = null where person_id is not null and ended_at < ${before}`.execute(
      tx,
    )
    await sql`delete from stations.taken t using stations.bookings b where b.tenant_id = t.tenant_id and b.id = t.booking_id
      and b.ended_at is not null and b.until_at < ${new Date(at.getTime() - dayMs)}`.execute(tx)
    const { rows } =
      await sql<WantRecord>`update stations.wants w set state = 'withdrawn', ended_at = ${at}, why = '已过截止日期'
      where w.state = 'open' and w.until_on < ${dayOf(at)}::date and not exists (select from stations.offers o
        where o.tenant_id = w.tenant_id and o.want_id = w.id and o.state = 'accepted') returning w.*`.execute(tx)
    for (const { tenant_id: tenantId, id } of rows)
      await tell(tx, { tenantId, by: systemActor, at }, wantStream(id), 'wantEnded', {
        wantId: id,
        set: { state: 'withdrawn' },
      })
  })
}

export const tidyJob: Job = job({
  name: 'stations.tidy',
  data: Type.Object({}),
  cron: '50 18 * * *',
  handle: (_data, services) => tidyStations(services),
})
