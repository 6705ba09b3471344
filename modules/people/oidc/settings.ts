import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { takeTurn } from '../../../kernel/take-turn.ts'
import { callbackPath, type MappingLine, type OidcView, type saveOidc } from '../oidc-contract.ts'
import { setApart } from '../post-policy.ts'
import { type OidcSaved, oidcSaved, oidcStream } from './events.ts'

type Body = BodyOf<typeof saveOidc>

/** How a tenant's people sign in by a provider, as it holds now. */
export interface OidcSettings {
  readonly version: number
  readonly isOn: boolean
  readonly name: string
  readonly nameEn: string
  readonly issuer: string
  readonly clientId: string
  readonly secretSealed: Buffer | null
  readonly scopes: string
  readonly accountClaim: string
  readonly opensAccounts: boolean
  readonly origin: string
  readonly mapping: readonly MappingLine[]
  readonly savedAt: Date
}

/** The newest version; null: never set up. */
export async function oidcOf(tx: Tx, tenantId: TenantId): Promise<OidcSettings | null> {
  const { rows } = await sql<OidcSettings>`select version, is_on as "isOn", name, name_en as "nameEn", issuer,
      client_id as "clientId", secret_sealed as "secretSealed", scopes, account_claim as "accountClaim",
      opens_accounts as "opensAccounts", origin, mapping, saved_at as "savedAt"
    from people.oidc_settings where tenant_id = ${tenantId} order by version desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** In one spelling: a port that goes without saying is left out. */
export const redirectUriOf = (origin: string): string => new URL(callbackPath, origin).href

interface MappedPost {
  readonly id: PostId
  readonly name: string
  readonly nameEn: string
  readonly placeName: string
  readonly placeNameEn: string
  readonly role: string
  readonly root: boolean
  readonly abolished: boolean
}

async function mappedPosts(
  tx: Tx,
  tenantId: TenantId,
  mapping: readonly MappingLine[],
): Promise<Map<PostId, MappedPost>> {
  const { rows } = await sql<MappedPost>`select p.id, p.name, p.name_en as "nameEn", l.name as "placeName",
      l.name_en as "placeNameEn", p.role, p.reports_to is null as root, p.abolished_at is not null as abolished
    from people.posts_view p join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
    where p.tenant_id = ${tenantId} and p.id = any(${mapping.map(({ postId }) => postId)}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** For who sets it up; the secret itself is never shown. */
export async function oidcView(tx: Tx, tenantId: TenantId): Promise<OidcView | null> {
  const found = await oidcOf(tx, tenantId)
  if (!found) return null
  const posts = await mappedPosts(tx, tenantId, found.mapping)
  const { version, isOn, name, nameEn, issuer, clientId, scopes, accountClaim, opensAccounts, origin } = found
  return {
    ...{ version, isOn, name, nameEn, issuer, clientId, scopes, accountClaim, opensAccounts },
    hasSecret: found.secretSealed !== null,
    redirectUri: redirectUriOf(origin),
    mapping: found.mapping.flatMap((line) => {
      const post = posts.get(line.postId)
      if (!post) return []
      const { name, nameEn, placeName, placeNameEn } = post
      return [{ ...line, post: { name, nameEn, placeName, placeNameEn } }]
    }),
    savedAt: found.savedAt.toISOString(),
  }
}

const wrong = (path: string, words: Words): never =>
  fail('invalid', 'people.oidc_bad_settings', { zh: '统一登录的设置不对', en: 'These settings are not right' }, [
    { path, words },
  ])

/** What can be seen without asking the provider. */
export function checkOidc({ scopes, mapping }: Body): void {
  if (!scopes.split(/\s+/).includes('openid'))
    wrong('scopes', { zh: '要包含 openid', en: 'openid has to be among them' })
  const lines = mapping.map((line) => JSON.stringify([line.claim, line.value, line.postId]))
  if (new Set(lines).size < lines.length) wrong('mapping', { zh: '有重复的一行', en: 'A line stands there twice' })
}

/**
 * The secret that goes with these settings: the one that was typed, else the one that is kept. That goes to the issuer and
 * client that it was typed for and to no other: whoever names another would be handed what nobody may read.
 */
export function secretFor(
  before: OidcSettings | null,
  { secret, issuer, clientId }: Pick<Body, 'secret' | 'issuer' | 'clientId'>,
  secrets: Secrets,
): Buffer | null {
  if (secret !== undefined) return secret === '' ? null : secrets.seal(secret)
  const kept = before?.secretSealed ?? null
  if (kept && (before?.issuer !== issuer || before.clientId !== clientId)) {
    const words = { zh: '换了地址或客户端，请重新填写密钥', en: 'The issuer or client is another now: type its secret' }
    fail('refused', 'people.oidc_secret_again', words, [{ path: 'secret', words }])
  }
  return kept
}

/** Nobody overwrites what a colleague saved meanwhile: a line that is lost takes posts from people. */
function refuseOvertaken(base: number, newest: number): void {
  if (base !== newest)
    fail('conflict', 'people.oidc_changed', {
      zh: '这期间有同事改过统一登录的设置，您的还没有保存。请刷新看过再改',
      en: 'A colleague changed these settings meanwhile, and yours are not saved. Reload, look at theirs, and change again',
    })
}

/**
 * Saves a new version. Posts that watch or configure the others are never given by a claim (who keeps the provider would
 * give them to themselves), nor is a topmost one, which may not fall empty.
 */
export async function keepOidc(
  tx: Tx,
  { actor, by, at, secrets, origin }: { actor: Actor; by: EventActor; at: Date; secrets: Secrets; origin: string },
  body: Body,
): Promise<void> {
  const { tenantId, personId } = actor
  const posts = await mappedPosts(tx, tenantId, body.mapping)
  for (const { postId } of body.mapping) {
    const post = posts.get(postId)
    if (!post || post.abolished)
      wrong('mapping', { zh: '有一个岗位不存在或已撤销', en: 'A post is not there any more' })
    if (post?.root || setApart.some((role) => role === post?.role))
      wrong('mapping', {
        zh: `“${post?.name}”不能由统一登录授予：管理员、监督岗位和最上一级岗位只能在岗位页任命`,
        en: `${post?.nameEn} cannot be given by a claim: administrators, supervisors and topmost posts are appointed on the page of posts`,
      })
  }
  await takeTurn(tx, tenantId, 'people.oidc')
  const before = await oidcOf(tx, tenantId)
  refuseOvertaken(body.base, before?.version ?? 0)
  const secret = secretFor(before, body, secrets)
  const version = (before?.version ?? 0) + 1
  const { isOn, issuer, clientId, accountClaim, opensAccounts, mapping } = body
  await sql`insert into people.oidc_settings (tenant_id, version, saved_at, author_id, is_on, name, name_en, issuer,
      client_id, secret_sealed, scopes, account_claim, opens_accounts, origin, mapping)
    values (${tenantId}, ${version}, ${at}, ${personId}, ${isOn}, ${body.name.trim()}, ${body.nameEn.trim()}, ${issuer},
      ${clientId}, ${secret}, ${body.scopes.trim()}, ${accountClaim}, ${opensAccounts}, ${origin},
      ${JSON.stringify(mapping)}::jsonb)`.execute(tx)
  const payload: OidcSaved = { version, isOn, issuer, clientId, accountClaim, opensAccounts, mapping }
  await record(tx, { tenantId, stream: oidcStream, type: oidcSaved, at, actor: by, payload })
}
