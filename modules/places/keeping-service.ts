import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { addPlace as addEndpoint, changePlace as changeEndpoint } from './contract.ts'
import * as events from './events.ts'
import { searchText } from './place-names.ts'
import { keeping } from './place-policy.ts'
import { addPlaces, lockNumbers } from './place-store.ts'
import { refuseInUse } from './place-uses.ts'
import { type LevelKind, mine } from './tables.ts'

/** Who keeps the register, and when. */
export interface Keeping {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

export interface KeptPlace {
  readonly id: PlaceId
  readonly path: string
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly households: number
  readonly aliases: string[]
  readonly searchText: string
  readonly above: string
  readonly rank: number
  readonly kind: LevelKind
}

/** A live place of the actor's part, locked; what lies outside is not there. */
export async function lockPlace(tx: Tx, { actor, by }: Keeping, placeId: PlaceId) {
  const { rows } = await sql<KeptPlace>`
    select p.id, p.path, p.code, p.name, p.name_en as "nameEn", p.households, p.aliases, p.search_text as "searchText",
      coalesce(a.search_text, '') as above, l.rank, l.kind
    from places.places p
    join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code
    left join places.places a on a.tenant_id = p.tenant_id and a.id = p.parent_id
    where p.tenant_id = ${actor.tenantId} and p.id = ${placeId} and p.ended_at is null for no key update of p`.execute(
    tx,
  )
  const place = rows[0] ?? notFound()
  return { place, doer: { ...by, postId: keeping(actor, place.path) } }
}

/** Adds a place below another; its code follows from that one's. */
export async function addPlace(tx: Tx, keeper: Keeping, parentId: PlaceId, body: BodyOf<typeof addEndpoint>) {
  const { actor, at } = keeper
  const { tenantId } = actor
  const { place: parent, doer } = await lockPlace(tx, keeper, parentId)
  await refuseLevel(tx, actor, parent, body.level)
  const [name, nameEn] = [body.name.trim(), body.nameEn?.trim() ?? '']
  await refuseSameName(tx, actor, parentId, name, null)
  const id = newId<'place'>()
  const code = await freeCode(tx, actor, parent)
  const { level, households = 0, lng = null, lat = null, crs = 'WGS84' } = body
  if ((lng === null) !== (lat === null)) {
    const words = { zh: '经度和纬度要一起填', en: 'Longitude and latitude go together' }
    fail('invalid', 'places.half_a_point', words, [{ path: lng === null ? 'lng' : 'lat', words }])
  }
  const row = { id, parentId, level, code, name, nameEn: nameEn || name, households, lng, lat, crs }
  await addPlaces(tx, tenantId, [row], at)
  const payload: events.PlaceAdded = { placeId: id, parentId, level, name }
  await record(tx, { tenantId, stream: events.placeStream(id), type: events.placeAdded, at, actor: doer, payload })
  return { id, code }
}

/** A level lies below its parent's; inside a building stands nothing but what is inside. */
async function refuseLevel(tx: Tx, { tenantId }: Actor, parent: KeptPlace, level: string): Promise<void> {
  const { rows } = await sql<{ rank: number }>`select rank from places.levels
    where tenant_id = ${tenantId} and code = ${level}`.execute(tx)
  if (rows[0] && rows[0].rank > parent.rank) return
  const words = { zh: '这个层级不能放在这里', en: 'This level does not go here' }
  fail('invalid', 'places.wrong_level', words, [{ path: 'level', words }])
}

async function refuseSameName(
  tx: Tx,
  { tenantId }: Actor,
  parentId: PlaceId | null,
  name: string,
  but: PlaceId | null,
) {
  const { rows } = await sql`select from places.places where tenant_id = ${tenantId} and parent_id = ${parentId}::uuid
    and name = ${name} and ended_at is null and id is distinct from ${but}::uuid`.execute(tx)
  if (rows.length === 0) return
  const words = { zh: '这里已经有同名的地点', en: 'A place of that name is here already' }
  fail('conflict', 'places.same_name', words, [{ path: 'name', words }])
}

/** The parent's code with the next number behind it that nobody has; codes are never given again. */
async function freeCode(tx: Tx, { tenantId }: Actor, { id, code }: KeptPlace): Promise<string> {
  const { rows } = await sql<{ n: number }>`select n from generate_series(1 + (select count(*)::int from places.places
      where tenant_id = ${tenantId} and parent_id = ${id}), 1000000) n
    where not exists (select from places.places p where p.tenant_id = ${tenantId} and p.code = ${code} || '-' || n)
    order by n limit 1`.execute(tx)
  return `${code}-${rows[0]?.n ?? 1}`
}

/** Another name or number of households; searches below find it by the new name at once. */
export async function changePlace(tx: Tx, keeper: Keeping, placeId: PlaceId, body: BodyOf<typeof changeEndpoint>) {
  const { actor, at } = keeper
  const { tenantId } = actor
  const { place, doer } = await lockPlace(tx, keeper, placeId)
  const is = {
    name: body.name.trim(),
    nameEn: body.nameEn?.trim() || body.name.trim(),
    households: body.households ?? place.households,
  }
  const parent = await sql<{ id: PlaceId | null }>`select parent_id as id from places.places
    where tenant_id = ${tenantId} and id = ${placeId}`.execute(tx)
  await refuseSameName(tx, actor, parent.rows[0]?.id ?? null, is.name, placeId)
  await renameSearched(tx, tenantId, place, is.name)
  await sql`update places.places set name = ${is.name}, name_en = ${is.nameEn}, households = ${is.households}
    where tenant_id = ${tenantId} and id = ${placeId}`.execute(tx)
  const was = { name: place.name, nameEn: place.nameEn, households: place.households }
  const payload: events.PlaceChanged = { placeId, was, is }
  await record(tx, {
    tenantId,
    stream: events.placeStream(placeId),
    type: events.placeChanged,
    at,
    actor: doer,
    payload,
  })
}

/** Writes the new name into the search texts of a place and of all below it. Call it before the name itself changes. */
export async function renameSearched(
  tx: Tx,
  tenantId: TenantId,
  place: Pick<KeptPlace, 'path' | 'above' | 'aliases' | 'searchText'>,
  name: string,
): Promise<void> {
  const text = searchText(place.above, name, place.aliases)
  // PostgreSQL counts characters; `length` counts rare ones twice.
  const before = [...place.searchText].length
  await sql`update places.places set search_text = ${text} || substr(search_text, ${before + 1}::int)
    where tenant_id = ${tenantId} and path >= ${place.path} and path < ${`${place.path}:`}`.execute(tx)
}

/** Retires a place: it is offered no more, leaves its grid, and keeps its history. */
export async function retirePlace(tx: Tx, keeper: Keeping, placeId: PlaceId, why: string): Promise<void> {
  const { actor, at } = keeper
  const { tenantId } = actor
  // Whoever adds places waits meanwhile, and sees that this one is gone.
  await lockNumbers(tx, tenantId)
  const { place, doer } = await lockPlace(tx, keeper, placeId)
  const below = await sql`select from places.places where tenant_id = ${tenantId} and parent_id = ${placeId}
    and ended_at is null limit 1`.execute(tx)
  if (/^\/\d+\/$/.test(place.path))
    fail('refused', 'places.root', {
      zh: '这是最上面的地点，不能停用',
      en: 'This is the topmost place; it cannot be retired',
    })
  if (below.rows.length > 0)
    fail('refused', 'places.not_empty', {
      zh: '下面还有在用的地点，请先停用下级',
      en: 'Places below it are still in use; retire those first',
    })
  await refuseInUse(tx, tenantId, place.path)
  await endPlace(tx, tenantId, placeId, at)
  const payload: events.PlaceRetired = { placeId, why }
  await record(tx, {
    tenantId,
    stream: events.placeStream(placeId),
    type: events.placeRetired,
    at,
    actor: doer,
    payload,
  })
}

/** Ends a place and leaves its grid at the same instant. */
export async function endPlace(tx: Tx, tenantId: TenantId, placeId: PlaceId, at: Date): Promise<void> {
  await mine(tx)
    .updateTable('places.places')
    .set({ ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', placeId)
    .execute()
  await sql`update places.grid_members set to_at = ${at}
    where tenant_id = ${tenantId} and place_id = ${placeId} and to_at is null`.execute(tx)
}
