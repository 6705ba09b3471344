import type { RawBuilder } from 'kysely'
import { systemActor } from '../../kernel/actor.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { Doing } from '../enterprises/public.ts'
import {
  type OpeningId,
  type ReferralEvent,
  type ReferralEventName,
  type ReferralId,
  referralEvents,
  referralStream,
  type SeekerId,
} from './events.ts'
import type { ReferralState } from './referral.ts'
import { tellSeeker } from './telling.ts'

/** A referral with what changing it needs. */
export interface ReferralSource {
  readonly id: ReferralId
  readonly opening_id: OpeningId
  readonly seeker_id: SeekerId
  readonly firm_id: FirmId
  readonly title: string
  readonly state: ReferralState
  readonly place_path: string
  readonly grid_id: string | null
  readonly proposed_by: PersonId | null
  readonly person_id: PersonId | null
  readonly agreed_at: Date | null
  readonly still_asked_on: string | null
  readonly still_there: boolean | null
}

/** Referrals `r`, locked, with opening `o` and seeker `s`. */
export async function lockReferrals(
  tx: Tx,
  { tenantId }: Doing,
  where: RawBuilder<unknown>,
): Promise<ReferralSource[]> {
  const { rows } = await sql<ReferralSource>`select r.*, o.firm_id, o.title, s.person_id from employment.referrals r
    join employment.openings o on o.tenant_id = r.tenant_id and o.id = r.opening_id
    join employment.seekers s on s.tenant_id = r.tenant_id and s.id = r.seeker_id
    where r.tenant_id = ${tenantId} and ${where} order by r.proposed_at, r.id for update of r`.execute(tx)
  return rows
}

export async function recordReferral(
  tx: Tx,
  { tenantId, at, by }: Doing,
  name: ReferralEventName,
  of: Pick<ReferralSource, 'id' | 'opening_id' | 'seeker_id' | 'firm_id'>,
  more: Partial<ReferralEvent> = {},
): Promise<void> {
  const payload: ReferralEvent = {
    referralId: of.id,
    openingId: of.opening_id,
    seekerId: of.seeker_id,
    firmId: of.firm_id,
    ...more,
  }
  await record(tx, { tenantId, stream: referralStream(of.id), type: referralEvents[name], at, actor: by, payload })
}

/** Referrals that can lead to nothing any more: the opening ended, or the consent did. `told`: what the resident hears. */
export async function dropReferrals(
  tx: Tx,
  doing: Doing,
  where: RawBuilder<unknown>,
  told: Words | null,
): Promise<readonly ReferralSource[]> {
  const dropped = await lockReferrals(tx, doing, where)
  for (const referral of dropped) {
    await sql`update employment.referrals set state = 'dropped', changed_at = ${doing.at}
      where tenant_id = ${doing.tenantId} and id = ${referral.id}`.execute(tx)
    await recordReferral(tx, { ...doing, by: systemActor }, 'dropped', referral, { as: 'program' })
    if (told)
      await tellSeeker(
        tx,
        referral.person_id,
        { referralId: referral.id },
        { tenantId: doing.tenantId, at: doing.at, topic: 'referral_dropped', words: told },
      )
  }
  return dropped
}
