import type { PlaceId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Report } from '../../../kernel/sheets/judged-run.ts'
import * as events from '../events.ts'
import { endPlace } from '../keeping-service.ts'
import { usesOf } from '../place-uses.ts'
import { differing, type Facts } from './facts.ts'
import type { Effect, ImportRecord } from './import-tables.ts'
import { type By, changeEvent, recordPlaces, setFacts } from './write-plan.ts'

type Which = Pick<ImportRecord, 'tenant_id' | 'id'>
type Event = Parameters<typeof recordPlaces>[2][number]

interface Standing extends Facts {
  readonly path: string
  readonly ended: boolean
  /** Something of the register itself hangs on it: live places below, a grid, rooms. */
  readonly held: boolean
}

async function standing(tx: Tx, tenantId: TenantId, id: PlaceId): Promise<Standing | null> {
  const { rows } =
    await sql<Standing>`select p.name, p.name_en as "nameEn", p.households, p.floors, p.lng, p.lat, p.crs,
      p.geometry, p.path, p.ended_at is not null as ended,
      exists (select from places.places b where b.tenant_id = p.tenant_id and b.parent_id = p.id and b.ended_at is null)
      or exists (select from places.grid_members m where m.tenant_id = p.tenant_id and m.place_id = p.id and m.to_at is null)
      or exists (select from places.grids g where g.tenant_id = p.tenant_id and g.place_id = p.id and g.ended_at is null)
      or exists (select from places.rooms r where r.tenant_id = p.tenant_id and r.building_id = p.id) as held
    from places.places p where p.tenant_id = ${tenantId} and p.id = ${id} for no key update of p`.execute(tx)
  return rows[0] ?? null
}

/**
 * Takes back what an import wrote, the last first: places that it made are retired, what it changed is as it was before.
 * Whatever somebody changed since, or lives in, stays. @returns how many places stayed
 */
export async function undoEffects(tx: Tx, it: Which, by: By, report: Report): Promise<number> {
  const { tenant_id: tenantId, id: importId } = it
  const { rows: effects } = await sql<Effect>`select n, place_id, was, written from places.import_effects
    where tenant_id = ${tenantId} and import_id = ${importId} and fate is null order by n desc`.execute(tx)
  const told: Event[] = []
  const kept: number[] = []
  for (const [at, effect] of effects.entries()) {
    report(at / effects.length)
    const events = await undoOne(tx, it, effect, by)
    told.push(...events)
    if (events.length === 0) kept.push(effect.n)
  }
  await recordPlaces(tx, tenantId, told)
  await sql`update places.import_effects set fate = case when n = any(${kept}::integer[]) then 'kept' else 'undone' end
    where tenant_id = ${tenantId} and import_id = ${importId} and fate is null`.execute(tx)
  return kept.length
}

/** @returns what to tell the ledger; nothing where the place stays as it is */
async function undoOne(
  tx: Tx,
  it: Which,
  { place_id: id, was, written }: Effect,
  { by, at }: By,
): Promise<readonly Event[]> {
  const { tenant_id: tenantId, id: importId } = it
  const now = await standing(tx, tenantId, id)
  const wrote = written as Facts
  if (!now || now.ended || differing(now, { ...wrote, geometry: wrote.geometry ?? now.geometry }).length > 0) return []
  const wasEnded = was !== null && 'ended' in was
  const retires = was === null || wasEnded
  if (retires && (now.held || (await usesOf(tx, tenantId, now.path)).length > 0)) return []
  const told: Event[] = []
  if (was !== null && 'name' in was) {
    const { ended: _, ...before } = was as Facts & { readonly ended?: true }
    // An outline that was not loaded then was not changed either.
    const geometry = before.geometry === null && wrote.geometry === null ? now.geometry : before.geometry
    const facts = { ...before, geometry }
    await setFacts(tx, tenantId, id, now, facts)
    told.push(changeEvent(id, importId, now, facts, { by, at }))
  }
  if (!retires) return told
  await endPlace(tx, tenantId, id, at)
  const payload: events.PlaceRetired = { placeId: id, why: '撤销导入' }
  return [...told, { stream: events.placeStream(id), type: events.placeRetired, at, actor: by, payload }]
}
