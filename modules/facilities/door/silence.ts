import { systemActor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import type { Tick } from '../../../kernel/jobs/jobs.ts'
import { takeByTenant } from '../../../kernel/tenants.ts'
import { keepFault } from '../fault-service.ts'
import type { FacilityRecord } from '../tables.ts'

/** Gates that fell silent are looked for this often. */
const everyMs = 30_000

/** A gate whose device was heard before and has not been for its minutes is silent: that becomes a matter, once. */
export const silenceTick: Tick = {
  name: 'facilities.silence',
  everyMs,
  run: async (services) => (await findSilent(services)) > 0,
}

/** @returns how many gates were found silent. */
export async function findSilent(services: Pick<Services, 'db' | 'clock' | 'secrets'>): Promise<number> {
  const { db, clock } = services
  const waiting = sql`select g.tenant_id from ${silentGates(clock.now())}`
  return takeByTenant(db, waiting, (tenantId) => db.tx((tx) => takeOne(tx, services, tenantId)))
}

/** Gates `g` that were not heard for their minutes, with their facilities `f`, of which nobody knows yet. */
const silentGates = (at: Date) => sql`facilities.gates g
  join facilities.devices d on d.tenant_id = g.tenant_id and d.facility_id = g.facility_id and d.ended_at is null
  join facilities.facilities f on f.tenant_id = g.tenant_id and f.id = g.facility_id and f.to_on is null
    and g.last_heard_at < ${at}::timestamptz - make_interval(mins => g.silent_minutes)
    and not exists (select from facilities.faults x where x.tenant_id = g.tenant_id and x.facility_id = g.facility_id
      and x.source = 'silence' and x.ended_at is null)`

type Silent = FacilityRecord & { readonly silent_minutes: number }

async function isKnown(tx: Tx, { tenant_id, id }: Silent): Promise<boolean> {
  const { rows } = await sql`select from facilities.faults where tenant_id = ${tenant_id} and facility_id = ${id}
    and source = 'silence' and ended_at is null`.execute(tx)
  return rows.length > 0
}

async function takeOne(tx: Tx, services: Pick<Services, 'clock' | 'secrets'>, tenantId: TenantId): Promise<boolean> {
  const at = services.clock.now()
  const { rows } = await sql<Silent>`select f.*, g.silent_minutes from ${silentGates(at)}
    where g.tenant_id = ${tenantId} limit 1 for no key update of f skip locked`.execute(tx)
  const [gate] = rows
  if (!gate) return false
  // Another worker may have kept it between our look and our lock; from here on nobody else does.
  if (await isKnown(tx, gate)) return true
  await keepFault(tx, services, { tenantId, by: systemActor, at }, gate, {
    ...{ source: 'silence', code: 'silent', joins: 'same', title: `${gate.name}：失去联系` },
    words: `道闸「${gate.name}」已超过 ${gate.silent_minutes} 分钟没有消息，请查看供电和网络`,
    ...{ urgent: false, fileIds: [], uploadKey: null },
  })
  return true
}
