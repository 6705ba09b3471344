import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { mattersInScope, mattersNow } from '../matters/public.ts'
import type { FacilityView, FaultView, GateView } from './contract.ts'
import { type RowSource, rowOf, rowSql } from './facility-queries.ts'
import { type Doing, facilityScopeSql, inspectingPost, registrarPost } from './scope.ts'
import type { DeviceId, FacilityId, FaultRecord } from './tables.ts'

/** One facility with its story, for whoever sees it. */
export async function facilityView(tx: Tx, doing: Doing, id: FacilityId): Promise<FacilityView> {
  const { tenantId, actor, at } = doing
  const { rows } = await sql<RowSource>`${rowSql(at)} where f.tenant_id = ${tenantId} and f.id = ${id}
    and ${facilityScopeSql(actor)}`.execute(tx)
  const facility = rows[0] ?? notFound()
  const inService = facility.to_on === null
  return {
    ...rowOf(facility),
    ...{ origin: facility.origin, photoId: facility.photo_id, retiredWhy: facility.retired_why },
    inspections: await inspectionsOf(tx, doing, id),
    faults: await faultsOf(tx, doing, id),
    gateView: facility.gate ? await gateOf(tx, doing, id, facility.gate) : null,
    mayRegister: inService && registrarPost(actor, facility.place_path) !== null,
    mayInspect: inService && inspectingPost(actor, facility) !== null,
  }
}

const shownInspections = 30

async function inspectionsOf(tx: Tx, { tenantId }: Doing, id: FacilityId): Promise<FacilityView['inspections']> {
  const { rows } = await sql<FacilityView['inspections'][number] & { at: Date }>`select i.at, i.outcome, i.words,
      i.due_on as "dueOn", coalesce(i.done_on > i.due_on, false) as late,
      case when o.id is not null then json_build_object('name', o.name, 'nameEn', o.name_en) end as by
    from facilities.inspections i left join people.posts_view o on o.tenant_id = i.tenant_id and o.id = i.by_post
    where i.tenant_id = ${tenantId} and i.facility_id = ${id} order by i.at desc limit ${shownInspections}`.execute(tx)
  return rows.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() }))
}

/** Its faults, those that stand first, with where their matters are. Titles and words stay with the matter. */
async function faultsOf(tx: Tx, { tenantId, actor, at }: Doing, id: FacilityId): Promise<FaultView[]> {
  const { rows } = await sql<FaultRecord>`select * from facilities.faults where tenant_id = ${tenantId}
    and facility_id = ${id} order by ended_at is not null, since desc limit 30`.execute(tx)
  const ids = rows.map(({ matter_id }) => matter_id)
  const matters = await mattersNow(tx, tenantId, ids, at)
  const seen = await mattersInScope(tx, actor, ids)
  return rows.flatMap((fault) => {
    const matter = matters.get(fault.matter_id)
    if (!matter) return []
    const { number, title, state, holder } = matter
    const held = holder ? { name: holder.name, nameEn: holder.nameEn } : null
    return {
      ...{ id: fault.id, source: fault.source, code: fault.code },
      ...{ since: fault.since.toISOString(), endedAt: fault.ended_at?.toISOString() ?? null },
      matter: { id: matter.id, number, title, state, holder: held, seen: seen.has(matter.id) },
    }
  })
}

interface GateSource {
  readonly barrier_at: Date | null
  readonly last_heard_at: Date | null
  readonly silent_minutes: number
  readonly device_id: DeviceId | null
  readonly registered_at: Date | null
  readonly allowed: number
  readonly refused: number
}

async function gateOf(tx: Tx, { tenantId }: Doing, id: FacilityId, state: GateView['state']): Promise<GateView> {
  const { rows } = await sql<GateSource>`select g.barrier_at, g.last_heard_at, g.silent_minutes, d.id as device_id,
      d.registered_at, k.allowed, k.refused
    from facilities.gates g
    left join facilities.devices d on d.tenant_id = g.tenant_id and d.facility_id = g.facility_id and d.ended_at is null
    cross join lateral (select count(*) filter (where allowed)::int as allowed, count(*) filter (where not allowed)::int
      as refused from facilities.pass_checks k where k.tenant_id = g.tenant_id and k.facility_id = g.facility_id) k
    where g.tenant_id = ${tenantId} and g.facility_id = ${id}`.execute(tx)
  const gate = rows[0] ?? notFound()
  const { rows: events } = await sql<GateView['events'][number] & { at: Date }>`select at, type, way, code, words
    from facilities.device_events where tenant_id = ${tenantId} and facility_id = ${id} order by at desc, received_at desc limit 50`.execute(
    tx,
  )
  return {
    ...{ state, deviceId: gate.device_id, silentMinutes: gate.silent_minutes },
    barrierAt: gate.barrier_at?.toISOString() ?? null,
    lastHeardAt: gate.last_heard_at?.toISOString() ?? null,
    registeredAt: gate.registered_at?.toISOString() ?? null,
    events: events.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() })),
    ...{ passesAllowed: gate.allowed, passesRefused: gate.refused },
  }
}
