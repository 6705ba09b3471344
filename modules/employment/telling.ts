import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { membersOf } from '../enterprises/public.ts'
import { notify } from '../notices/public.ts'
import type { OpeningId, ReferralId, SeekerId } from './events.ts'

// A notice leads to `/<kind>s/<id>` in either app, so kinds here are the path before the id.

interface Telling {
  readonly tenantId: TenantId
  readonly at: Date
  readonly topic: string
  readonly words: Words
}

/** The members of a firm: to the job on its own page. */
export async function tellFirm(tx: Tx, firmId: FirmId, openingId: OpeningId, telling: Telling): Promise<void> {
  const personIds = await membersOf(tx, telling.tenantId, firmId)
  await notify(tx, { ...telling, personIds, subject: { kind: `firm/${firmId}/job`, id: openingId } })
}

/** The resident: to the referral, or to their own words. */
export async function tellSeeker(
  tx: Tx,
  personId: PersonId | null,
  about: { readonly referralId: ReferralId } | { readonly seekerId: SeekerId },
  telling: Telling,
): Promise<void> {
  const subject =
    'referralId' in about
      ? { kind: 'jobs/referral', id: about.referralId }
      : { kind: 'jobs/seeker', id: about.seekerId }
  if (personId) await notify(tx, { ...telling, personIds: [personId], subject })
}

/** Who proposed it: to the opening, where its referrals stand. */
export async function tellStaff(
  tx: Tx,
  personId: PersonId | null,
  openingId: OpeningId,
  telling: Telling,
): Promise<void> {
  if (personId)
    await notify(tx, { ...telling, personIds: [personId], subject: { kind: 'jobs/opening', id: openingId } })
}
