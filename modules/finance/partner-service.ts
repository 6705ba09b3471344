import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, sqlState, type Tx, uniqueViolation } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Doing, firmOf } from '../enterprises/public.ts'
import type { PartnerId } from './contract.ts'
import { type PartnerEvent, partnerEvents, partnerStream } from './events.ts'
import { postFor } from './rights.ts'
import { partnerKeepers } from './roles.ts'
import { mine, type PartnerRecord } from './tables.ts'

export interface PartnerOrder {
  readonly firmId: FirmId
  readonly fromOn: Day
  readonly toOn?: Day | undefined
  readonly why: string
}

/** 确认金融合作机构: a firm of the street's own area becomes one from a day on. */
export async function confirmPartner(tx: Tx, asked: Doing, order: PartnerOrder): Promise<PartnerId> {
  const doing = await byStreet(tx, asked, order.firmId)
  const { tenantId, at, by } = doing
  const { firmId, fromOn, toOn, why } = order
  const firm = (await firmOf(tx, tenantId, firmId)) ?? notFound()
  if (firm.state !== 'active')
    fail('refused', 'finance.firm_is_gone', {
      zh: '这家企业已不在册，不能确认为合作机构',
      en: 'This firm is no longer here and cannot become a partner',
    })
  if (toOn !== undefined && toOn <= fromOn) {
    const words = { zh: '结束日要晚于开始日', en: 'It ends after it begins' }
    fail('invalid', 'finance.bad_partner', words, [{ path: 'toOn', words }])
  }
  await closePast(tx, doing, firmId, fromOn)
  if (await agreedByMerge(tx, doing, firmId)) already()
  const id: PartnerId = newId<'financePartner'>()
  await mine(tx)
    .insertInto('finance.partners')
    .values({
      ...{ tenant_id: tenantId, id, firm_id: firmId, from_on: fromOn, to_on: toOn ?? null, why: why.trim() },
      ...{ confirmed_at: at, confirmed_by: by.personId, post_id: by.postId },
      ...{ ended_at: null, ended_by: null, ended_why: null },
    })
    .execute()
    .catch((error) => (sqlState(error) === uniqueViolation ? already() : Promise.reject(error)))
  await recordPartner(tx, doing, 'confirmed', { partnerId: id, firmId, fromOn, toOn: toOn ?? null, why: why.trim() })
  return id
}

const already = (): never =>
  fail('conflict', 'finance.partner_already', {
    zh: '这家企业已是金融合作机构',
    en: 'This firm is a finance partner already',
  })

/** Ends a partnership today; one that was to begin later never begins. What was passed to it is no longer seen by it. */
export async function endPartner(tx: Tx, asked: Doing, partnerId: PartnerId, why: string): Promise<void> {
  const { rows } = await sql<PartnerRecord & { kept: FirmId }>`
    select a.*, finance.kept_firm(a.tenant_id, a.firm_id) as kept from finance.partners a
    where a.tenant_id = ${asked.tenantId} and a.id = ${partnerId} for update`.execute(tx)
  const partner = rows[0] ?? notFound()
  const doing = await byStreet(tx, asked, partner.kept)
  if (partner.ended_at)
    fail('conflict', 'finance.partner_ended', { zh: '合作已经终止', en: 'The partnership was ended already' })
  const today = dayOf(doing.at)
  const toOn = [today, partner.from_on].toSorted()[1] ?? today
  await mine(tx)
    .updateTable('finance.partners')
    .set({
      to_on: toOn,
      ended_at: doing.at,
      ended_by: doing.by.personId,
      ended_why: { zh: why.trim(), en: why.trim() },
    })
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', partnerId)
    .execute()
  await recordPartner(tx, doing, 'ended', { partnerId, firmId: partner.firm_id, toOn, why: why.trim() })
}

const ranOut: Words = { zh: '期满', en: 'It ran out' }

/** One whose last day is over makes room for the next. */
async function closePast(tx: Tx, { tenantId, at }: Doing, firmId: FirmId, fromOn: Day): Promise<void> {
  await sql`update finance.partners set ended_at = ${at}, ended_why = ${JSON.stringify(ranOut)}::jsonb
    where tenant_id = ${tenantId} and firm_id = ${firmId} and ended_at is null and to_on <= ${fromOn}::date
      and to_on <= ${dayOf(at)}::date`.execute(tx)
}

/** Whether a record that was merged into the firm brought an agreement that runs, or is still to begin. */
async function agreedByMerge(tx: Tx, { tenantId, at }: Doing, firmId: FirmId): Promise<boolean> {
  const { rows } = await sql`select from finance.partners_now where tenant_id = ${tenantId} and firm_id = ${firmId}
    and record_id <> ${firmId} and (to_on is null or to_on > ${dayOf(at)}::date)`.execute(tx)
  return rows.length > 0
}

async function byStreet(tx: Tx, doing: Doing, firmId: FirmId): Promise<Doing> {
  if (!doing.actor) return doing
  const firm = (await firmOf(tx, doing.actor, firmId)) ?? notFound()
  const post = postFor(doing.actor, firm, partnerKeepers) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId: post.postId } }
}

async function recordPartner(
  tx: Tx,
  { tenantId, at, by }: Doing,
  name: keyof typeof partnerEvents,
  payload: PartnerEvent,
): Promise<void> {
  const stream = partnerStream(payload.firmId)
  await record<PartnerEvent>(tx, { tenantId, stream, type: partnerEvents[name], at, actor: by, payload })
}
