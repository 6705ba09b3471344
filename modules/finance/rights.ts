import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor } from '../../kernel/actor.ts'
import { forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Doing, type Firm, firmOf, isMember } from '../enterprises/public.ts'

/** The nearest post of these roles in whose area a firm lies, or null. */
export function postFor(
  { posts }: Pick<Actor, 'posts'>,
  { placePath, gridId }: Pick<Firm, 'placePath' | 'gridId'>,
  roles: readonly Role[],
): ActingPost | null {
  const fitting = posts.filter(
    ({ role, placePath: own, gridId: grid }) =>
      roles.includes(role) && (role === 'grid_worker' ? grid !== null && grid === gridId : placePath.startsWith(own)),
  )
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0] ?? null
}

/** As what somebody acts for a firm: as one who speaks for it, or by a post that keeps its area. */
export interface Standing {
  readonly firm: Firm
  readonly isMember: boolean
  readonly post: ActingPost | null
}

/** A firm as it stands to who is asking; who neither sees it nor speaks for it finds nothing. */
export async function standingTo(
  tx: Tx,
  { tenantId, actor }: Pick<Doing, 'tenantId' | 'actor'>,
  firmId: FirmId,
  roles: readonly Role[],
): Promise<Standing> {
  const firm = (await firmOf(tx, actor ?? tenantId, firmId)) ?? notFound()
  // The program itself: whoever calls has judged.
  if (!actor) return { firm, isMember: false, post: null }
  return { firm, isMember: await isMember(tx, actor, firmId), post: postFor(actor, firm, roles) }
}

/** The same for who may act: forbidden to who only reads. */
export async function actingFor(tx: Tx, doing: Doing, firmId: FirmId, roles: readonly Role[]): Promise<Standing> {
  const standing = await standingTo(tx, doing, firmId, roles)
  if (doing.actor && !standing.isMember && !standing.post) forbidden()
  return standing
}

/** The doing with the post by which it is done; members act as themselves. */
export const byPost = (doing: Doing, { post }: Standing): Doing =>
  post ? { ...doing, by: { ...doing.by, postId: post.postId } } : doing

/** Whether a firm is a finance partner on a day, itself or by a record that was merged into it. */
export const isPartnerSql = (tenantId: TenantId, firmId: RawBuilder<unknown>, today: Day): RawBuilder<boolean> =>
  sql<boolean>`${firmId} in (select a.firm_id from finance.partners_now a where a.tenant_id = ${tenantId}
    and a.from_on <= ${today}::date and (a.to_on is null or a.to_on > ${today}::date))`

export async function isPartner(tx: Tx, tenantId: TenantId, firmId: FirmId, at: Date): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select ${isPartnerSql(tenantId, sql`${firmId}::uuid`, dayOf(at))} as is`.execute(tx)
  return rows[0]?.is ?? false
}
