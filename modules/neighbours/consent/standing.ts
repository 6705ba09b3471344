import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Tx } from '../../../kernel/db.ts'
import { consentStands, oldestGoodConsent } from '../../people/public.ts'
import { refuse } from '../refusals.ts'
import { helpPurpose, wishPurpose } from '../shapes.ts'
import type { VolunteerRecord, WishRecord } from '../tables.ts'

type AgreedWish = Pick<WishRecord, 'consent_version'>

/** Whether the consent of whom a wish helps stands; not where nobody agreed yet. */
export async function wishAgrees(tx: Tx, tenantId: TenantId): Promise<(wish: AgreedWish) => boolean> {
  const oldest = await oldestGoodConsent(tx, tenantId, wishPurpose)
  return ({ consent_version: agreed }) => agreed !== null && consentStands(agreed, oldest)
}

/** Whether a running wish waits until whom it helps agreed anew. */
export const isAskedAnew = (
  wish: AgreedWish & Pick<WishRecord, 'state'>,
  agrees: (wish: AgreedWish) => boolean,
): boolean => (wish.state === 'open' || wish.state === 'paired') && !agrees(wish)

/** Nobody is told who the other is while one of the two is asked anew. */
export async function refuseAskedAnew(
  tx: Tx,
  tenantId: TenantId,
  wish: AgreedWish,
  volunteer: Pick<VolunteerRecord, 'consent_version'>,
): Promise<void> {
  if (!(await wishAgrees(tx, tenantId))(wish))
    refuse('asked_anew', {
      zh: '被帮助人的同意书有更新，要等本人重新同意',
      en: 'The text of the consent changed: whom it helps has to agree again first',
    })
  if (!consentStands(volunteer.consent_version, await oldestGoodConsent(tx, tenantId, helpPurpose)))
    refuse('asked_anew', {
      zh: '志愿者的同意书有更新，要等本人重新同意',
      en: 'The text of the consent changed: the volunteer has to agree again first',
    })
}
