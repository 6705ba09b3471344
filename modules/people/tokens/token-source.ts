import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor } from '../../../kernel/actor.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { PersonId, SessionId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { BearerUse, SessionSource } from '../../../kernel/http/session.ts'
import { networkOf } from '../proof.ts'
import { tenantOfToken, tokenHash } from '../token-form.ts'
import { type TokenEvent, type TokenId, tokenEvents, tokenStream } from './events.ts'

/** What stands before every token, so that one that was lost can be found. */
export const tokenPrefix = 'lrt_'

/** Requests a minute by one token. */
const mostPerMinute = 120
/** Days for which it is known how often an endpoint was read. */
const countedDays = 180

const unknown = (): never =>
  fail('unauthenticated', 'people.bad_token', {
    zh: '令牌不对、已到期、已收回，或建立它的人已离开该岗位',
    en: 'The token is not known, has expired or was taken back, or whoever made it has left the post',
  })

interface TokenRow {
  readonly id: TokenId
  readonly name: string
  readonly scopes: string[]
  readonly post: Omit<ActingPost, 'how'>
  readonly usedToday: boolean
  readonly full: boolean
}

/**
 * Who a token acts for: its post and nothing else. Throws a Failure where it is not good, does not cover the endpoint, or was
 * used too often. Each use is counted, refused ones as well; the first of a day is told in the ledger.
 */
export const actorOfBearer: SessionSource['actorOfBearer'] = async (db, token, use) => {
  const tenantId = token.startsWith(tokenPrefix) ? tenantOfToken(token.slice(tokenPrefix.length)) : null
  if (!tenantId) return unknown()
  const row = await db.of(tenantId).tx((tx) => countUse(tx, tenantId, token, use))
  if (row.full)
    fail('too_many', 'people.token_too_often', { zh: '这一分钟的请求太多', en: 'Too many requests in this minute' })
  if (use.scope === null || !row.scopes.includes(use.scope))
    fail('forbidden', 'people.token_scope', { zh: '这个令牌不能读取这项内容', en: 'This token may not read that' })
  // It speaks for the post, not for the person: what they see as a neighbour is not the script's.
  const nobody = row.id as string as PersonId
  return {
    ...{ tenantId, personId: nobody, sessionId: row.id as string as SessionId, name: row.name },
    posts: [{ ...row.post, how: 'own' }],
  } satisfies Actor
}

/** The day in China of an instant, whatever the zone of the database. */
const dayOf = (instant: RawBuilder<unknown>) => sql`(${instant} at time zone 'Asia/Shanghai')::date`

async function countUse(tx: Tx, tenantId: TenantId, token: string, { at, ip, endpoint }: BearerUse): Promise<TokenRow> {
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000)
  const { rows } = await sql<TokenRow>`
    with good as (
      select k.tenant_id, k.id, k.last_used_at, jsonb_build_object('postId', p.id, 'role', p.role, 'placeId', p.place_id,
          'placePath', p.place_path, 'gridId', p.grid_id) as post
      from people.tokens k
      join people.tenures t on t.tenant_id = k.tenant_id and t.id = k.tenure_id and (t.to_at is null or t.to_at > ${at})
      join people.accounts a on a.tenant_id = k.tenant_id and a.person_id = k.person_id and a.disabled_at is null
        and not a.must_change
      cross join lateral (select * from people.posts_view p where p.tenant_id = k.tenant_id and p.id = k.post_id
        and p.abolished_at is null limit 1) p
      where k.tenant_id = ${tenantId} and k.token_hash = ${tokenHash(token)} and k.revoked_at is null
        and k.expires_at > ${at}
        -- As the session has it: no authenticator, no administrator.
        and (p.role <> 'administrator' or a.totp_confirmed_at is not null or not coalesce((select s.second_factor
          from people.safety s where s.tenant_id = k.tenant_id order by s.version desc limit 1), false))
      for update of k)
    update people.tokens k set last_used_at = ${at}, last_net = ${networkOf(ip)}, used = k.used + 1, minute_at = ${minute},
      minute_used = case when k.minute_at = ${minute} then least(k.minute_used + 1, ${mostPerMinute} + 1) else 1 end
    from good where k.tenant_id = good.tenant_id and k.id = good.id
    returning k.id, k.name, k.scopes, good.post, k.minute_used > ${mostPerMinute} as full,
      coalesce(${dayOf(sql`good.last_used_at`)} = ${dayOf(sql`${at}::timestamptz`)}, false) as "usedToday"`.execute(tx)
  const row = rows[0] ?? unknown()
  await sql`insert into people.token_uses (tenant_id, token_id, used_on, endpoint, uses)
    values (${tenantId}, ${row.id}, ${dayOf(sql`${at}::timestamptz`)}, ${endpoint}, 1)
    on conflict (tenant_id, token_id, used_on, endpoint) do update set uses = token_uses.uses + 1`.execute(tx)
  if (!row.usedToday) await tellFirstOfDay(tx, tenantId, row, { at, ip })
  return row
}

async function tellFirstOfDay(
  tx: Tx,
  tenantId: TenantId,
  { id, post }: TokenRow,
  { at, ip }: Pick<BearerUse, 'at' | 'ip'>,
): Promise<void> {
  await sql`delete from people.token_uses where tenant_id = ${tenantId} and token_id = ${id}
    and used_on < ${dayOf(sql`${at}::timestamptz`)} - ${countedDays}::int`.execute(tx)
  const payload: TokenEvent = { tokenId: id, postId: post.postId, net: networkOf(ip) }
  const actor = { personId: null, postId: post.postId, via: 'api' } as const
  await record(tx, { tenantId, stream: tokenStream(id), type: tokenEvents.used, at, actor, payload })
}
