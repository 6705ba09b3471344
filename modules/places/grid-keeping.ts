import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { GridId, PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type {
  addGrid as addEndpoint,
  gridCandidates as candidatesEndpoint,
  gridHomes as homesEndpoint,
  renameGrid as renameEndpoint,
} from './contract.ts'
import * as events from './events.ts'
import type { Keeping } from './keeping-service.ts'
import { gridPath, keeping } from './place-policy.ts'
import { addGrid as insertGrid } from './place-store.ts'
import { keepers } from './roles.ts'

/** Communities: areas `p` with no area below (GB/T 34300: the borders of a grid do not cross those of its community). */
export const homeSql = sql<boolean>`exists (select from places.levels l
    where l.tenant_id = p.tenant_id and l.code = p.level_code and l.kind = 'area')
  and not exists (select from places.places b join places.levels l on l.tenant_id = b.tenant_id and l.code = b.level_code
    where b.tenant_id = p.tenant_id and b.parent_id = p.id and b.ended_at is null and l.kind = 'area')`

/** Places `p` of which the actor keeps the register. */
function keptSql({ posts }: Actor): RawBuilder<boolean> {
  if (posts.some(({ role }) => role === 'administrator')) return sql`true`
  const own = posts.filter(({ role }) => keepers.some((one) => one === role))
  return sql`(${sql.join([sql`false`, ...own.map(({ placePath }) => sql`starts_with(p.path, ${placePath})`)], sql` or `)})`
}

export async function homesOf(tx: Tx, actor: Actor): Promise<ResponseOf<typeof homesEndpoint>> {
  const { rows: homes } = await sql<ResponseOf<typeof homesEndpoint>['homes'][number]>`
    select p.id as "placeId", p.name, p.name_en as "nameEn",
      (select count(*)::int from places.grids g where g.tenant_id = p.tenant_id and g.place_id = p.id and g.ended_at is null) as grids,
      (select count(*)::int from places.places b join places.levels l on l.tenant_id = b.tenant_id and l.code = b.level_code
        where b.tenant_id = p.tenant_id and b.path >= p.path and b.path < p.path || ':' and b.ended_at is null and l.kind = 'building'
          and not exists (select from places.grid_members m where m.tenant_id = b.tenant_id and m.place_id = b.id and m.to_at is null)
      ) as loose
    from places.places p where p.tenant_id = ${actor.tenantId} and p.ended_at is null and ${homeSql} and ${keptSql(actor)}
    order by p.path limit 2000`.execute(tx)
  return { homes }
}

/** Makes an empty grid. @throws 404 outside the keeper's part; refused where a place is no community, or the name is taken there. */
export async function addGrid(tx: Tx, { actor, by, at }: Keeping, body: BodyOf<typeof addEndpoint>) {
  const { tenantId } = actor
  const { rows } = await sql<{ path: string; code: string; home: boolean }>`
    select p.path, p.code, ${homeSql} as home from places.places p
    where p.tenant_id = ${tenantId} and p.id = ${body.placeId} and p.ended_at is null for no key update of p`.execute(
    tx,
  )
  const place = rows[0] ?? notFound()
  const doer = { ...by, postId: keeping(actor, place.path) }
  if (!place.home)
    fail('refused', 'places.not_a_community', {
      zh: '网格设在社区一级，请选社区',
      en: 'Grids are made in communities; please choose one',
    })
  const { name, nameEn } = namesOf(body)
  await refuseSameName(tx, actor, body.placeId, name, null)
  const code = await freeCode(tx, actor, place.code)
  const id = await insertGrid(tx, tenantId, { placeId: body.placeId, code, name, nameEn }, at)
  const payload: events.GridAdded = { gridId: id, placeId: body.placeId, code, name, nameEn }
  await record(tx, { tenantId, stream: events.gridStream(id), type: events.gridAdded, at, actor: doer, payload })
  return { id, code }
}

const namesOf = ({ name, nameEn = '' }: { readonly name: string; readonly nameEn?: string }) => ({
  ...{ name: name.trim(), nameEn: nameEn.trim() || name.trim() },
})

async function refuseSameName(tx: Tx, { tenantId }: Actor, placeId: PlaceId, name: string, but: GridId | null) {
  const { rows } = await sql`select from places.grids where tenant_id = ${tenantId} and place_id = ${placeId}
    and name = ${name} and ended_at is null and id is distinct from ${but}::uuid`.execute(tx)
  if (rows.length === 0) return
  const words = { zh: '这个社区已经有同名的网格', en: 'The community has a grid of that name already' }
  fail('conflict', 'places.same_grid_name', words, [{ path: 'name', words }])
}

/** The community's code and the next number that no grid of the tenant ever had. */
async function freeCode(tx: Tx, { tenantId }: Actor, code: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select n from generate_series(1, 1000000) n
    where not exists (select from places.grids g where g.tenant_id = ${tenantId} and g.code = ${code} || '-G' || n)
    order by n limit 1`.execute(tx)
  return `${code}-G${rows[0]?.n ?? 1}`
}

export async function renameGrid(
  tx: Tx,
  { actor, by, at }: Keeping,
  gridId: GridId,
  body: BodyOf<typeof renameEndpoint>,
) {
  const { tenantId } = actor
  const doer = { ...by, postId: keeping(actor, await gridPath(tx, actor, gridId)) }
  const { rows } = await sql<{ placeId: PlaceId; name: string; nameEn: string }>`select place_id as "placeId", name,
    name_en as "nameEn" from places.grids where tenant_id = ${tenantId} and id = ${gridId} for no key update`.execute(
    tx,
  )
  const { placeId, ...was } = rows[0] ?? notFound()
  const is = namesOf(body)
  await refuseSameName(tx, actor, placeId, is.name, gridId)
  await sql`update places.grids set name = ${is.name}, name_en = ${is.nameEn}
    where tenant_id = ${tenantId} and id = ${gridId}`.execute(tx)
  const payload: events.GridRenamed = { gridId, was, is }
  await record(tx, { tenantId, stream: events.gridStream(gridId), type: events.gridRenamed, at, actor: doer, payload })
}

/** Buildings of the grid's community that lie elsewhere, those in no grid first. */
export async function candidatesFor(
  tx: Tx,
  actor: Actor,
  gridId: GridId,
): Promise<ResponseOf<typeof candidatesEndpoint>> {
  const path = await gridPath(tx, actor, gridId)
  keeping(actor, path)
  const { rows: buildings } = await sql<ResponseOf<typeof candidatesEndpoint>['buildings'][number]>`
    select p.id, p.name, p.name_en as "nameEn", p.households,
      case when a.path = ${path} then '' else a.name end as above, case when a.path = ${path} then '' else a.name_en end as "aboveEn",
      case when g.id is not null then jsonb_build_object('name', g.name, 'nameEn', g.name_en) end as grid
    from places.places p join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code and l.kind = 'building'
      join places.places a on a.tenant_id = p.tenant_id and a.id = p.parent_id
      left join places.grid_members m on m.tenant_id = p.tenant_id and m.place_id = p.id and m.to_at is null
      left join places.grids g on g.tenant_id = m.tenant_id and g.id = m.grid_id
    where p.tenant_id = ${actor.tenantId} and p.path >= ${path} and p.path < ${`${path}:`} and p.ended_at is null
      and m.grid_id is distinct from ${gridId} order by g.id is not null, p.path limit 2000`.execute(tx)
  return { buildings }
}
