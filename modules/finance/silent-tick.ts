import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { membersOf } from '../enterprises/public.ts'
import { notify } from '../notices/public.ts'
import type { ReferralRecord, WantRecord } from './tables.ts'
import { recordWant } from './want-store.ts'

type Silent = Pick<ReferralRecord, 'id' | 'want_id' | 'product_id' | 'partner_firm_id' | 'passed_by' | 'consent'> &
  Pick<WantRecord, 'firm_id' | 'state'> & { bank: string; bankEn: string | null }

/** Tells whoever passed a want on, once, that its bank has said nothing for five working days. */
export async function tellOfSilence(db: Db, now: Date): Promise<void> {
  await forEachTenant(db, (tenantId) =>
    db.tx(async (tx) => {
      const { rows } = await sql<Silent>`
        with silent as (
          update finance.referrals set late_told_at = ${now}
          where tenant_id = ${tenantId} and state = 'passed' and late_told_at is null and late_from <= ${now}
          returning *)
        select r.id, r.want_id, r.product_id, b.id as partner_firm_id, r.passed_by, r.consent, w.firm_id, w.state,
          b.name as bank, b.name_en as "bankEn"
        from silent r join finance.wants_now w on w.tenant_id = r.tenant_id and w.id = r.want_id
        join enterprises.firms_view b on b.tenant_id = r.tenant_id and b.id = finance.kept_firm(r.tenant_id, r.partner_firm_id)`.execute(
        tx,
      )
      for (const one of rows) await tell(tx, tenantId, one, now)
    }),
  )
}

async function tell(tx: Tx, tenantId: TenantId, one: Silent, at: Date): Promise<void> {
  const { id, want_id: wantId, firm_id: firmId, product_id: productId, partner_firm_id: partnerFirmId, state } = one
  // Where the firm went to the bank by itself, it is told itself.
  const itself = one.consent === 'firm' ? await membersOf(tx, tenantId, firmId) : []
  await notify(tx, {
    ...{ tenantId, topic: 'finance', at, personIds: [...itself, ...(one.passed_by ? [one.passed_by] : [])] },
    words: {
      zh: `${one.bank}5 个工作日没有答复融资转介，可以催问或另选产品`,
      en: `${one.bankEn ?? one.bank} has not answered for 5 working days; ask them, or choose another product`,
    },
    subject: { kind: 'finance/want', id: wantId },
  })
  const payload = { wantId, firmId, state, referralId: id, productId, partnerFirmId }
  await recordWant(tx, { tenantId, at, by: systemActor }, 'silent', payload)
}

export const silentTick: Tick = {
  name: 'finance.silent_banks',
  everyMs: 3_600_000,
  run: async ({ db, clock }) => {
    await tellOfSilence(db, clock.now())
    return false
  },
}
