import type { PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'

interface Names {
  readonly name: string
  readonly nameEn: string
}
const unknown: Names = { name: '', nameEn: '' }

/** Names of places, each looked up once: `of(id)` is what a view shows. */
export async function placeNames(tx: Tx, tenantId: TenantId, ids: readonly PlaceId[]) {
  const { rows } = await sql<Names & { id: PlaceId }>`select id, name, name_en as "nameEn" from places.places_view
    where tenant_id = ${tenantId} and id = any(${[...new Set(ids)]}::uuid[])`.execute(tx)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (id: PlaceId) => byId.get(id) ?? { id, ...unknown }
}

/** Names of posts. */
export async function postNames(tx: Tx, tenantId: TenantId, ids: readonly (PostId | null)[]) {
  const { rows } = await sql<Names & { id: PostId }>`select id, name, name_en as "nameEn" from people.posts_view
    where tenant_id = ${tenantId} and id = any(${[...new Set(ids)].filter((id) => id !== null)}::uuid[])`.execute(tx)
  const byId = new Map(rows.map(({ id, name, nameEn }) => [id, { name, nameEn }]))
  return (id: PostId | null): Names => (id && byId.get(id)) || unknown
}

/** Masked names of people. */
export async function maskedNames(tx: Tx, tenantId: TenantId, ids: readonly PersonId[]) {
  const { rows } = await sql<{ id: PersonId; name: string }>`select id, name from people.persons_view
    where tenant_id = ${tenantId} and id = any(${[...new Set(ids)]}::uuid[])`.execute(tx)
  const byId = new Map(rows.map(({ id, name }) => [id, maskName(name)]))
  return (id: PersonId) => byId.get(id) ?? ''
}
