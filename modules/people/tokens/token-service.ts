import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { proveAgain } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { type Id, newId, type PostId } from '../../../kernel/contract/ids.ts'
import type { TokenScope } from '../../../kernel/contract/token-scope.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { mustProve } from '../safety.ts'
import { newSecretToken, tokenHash } from '../token-form.ts'
import type { makeToken as makeTokenEndpoint, TokenView } from './contract.ts'
import { type TokenEvent, type TokenId, tokenEvents, tokenStream } from './events.ts'
import { tokenMakers } from './roles.ts'
import { tokenPrefix } from './token-source.ts'

/** Tokens that one person has at a time. */
const mostTokens = 10

export interface Keeping {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

const ownPosts = ({ posts }: Actor): PostId[] =>
  posts.filter(({ how, role }) => how === 'own' && tokenMakers.includes(role)).map(({ postId }) => postId)

/**
 * Makes a token for one of one's own posts. Refused where the last proof of who one is is too old.
 * @returns it, which nobody can read again.
 */
export async function makeToken(
  tx: Tx,
  { actor, by, at }: Keeping,
  { name, postId, scopes, days }: BodyOf<typeof makeTokenEndpoint>,
): Promise<{ id: TokenId; token: string }> {
  const { tenantId, personId } = actor
  if (!ownPosts(actor).includes(postId)) notFound()
  if (await mustProve(tx, actor, at))
    fail('refused', proveAgain, {
      zh: '新建令牌前，请再确认一次是您本人',
      en: 'Before a token is made, please show once more that it is you',
    })
  // Two at once count one after the other.
  await sql`select from people.persons where tenant_id = ${tenantId} and id = ${personId} for update`.execute(tx)
  const { rows } = await sql<{ tenure: Id<'tenure'>; n: number }>`select t.id as tenure, (select count(*)::int
      from people.tokens k where k.tenant_id = t.tenant_id and k.person_id = t.person_id and k.revoked_at is null
        and k.expires_at > ${at}) as n
    from people.tenures t where t.tenant_id = ${tenantId} and t.post_id = ${postId} and t.person_id = ${personId}
      and t.from_at <= ${at} and t.to_at is null`.execute(tx)
  const { tenure, n } = rows[0] ?? notFound()
  if (n >= mostTokens)
    fail('refused', 'people.too_many_tokens', {
      zh: `每人最多 ${mostTokens} 个令牌，请先收回不用的`,
      en: `One may have ${mostTokens} tokens. Take back one that is not used`,
    })
  const id: TokenId = newId()
  const token = `${tokenPrefix}${newSecretToken(tenantId)}`
  const expiresAt = new Date(at.getTime() + days * 86_400_000)
  await sql`insert into people.tokens (tenant_id, id, name, token_hash, scopes, tenure_id, post_id, person_id, made_at,
      expires_at)
    values (${tenantId}, ${id}, ${name.trim()}, ${tokenHash(token)}, ${[...scopes]}::text[], ${tenure}, ${postId},
      ${personId}, ${at}, ${expiresAt})`.execute(tx)
  const payload: TokenEvent = { tokenId: id, postId, scopes, expiresAt: expiresAt.toISOString() }
  await record(tx, { tenantId, stream: tokenStream(id), type: tokenEvents.made, at, actor: { ...by, postId }, payload })
  return { id, token }
}

const isAdministrator = ({ posts }: Actor): boolean => posts.some(({ role }) => role === 'administrator')

/** One's own, or any for an administrator; 404 else. Taking it back twice changes nothing. */
export async function revokeToken(tx: Tx, { actor, by, at }: Keeping, id: TokenId): Promise<void> {
  const { tenantId, personId } = actor
  const { rows } = await sql<{ postId: PostId; revoked: boolean }>`select post_id as "postId",
      revoked_at is not null as revoked from people.tokens where tenant_id = ${tenantId} and id = ${id}
      and (${isAdministrator(actor)} or person_id = ${personId}) for update`.execute(tx)
  const { postId, revoked } = rows[0] ?? notFound()
  if (revoked) return
  await sql`update people.tokens set revoked_at = ${at} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const payload: TokenEvent = { tokenId: id, postId }
  await record(tx, { tenantId, stream: tokenStream(id), type: tokenEvents.revoked, at, actor: by, payload })
}

/** Whoever changes their password, or lost their authenticator, may have lost their tokens too: all of theirs end. */
export async function revokeAllOf(
  tx: Tx,
  { tenantId, by, at }: Omit<Keeping, 'actor'> & Pick<Actor, 'tenantId'>,
  personId: Actor['personId'],
): Promise<void> {
  const { rows } = await sql<{ id: TokenId; postId: PostId }>`update people.tokens set revoked_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId} and revoked_at is null
    returning id, post_id as "postId"`.execute(tx)
  for (const { id, postId } of rows) {
    const payload: TokenEvent = { tokenId: id, postId }
    await record(tx, { tenantId, stream: tokenStream(id), type: tokenEvents.revoked, at, actor: by, payload })
  }
}

interface TokenRow extends Omit<TokenView, 'post' | 'madeAt' | 'expiresAt' | 'lastUsedAt' | 'scopes'> {
  readonly scopes: TokenScope[]
  readonly postName: string
  readonly postNameEn: string
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
}

/** Those that are good first; at most 200. */
export async function tokensFor(tx: Tx, actor: Actor, now: Date): Promise<TokenView[]> {
  const { tenantId, personId } = actor
  const { rows } = await sql<TokenRow>`
    select k.id, k.name, k.scopes, p.name as "postName", p.name_en as "postNameEn", n.name as "madeBy",
      k.made_at as "madeAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.last_net as "lastNet",
      k.used::float8 as used, coalesce((select json_agg(json_build_object('endpoint', u.endpoint, 'uses', u.uses) order by u.uses desc)
        from (select endpoint, sum(uses)::int as uses from people.token_uses u where u.tenant_id = k.tenant_id
          and u.token_id = k.id and u.used_on > ${now}::date - 30 group by endpoint) u), '[]') as uses,
      case when k.revoked_at is not null then 'revoked' when k.expires_at <= ${now} then 'expired'
        when t.to_at <= ${now} then 'left' end as over
    from people.tokens k join people.tenures t on t.tenant_id = k.tenant_id and t.id = k.tenure_id
    join people.posts p on p.tenant_id = k.tenant_id and p.id = k.post_id
    join people.persons n on n.tenant_id = k.tenant_id and n.id = k.person_id
    where k.tenant_id = ${tenantId} and (${isAdministrator(actor)} or k.person_id = ${personId})
    order by over nulls first, k.made_at desc limit 200`.execute(tx)
  return rows.map(({ postName, postNameEn, madeAt, expiresAt, lastUsedAt, ...row }) => ({
    ...row,
    post: { zh: postName, en: postNameEn || postName },
    madeAt: madeAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }))
}

/** The posts for which the actor may make one. */
export async function postsForTokens(tx: Tx, actor: Actor): Promise<{ id: PostId; name: Words }[]> {
  const { rows } = await sql<{ id: PostId; zh: string; en: string }>`select id, name as zh, name_en as en
    from people.posts where tenant_id = ${actor.tenantId} and id = any(${ownPosts(actor)}::uuid[]) order by name`.execute(
    tx,
  )
  return rows.map(({ id, zh, en }) => ({ id, name: { zh, en: en || zh } }))
}
