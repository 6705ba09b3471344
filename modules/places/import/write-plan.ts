import type { EventActor } from '../../../kernel/actor.ts'
import type { PlaceId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type NewEvent, recordMany } from '../../../kernel/events/record.ts'
import type { Report } from '../../../kernel/sheets/judged-run.ts'
import * as events from '../events.ts'
import { renameSearched } from '../keeping-service.ts'
import { addPlaces } from '../place-store.ts'
import { differing, type Facts } from './facts.ts'
import type { ImportRecord } from './import-tables.ts'
import type { Plan } from './place-tree.ts'

/** By whom and when something is written. */
export interface By {
  readonly by: EventActor
  readonly at: Date
}

type Which = Pick<ImportRecord, 'tenant_id' | 'id'>
type Event = Omit<NewEvent<object>, 'tenantId'>

const atOnce = 1000

/** Tells the ledger of places, some at a time. */
export async function recordPlaces(tx: Tx, tenantId: TenantId, all: readonly Event[]): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) await recordMany(tx, tenantId, all.slice(from, from + atOnce))
}

/** Writes what was planned, tells the ledger of each place, and keeps what undoing needs. */
export async function writePlan(
  tx: Tx,
  it: Which,
  { made, revived, changes }: Plan,
  { by, at }: By,
  report: Report,
): Promise<void> {
  const { tenant_id: tenantId, id: importId } = it
  const rows = made.map(({ id, parentId, level, code, facts }) => ({ id, parentId, level, code, ...facts }))
  for (const { id } of revived)
    await sql`update places.places set ended_at = null where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  if (rows.length > 0) await addPlaces(tx, tenantId, rows, at)
  report(0.5)
  for (const [n, { id, was, is }] of changes.entries()) {
    await setFacts(tx, tenantId, id, was, is)
    report(0.5 + (0.4 * (n + 1)) / changes.length)
  }
  await recordPlaces(tx, tenantId, [
    ...revived.map(({ id }): Event => {
      const payload: events.PlaceRevived = { placeId: id, importId }
      return { stream: events.placeStream(id), type: events.placeRevived, at, actor: by, payload }
    }),
    ...made.map(({ id, parentId, level, facts }): Event => {
      const payload: events.PlaceAdded = { placeId: id, parentId, level, name: facts.name, importId }
      return { stream: events.placeStream(id), type: events.placeAdded, at, actor: by, payload }
    }),
    ...changes.map(({ id, was, is }) => changeEvent(id, importId, was, is, { by, at })),
  ])
  // Undone from the end: what lies below goes before what it lies in.
  const changed = new Map(changes.map((change) => [change.id, change]))
  const isRevived = new Set(revived.map(({ id }) => id))
  await keepEffects(tx, it, [
    ...revived.map(({ id, facts }) => {
      const change = changed.get(id)
      return { id, was: { ...change?.was, ended: true }, written: change?.is ?? facts }
    }),
    ...changes.filter(({ id }) => !isRevived.has(id)).map(({ id, was, is }) => ({ id, was, written: is })),
    ...made.map(({ id, facts }) => ({ id, was: null, written: facts })),
  ])
}

/** What an import changed of a place, for the ledger. */
export function changeEvent(id: PlaceId, importId: string, was: Facts, is: Facts, { by, at }: By): Event {
  const payload: events.PlaceImported = {
    placeId: id,
    importId,
    changed: differing(was, is),
    was: { name: was.name, nameEn: was.nameEn, households: was.households, floors: was.floors },
    is: { name: is.name, nameEn: is.nameEn, households: is.households, floors: is.floors },
  }
  return { stream: events.placeStream(id), type: events.placeImported, at, actor: by, payload }
}

/** Writes the facts of a place; an outline only where it changed, for it may not have been loaded. */
export async function setFacts(tx: Tx, tenantId: TenantId, id: PlaceId, was: Facts, is: Facts): Promise<void> {
  if (was.name !== is.name) {
    const { rows } = await sql<{ path: string; above: string; aliases: string[]; searchText: string }>`
      select p.path, coalesce(a.search_text, '') as above, p.aliases, p.search_text as "searchText" from places.places p
      left join places.places a on a.tenant_id = p.tenant_id and a.id = p.parent_id
      where p.tenant_id = ${tenantId} and p.id = ${id}`.execute(tx)
    if (rows[0]) await renameSearched(tx, tenantId, rows[0], is.name)
  }
  const shape =
    was.geometry === is.geometry ? sql`` : sql`, geometry = ${is.geometry && JSON.stringify(is.geometry)}::jsonb`
  await sql`update places.places set name = ${is.name}, name_en = ${is.nameEn}, households = ${is.households},
      floors = ${is.floors}, lng = ${is.lng}, lat = ${is.lat}, crs = ${is.crs} ${shape}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

interface NewEffect {
  readonly id: PlaceId
  readonly was: object | null
  readonly written: Facts
}

async function keepEffects(tx: Tx, it: Which, effects: readonly NewEffect[]): Promise<void> {
  for (let from = 0; from < effects.length; from += atOnce) {
    const some = effects.slice(from, from + atOnce)
    await sql`insert into places.import_effects (tenant_id, import_id, n, place_id, was, written)
      select ${it.tenant_id}, ${it.id}, ${from} + e.n, e.place, e.was, e.written
      from unnest(${some.map(({ id }) => id)}::uuid[], ${some.map(({ was }) => was && JSON.stringify(was))}::jsonb[],
        ${some.map(({ written }) => JSON.stringify(written))}::jsonb[]) with ordinality as e(place, was, written, n)`.execute(
      tx,
    )
  }
}
