import { type Actor, rolesOf } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, PostId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { tenantName } from '../../kernel/tenants.ts'
import { accountOf } from './account-store.ts'
import type { Me } from './contract.ts'
import { placeName, placeNameEn } from './post-queries.ts'
import { demanded, heldPosts, safetyOf } from './safety.ts'

/** The actor as their own screens show them. */
export async function meOf(tx: Tx, actor: Actor, at: Date): Promise<Me> {
  const account = (await accountOf(tx, actor.tenantId, actor.personId)) ?? notFound()
  const names = await postNames(tx, actor)
  return {
    personId: actor.personId,
    name: actor.name,
    login: account.login,
    roles: [...rolesOf(actor)],
    mustChangePassword: account.mustChange,
    secondFactor: account.secondFactor,
    mustEnrol: !account.secondFactor && (await mustEnrol(tx, actor, at)),
    hasPassword: account.passwordHash !== null,
    tenant: await tenantName(tx, actor.tenantId),
    posts: actor.posts.map(({ postId, role, placeId, gridId, how }) => {
      const { name = '', nameEn = '', placeName = '', placeNameEn = '' } = names.get(postId) ?? {}
      return { postId, role, name, nameEn, placeId, placeName, placeNameEn, gridId, how }
    }),
    homePlace: await homeOf(tx, actor),
  }
}

/** Whether posts of this session are closed for want of an authenticator, as `people.session_actor` has it. */
async function mustEnrol(tx: Tx, { tenantId, personId, sessionId }: Actor, at: Date): Promise<boolean> {
  const { rows } = await sql<{ opens: boolean }>`select idle_hours <= 12 as opens from people.sessions
    where tenant_id = ${tenantId} and id = ${sessionId}`.execute(tx)
  return rows[0]?.opens === true && demanded(await safetyOf(tx, tenantId), await heldPosts(tx, tenantId, personId, at))
}

interface PostName {
  id: PostId
  name: string
  nameEn: string
  placeName: string
  placeNameEn: string
}

async function postNames(tx: Tx, actor: Actor): Promise<Map<PostId, PostName>> {
  const ids = actor.posts.map((post) => post.postId)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<PostName>`
    select p.id, p.name, p.name_en as "nameEn", ${placeName} as "placeName",
      ${placeNameEn} as "placeNameEn" from people.posts p
    join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
    left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
    where p.tenant_id = ${actor.tenantId} and p.id = any(${ids})`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

async function homeOf(tx: Tx, { tenantId, personId }: Actor): Promise<{ id: PlaceId; name: string } | null> {
  const { rows } = await sql<{ id: PlaceId; name: string }>`
    select l.id, ${placeName} as name from people.persons n
    join places.places_view l on l.tenant_id = n.tenant_id and l.id = n.home_place_id
    left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
    where n.tenant_id = ${tenantId} and n.id = ${personId}`.execute(tx)
  return rows[0] ?? null
}
