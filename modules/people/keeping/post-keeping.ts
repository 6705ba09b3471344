import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { PlaceId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { type PostAbolished, type PostAdded, postAbolished, postAdded, postStream } from '../events.ts'
import { loadsOf } from '../handover/post-load.ts'
import { addPosts } from '../register-store.ts'
import { type Doing, type LockedPost, leaveOffice, lockPost, type Office } from '../tenure-service.ts'
import type { addPost as addEndpoint, listPostKinds as kindsEndpoint } from './contract.ts'
import { type HangingRung, passingUnder, superiorOf } from './superior.ts'

export async function postKinds(tx: Tx, tenantId: TenantId): Promise<ResponseOf<typeof kindsEndpoint>> {
  const { rows: kinds } = await sql<ResponseOf<typeof kindsEndpoint>['kinds'][number]>`select code, role, name,
      chain_step as "chainStep" from people.post_kinds
    where tenant_id = ${tenantId} and role <> 'administrator' order by chain_step nulls last, code`.execute(tx)
  return { kinds }
}

/** One at a time: each looks at all others for whom it answers to. */
export const lockChain = (tx: Tx, tenantId: TenantId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`posts:${tenantId}`}, 0))`.execute(tx)

/** Makes an empty post. @throws invalid where the kind is unknown or the grid is not that place's; conflict where the name is taken there. */
export async function addPost(
  tx: Tx,
  { actor, by, at }: Doing,
  body: BodyOf<typeof addEndpoint>,
): Promise<ResponseOf<typeof addEndpoint>> {
  const { tenantId } = actor
  await lockChain(tx, tenantId)
  const kind = await kindOf(tx, tenantId, body.kind)
  const placePath = await livePlace(tx, tenantId, body.placeId)
  await refuseBadGrid(tx, tenantId, kind.role, body)
  const { placeId, gridId = null } = body
  const [name, nameEn] = [body.name.trim(), body.nameEn?.trim() || body.name.trim()]
  await refuseSameName(tx, tenantId, placeId, name)
  const others = await rungs(tx, tenantId)
  const rung = { chainStep: kind.chainStep, placePath }
  const reportsTo = superiorOf(rung, others) ?? notFound()
  const officePhone = body.officePhone?.trim() || null
  const [postId] = await addPosts(
    tx,
    tenantId,
    [{ kind: body.kind, placeId, gridId, reportsTo, name, nameEn, officePhone }],
    at,
  )
  if (!postId) throw new Error('the post was not made')
  const under = passingUnder(rung, reportsTo, others)
  await hangUnder(tx, tenantId, postId, under)
  const payload: PostAdded = {
    postId,
    kind: body.kind,
    placeId,
    gridId,
    reportsTo,
    name,
    under,
  }
  await record(tx, { tenantId, stream: postStream(postId), type: postAdded, at, actor: by, payload })
  return { postId, reportsTo }
}

async function kindOf(tx: Tx, tenantId: TenantId, code: string): Promise<{ role: Role; chainStep: number | null }> {
  const { rows } = await sql<{ role: Role; chainStep: number | null }>`select role, chain_step as "chainStep"
    from people.post_kinds where tenant_id = ${tenantId} and code = ${code} and role <> 'administrator'`.execute(tx)
  if (rows[0]) return rows[0]
  const words = { zh: '请选一种岗位', en: 'Please choose a kind of post' }
  return fail('invalid', 'people.unknown_post_kind', words, [{ path: 'kind', words }])
}

async function livePlace(tx: Tx, tenantId: TenantId, placeId: PlaceId): Promise<string> {
  const { rows } = await sql<{ path: string }>`select path from places.places_view
    where tenant_id = ${tenantId} and id = ${placeId} and ended_at is null`.execute(tx)
  return rows[0]?.path ?? notFound()
}

async function refuseBadGrid(
  tx: Tx,
  tenantId: TenantId,
  role: Role,
  { placeId, gridId }: BodyOf<typeof addEndpoint>,
): Promise<void> {
  const words =
    role === 'grid_worker'
      ? { zh: '请选这个社区的一个网格', en: 'Choose a grid of that community' }
      : { zh: '只有网格员属于网格', en: 'Only grid workers belong to a grid' }
  const { rows } =
    await sql`select from places.grids_view where tenant_id = ${tenantId} and id = ${gridId ?? null}::uuid
    and place_id = ${placeId} and ended_at is null`.execute(tx)
  if (role === 'grid_worker' ? rows.length === 0 : gridId !== undefined)
    fail('invalid', 'people.wrong_grid', words, [{ path: 'gridId', words }])
}

async function refuseSameName(tx: Tx, tenantId: TenantId, placeId: PlaceId, name: string): Promise<void> {
  const { rows } = await sql`select from people.posts where tenant_id = ${tenantId} and place_id = ${placeId}
    and name = ${name} and abolished_at is null limit 1`.execute(tx)
  if (rows.length === 0) return
  const words = { zh: '这里已经有同名的岗位', en: 'There is a post of that name here already' }
  fail('conflict', 'people.same_post_name', words, [{ path: 'name', words }])
}

/** Posts that answer to a new one from now on. */
export async function hangUnder(tx: Tx, tenantId: TenantId, postId: PostId, under: readonly PostId[]): Promise<void> {
  if (under.length === 0) return
  await sql`update people.posts set reports_to = ${postId}
    where tenant_id = ${tenantId} and id = any(${[...under]}::uuid[])`.execute(tx)
}

/** All live posts as the chain sees them, the oldest first. */
export async function rungs(tx: Tx, tenantId: TenantId): Promise<HangingRung[]> {
  const { rows } = await sql<HangingRung>`select v.id, k.chain_step as "chainStep", v.place_path as "placePath",
      p.reports_to is null as root, p.reports_to as "reportsTo", k.role = 'administrator' as apart
    from people.posts_view v join people.posts p on p.tenant_id = v.tenant_id and p.id = v.id
      join people.post_kinds k on k.tenant_id = p.tenant_id and k.code = p.kind_code
    where v.tenant_id = ${tenantId} and p.abolished_at is null order by p.created_at, p.id`.execute(tx)
  return rows
}

/** Abolishes a post. @throws refused for a root, and where something waits with it or a hand-over is planned. */
export async function abolishPost(tx: Tx, doing: Doing, postId: PostId, why: string): Promise<void> {
  const { actor, by, at } = doing
  const { tenantId } = actor
  await lockChain(tx, tenantId)
  const post = await lockPost(tx, tenantId, postId)
  const { rows } = await sql<{ above: PostId | null; planned: boolean }>`select reports_to as above,
      exists (select from people.handovers h where h.tenant_id = p.tenant_id and h.post_id = p.id and h.state = 'planned') as planned
    from people.posts p where tenant_id = ${tenantId} and id = ${postId}`.execute(tx)
  const { above = null, planned = false } = rows[0] ?? {}
  if (above === null)
    fail('refused', 'people.root_post', { zh: '最上级的岗位不能撤销', en: 'The uppermost post cannot be abolished' })
  if (planned)
    fail('refused', 'people.handover_planned', {
      zh: '这个岗位有待生效的交接，请先取消',
      en: 'A hand-over of this post is planned; call it off first',
    })
  const waits = (await loadsOf(tx, { tenantId, postIds: [postId], at })).get(postId) ?? []
  if (waits.length > 0)
    fail('refused', 'people.post_not_empty', {
      zh: `还有事在这个岗位上：${waits.map(({ words, count }) => `${words.zh} ${count}`).join('、')}。请先转走`,
      en: `Something waits with this post: ${waits.map(({ words, count }) => `${words.en} ${count}`).join(', ')}. Pass it on first`,
    })
  await dissolvePost(tx, { tenantId, by, at }, post, above, why)
}

/** Takes a post away: its holder leaves, and who answered to it answers to the one above. The caller has locked and allowed it. */
export async function dissolvePost(
  tx: Tx,
  office: Office,
  post: LockedPost,
  above: PostId,
  why: string,
): Promise<void> {
  const { tenantId, by, at } = office
  const postId = post.id
  await leaveOffice(tx, office, post, why)
  const { rows: below } = await sql<{ id: PostId }>`update people.posts set reports_to = ${above}
    where tenant_id = ${tenantId} and reports_to = ${postId} returning id`.execute(tx)
  await sql`update people.posts set abolished_at = ${at} where tenant_id = ${tenantId} and id = ${postId}`.execute(tx)
  const payload: PostAbolished = { postId, why, under: below.map(({ id }) => id), above }
  await record(tx, { tenantId, stream: postStream(postId), type: postAbolished, at, actor: by, payload })
}
