import type { RawBuilder } from 'kysely'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Doing, membersOf } from '../enterprises/public.ts'
import { notify } from '../notices/public.ts'
import type { ReferralId, WantId } from './contract.ts'
import { type WantEvent, type WantEventName, wantEvents, wantStream } from './events.ts'
import { mine, type ReferralRecord, type WantRecord } from './tables.ts'
import { type ReferralState, type WantState, wantStateAfter } from './want.ts'

/** A want with its row locked, as that of the firm that speaks for it today. */
export async function lockWant(tx: Tx, { tenantId }: Pick<Doing, 'tenantId'>, wantId: WantId): Promise<WantRecord> {
  const { rows } = await sql<WantRecord & { kept: FirmId }>`
    select w.*, finance.kept_firm(w.tenant_id, w.firm_id) as kept from finance.wants w
    where w.tenant_id = ${tenantId} and w.id = ${wantId} for update`.execute(tx)
  const { kept, ...want } = rows[0] ?? notFound()
  return { ...want, firm_id: kept }
}

/** A referral with its want, both locked: the want first, always, so that nobody waits for each other. */
export async function lockReferral(tx: Tx, { tenantId }: Pick<Doing, 'tenantId'>, referralId: ReferralId) {
  const { rows } = await sql<{ wantId: WantId }>`select want_id as "wantId" from finance.referrals
    where tenant_id = ${tenantId} and id = ${referralId}`.execute(tx)
  const want = await lockWant(tx, { tenantId }, rows[0]?.wantId ?? notFound())
  const [referral] = await lockReferrals(tx, tenantId, sql<boolean>`id = ${referralId}`)
  return { want, referral: referral ?? notFound() }
}

/** Referrals with their rows locked, each as with the bank that goes on with it today. */
export async function lockReferrals(
  tx: Tx,
  tenantId: Doing['tenantId'],
  which: RawBuilder<boolean>,
): Promise<ReferralRecord[]> {
  const { rows } = await sql<ReferralRecord & { kept: FirmId }>`
    select r.*, finance.kept_firm(r.tenant_id, r.partner_firm_id) as kept from finance.referrals r
    where r.tenant_id = ${tenantId} and ${which} order by r.id for update`.execute(tx)
  return rows.map(({ kept, ...referral }) => ({ ...referral, partner_firm_id: kept }))
}

/** Sets the state that follows from what came of a want's referrals. @returns it */
export async function settleWant(tx: Tx, want: WantRecord, at: Date): Promise<WantState> {
  const { tenant_id, id } = want
  const { rows } = await sql<{ state: ReferralState }>`select state from finance.referrals
    where tenant_id = ${tenant_id} and want_id = ${id}`.execute(tx)
  const state = wantStateAfter(
    want.state,
    rows.map((row) => row.state),
  )
  await mine(tx)
    .updateTable('finance.wants')
    .set({ state, changed_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .execute()
  return state
}

/** Appends an event to a want's stream. */
export async function recordWant(
  tx: Tx,
  { tenantId, at, by }: Pick<Doing, 'tenantId' | 'at' | 'by'>,
  name: WantEventName,
  payload: WantEvent,
): Promise<void> {
  const stream = wantStream(payload.wantId)
  await record<WantEvent>(tx, { tenantId, stream, type: wantEvents[name], at, actor: by, payload })
}

type Telling = Pick<Doing, 'tenantId' | 'at'> & { readonly by: { readonly personId: PersonId | null } }

const but = (persons: readonly PersonId[], { by }: Telling): PersonId[] => persons.filter((id) => id !== by.personId)

/** Tells who speaks for the firm, and others, of a want; whoever did it knows. */
export async function tellOfWant(
  tx: Tx,
  doing: Telling,
  { id, firm_id }: Pick<WantRecord, 'id' | 'firm_id'>,
  words: Words,
  others: readonly (PersonId | null)[] = [],
): Promise<void> {
  const { tenantId, at } = doing
  const persons = [...(await membersOf(tx, tenantId, firm_id)), ...others.filter((one) => one !== null)]
  await notify(tx, {
    ...{ tenantId, personIds: but(persons, doing), topic: 'finance', words, at },
    subject: { kind: 'finance/want', id },
  })
}

/** Tells who speaks for a bank of what was passed to it. */
export async function tellBank(
  tx: Tx,
  doing: Telling,
  partnerFirmId: FirmId,
  referralId: ReferralId,
  words: Words,
): Promise<void> {
  const { tenantId, at } = doing
  await notify(tx, {
    ...{ tenantId, personIds: but(await membersOf(tx, tenantId, partnerFirmId), doing), topic: 'finance', words, at },
    subject: { kind: 'finance/referral', id: referralId },
  })
}
