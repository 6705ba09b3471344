import { systemActor } from '../../kernel/actor.ts'
import type { GridId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Day } from '../../kernel/time/day.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid } from '../places/events.ts'
import { gridOf, placeOf } from '../places/public.ts'
import { type Doing, todayOf } from './doing.ts'
import { changeFirm, type FirmSet, heard, recordFirm, tellChanges } from './firm-store.ts'
import { tell, tellEnded, tellReturned } from './neighbours.ts'
import type { FirmId, TenancyId } from './shapes.ts'
import type { FirmRecord } from './tables.ts'

/** What of a firm follows from its tenancies on a day. */
export interface Settled {
  readonly set: FirmSet
  /** Tenancies whose day has come. */
  readonly begun: readonly TenancyId[]
}

/**
 * Where a firm is follows from its suites: it stays where it is as long as it has one there, else it is where it went
 * last; without any it stays where it was. A planned leaving comes true on its day, unless it has a suite then; who had
 * left and has a suite is back since the stay began.
 */
export async function settled(tx: Tx, firm: FirmRecord, doing: Doing): Promise<Settled> {
  const today = todayOf(doing)
  const { rows: stays } = await sql<{
    id: TenancyId
    begun: boolean
    current: boolean
    placeId: PlaceId
    fromOn: Day
  }>`
    select t.id, t.begun, t.to_on is null or t.to_on > ${today} as current, s.building_id as "placeId",
      t.from_on as "fromOn"
    from enterprises.tenancies t
    join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    where t.tenant_id = ${firm.tenant_id} and t.firm_id = ${firm.id} and t.from_on <= ${today}
      and (t.to_on is null or t.to_on > ${today} or not t.begun)
    order by t.from_on desc, t.id`.execute(tx)
  const begun = stays.filter((stay) => !stay.begun).map((stay) => stay.id)
  if (begun.length > 0)
    await sql`update enterprises.tenancies set begun = true
      where tenant_id = ${firm.tenant_id} and id = any(${begun}::uuid[])`.execute(tx)
  const now = stays.filter((stay) => stay.current)
  const here = now.length === 0 || now.some((stay) => stay.placeId === firm.place_id)
  const leaving = firm.leaves_on !== null && firm.leaves_on <= today && firm.state === 'active'
  const back = firm.state === 'left' ? now.at(-1) : undefined
  return {
    set: {
      ...(back ? { state: 'active', since_on: back.fromOn } : {}),
      ...(here ? {} : await placeColumns(tx, firm.tenant_id, now[0]?.placeId ?? firm.place_id, doing.at)),
      ...(leaving ? { leaves_on: null, ...(now.length === 0 ? { state: 'left' } : {}) } : {}),
    },
    begun,
  }
}

/** The columns that say where a firm is. */
export async function placeColumns(
  tx: Tx,
  tenantId: TenantId,
  placeId: PlaceId,
  at: Date,
): Promise<{ place_id: PlaceId; place_path: string; grid_id: GridId | null }> {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place) throw new Error(`no place ${placeId}`)
  return { place_id: placeId, place_path: place.path, grid_id: await gridOf(tx, tenantId, placeId, at) }
}

/** Tells the neighbours what came true. */
export async function tellSettled(tx: Tx, at: Date, firm: FirmRecord, { set, begun }: Settled): Promise<void> {
  if (set.state === 'left') {
    await tellEnded(tx, at, firm.tenant_id, await heard(tx, firm), { zh: '企业已迁离', en: 'The firm has left' })
    return
  }
  if (set.state === 'active') await tellReturned(tx, at, firm.tenant_id, await heard(tx, firm), 'leaving')
  await tellChanges(tx, at, firm, set)
  if (begun.length > 0) await tell(tx, at, firm.tenant_id, 'movedIn', await heard(tx, firm))
}

const system = (tenantId: TenantId, at: Date, secrets: Secrets): Doing => ({
  tenantId,
  actor: null,
  by: systemActor,
  at,
  secrets,
})

async function settleFirm(tx: Tx, doing: Doing, firmId: FirmId): Promise<void> {
  const { rows } = await sql<FirmRecord>`select * from enterprises.firms
    where tenant_id = ${doing.tenantId} and id = ${firmId} for no key update`.execute(tx)
  const before = rows[0]
  if (!before) return
  const found = await settled(tx, before, doing)
  const { firm, set } = await changeFirm(tx, before, found.set, doing.at)
  if (Object.keys(set).length === 0 && found.begun.length === 0) return
  await recordFirm(tx, doing, 'settled', {
    firmId,
    set,
    tenancies: Object.fromEntries(found.begun.map((id) => [id, { begun: true }])),
  })
  await tellSettled(tx, doing.at, firm, { set, begun: found.begun })
}

const batch = 50

async function due(tx: Tx, today: Day): Promise<{ tenantId: TenantId; firmId: FirmId }[]> {
  const { rows } = await sql<{ tenantId: TenantId; firmId: FirmId }>`
    select tenant_id as "tenantId", firm_id as "firmId" from enterprises.tenancies where not begun and from_on <= ${today}
    union select tenant_id, id from enterprises.firms where leaves_on <= ${today} and state = 'active'
    union select f.tenant_id, f.id from enterprises.firms f where f.state = 'left' and exists (
      select from enterprises.tenancies t where t.tenant_id = f.tenant_id and t.firm_id = f.id and t.from_on <= ${today}
        and (t.to_on is null or t.to_on > ${today}))
    limit ${batch}`.execute(tx)
  return rows
}

/** Planned moves and leavings whose day has come, and who had left and has a suite: a merge of before did not let it be back. */
export const settleTick: Tick = {
  name: 'enterprises.settle',
  everyMs: 10 * 60_000,
  run: async ({ db, clock, secrets }) => {
    const at = clock.now()
    const waiting = await db.read((tx) => due(tx, todayOf({ at })))
    for (const { tenantId, firmId } of waiting)
      await db.tx((tx) => settleFirm(tx, system(tenantId, at, secrets), firmId))
    return waiting.length === batch
  },
}

/** A building in another grid takes its firms along. */
export const followGrid: Subscriber = {
  name: 'enterprises.follow_grid',
  types: [buildingMovedToGrid],
  async handle(tx, event, { clock }) {
    const { placeId } = payloadOf<BuildingMovedToGrid>(event)
    const place = await placeOf(tx, event.tenantId, placeId)
    if (!place) return
    const { rows } = await sql<FirmRecord>`select * from enterprises.firms where tenant_id = ${event.tenantId}
      and place_path >= ${place.path} and place_path < ${`${place.path}:`} order by id for no key update`.execute(tx)
    const at = clock.now()
    for (const before of rows) {
      const grid_id = await gridOf(tx, event.tenantId, before.place_id, at)
      if (grid_id === before.grid_id) continue
      const { firm, set } = await changeFirm(tx, before, { grid_id }, at)
      const doing = { tenantId: event.tenantId, by: systemActor, at }
      await recordFirm(tx, doing, 'settled', { firmId: firm.id, set })
      await tellChanges(tx, at, firm, set)
    }
  },
}
