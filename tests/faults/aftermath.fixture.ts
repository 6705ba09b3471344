import { setTimeout as pause } from 'node:timers/promises'
import { type Db, sql } from '../../kernel/db.ts'
import { eventTypes } from '../../modules/matters/events.ts'
import { type Acknowledged, loadPeople } from './load.fixture.ts'
import type { InstalledTown } from './town.fixture.ts'

/** What stands in the database afterwards, each as a number that a fault would change. */
export interface Aftermath {
  readonly matters: number
  /** Acknowledged, but not there under the same id, number and words. */
  readonly lost: number
  /** Words (each client says each only once) that stand in more than one matter. */
  readonly doubled: number
  /** Acknowledged first contacts that are not in the ledger exactly once. */
  readonly contactsAstray: number
  /** Reports without exactly one event, or without exactly one kept answer. */
  readonly reportsAstray: number
  /** Open matters without exactly one holder who acts and one running clock. */
  readonly orphans: number
  readonly parkedDeliveries: number
  /** How often the holder was told of a new matter. */
  readonly told: number
}

/** Waits until the worker has delivered everything. @throws Error when it does not within a minute without progress. */
export async function drained(db: Db): Promise<void> {
  let [left, since] = [Number.POSITIVE_INFINITY, Date.now()]
  for (;;) {
    const [row] = await db.statement<{ n: number }>(
      'faults.left',
      'select count(*) as n from kernel.deliveries where parked_at is null',
      [],
    )
    const now = row?.n ?? 0
    if (now === 0) return
    if (now < left) [left, since] = [now, Date.now()]
    else if (Date.now() - since > 60_000) throw new Error(`${now} deliveries are not delivered`)
    await pause(200)
  }
}

export async function aftermathOf(
  db: Db,
  { town }: InstalledTown,
  acknowledged: readonly Acknowledged[],
): Promise<Aftermath> {
  const { rows } = await db.read((tx) =>
    sql<Aftermath>`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(acknowledged)}::jsonb) as t(key uuid, id uuid, number text, body text, contacted boolean)),
    mine as (select * from matters.matters where tenant_id = ${town.tenantId}),
    events as (select * from kernel.events where tenant_id = ${town.tenantId})
    select (select count(*) from mine) as matters,
      (select count(*) from told t where not exists (select from mine m where m.id = t.id and m.number = t.number and m.body = t.body)) as lost,
      (select count(*) from (select body from mine group by body having count(*) > 1) twice) as doubled,
      (select count(*) from told t where t.contacted and 1 <> (select count(*) from events e
        where e.stream = 'matters:' || t.id and e.type = ${eventTypes.contact})) as "contactsAstray",
      (select count(*) from told t where 1 <> (select count(*) from events e
          where e.stream = 'matters:' || t.id and e.type = ${eventTypes.reported})
        or 1 <> (select count(*) from kernel.commands c where c.tenant_id = ${town.tenantId} and c.key = t.key)) as "reportsAstray",
      (select count(*) from mine m where m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved') and (
        1 <> (select count(*) from matters.holdings h where h.tenant_id = m.tenant_id and h.matter_id = m.id and h.to_at is null)
        or 1 <> (select count(*) from matters.clocks c where c.tenant_id = m.tenant_id and c.matter_id = m.id and c.stopped_at is null)
        or not exists (select from people.acting(m.tenant_id, m.holder_post_id, now())))) as orphans,
      (select count(*) from kernel.deliveries where parked_at is not null) as "parkedDeliveries",
      (select coalesce(sum(count), 0)::int from notices.notices
        where tenant_id = ${town.tenantId} and person_id = any(${loadPeople.map((key) => town.persons[key])}::uuid[]) and topic = 'reported') as told`.execute(
      tx,
    ),
  )
  const [found] = rows
  if (!found) throw new Error('nothing was counted')
  return found
}
