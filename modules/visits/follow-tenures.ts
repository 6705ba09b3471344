import { sql } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type TenureEnded, tenureEnded } from '../people/events.ts'

/**
 * The week of who leaves a post loses what is still to come of that post's dues; a successor finds it on the same days.
 * Without one the dues are free to be planned by whoever acts. Days that are over stay as they were.
 */
export const followTenures: Subscriber = {
  name: 'visits.plans_of_posts',
  types: [tenureEnded],
  async handle(tx, event) {
    const { tenantId, at } = event
    const { postId, personId, successorId } = payloadOf<TenureEnded>(event)
    const ahead = sql`i.tenant_id = ${tenantId} and i.person_id = ${personId} and i.day >= ${dayOf(at)}::date
      and exists (select from visits.dues d where d.tenant_id = i.tenant_id and d.id = i.due_id and d.state = 'open'
        and d.holder_post_id = ${postId})`
    if (successorId === null) await sql`delete from visits.plan_items i where ${ahead}`.execute(tx)
    else
      await sql`with plan as (
          insert into visits.plans (tenant_id, person_id, week_on, made_at)
          select distinct ${tenantId}::uuid, ${successorId}::uuid, i.week_on, ${at}::timestamptz
          from visits.plan_items i where ${ahead} on conflict do nothing)
        update visits.plan_items i set person_id = ${successorId} where ${ahead}`.execute(tx)
  },
}
