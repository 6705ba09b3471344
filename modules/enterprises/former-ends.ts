import type { RawBuilder } from 'kysely'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Doing, todayOf } from './doing.ts'
import type { TenancyId } from './shapes.ts'

/**
 * Keeps what was known of the ends of stays until today; called before they are changed. What was said
 * last on a day counts, also on the days before a stay was written down.
 */
export async function keepFormerEnds(tx: Tx, doing: Doing, tenancyIds: readonly TenancyId[]): Promise<void> {
  const today = todayOf(doing)
  await sql`insert into enterprises.former_ends (tenant_id, tenancy_id, from_on, until_on, lease_until, to_on)
    select t.tenant_id, t.id, coalesce(max(e.until_on), '-infinity'), ${today}::date, t.lease_until, t.to_on
    from enterprises.tenancies t
    left join enterprises.former_ends e on e.tenant_id = t.tenant_id and e.tenancy_id = t.id
    where t.tenant_id = ${doing.tenantId} and t.id = any(${[...tenancyIds]}::uuid[])
    group by t.tenant_id, t.id
    having greatest(t.recorded_on, max(e.until_on)) < ${today}::date`.execute(tx)
}

/** To be joined beside tenancies `t`: what was known of their end `e` on a day that another word has followed since. */
export const formerEnds = (day: RawBuilder<unknown>) => sql`
  left join enterprises.former_ends e on e.tenant_id = t.tenant_id and e.tenancy_id = t.id
    and e.from_on <= ${day} and ${day} < e.until_on`

/** The end of the lease and of the stay as they were known on the day of `formerEnds`. */
export const leaseUntilThen = sql`case when e.tenancy_id is null then t.lease_until else e.lease_until end`
export const toOnThen = sql`case when e.tenancy_id is null then t.to_on else e.to_on end`
