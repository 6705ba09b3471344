import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Firm, firmOf, isMember } from '../enterprises/public.ts'
import { productsOfFirm } from './product-queries.ts'
import { referralsOfBank } from './referral-queries.ts'
import { isPartner } from './rights.ts'
import { cameOf, communityJoin, rowColumns, type WantSource, wantRow, wants } from './want-queries.ts'

/** The firm of who speaks for it; it does not exist for anybody else. */
async function ownFirm(tx: Tx, actor: Actor, firmId: FirmId): Promise<Firm> {
  const firm = (await firmOf(tx, actor, firmId)) ?? notFound()
  return (await isMember(tx, actor, firmId)) ? firm : notFound()
}

const named = ({ id, name, nameEn }: Firm) => ({ id, name, nameEn })

/** What a firm wants, the newest first. */
export async function ownFinance(tx: Tx, actor: Actor, firmId: FirmId, now: Date) {
  const { tenantId } = actor
  const firm = await ownFirm(tx, actor, firmId)
  const { rows } = await sql<WantSource>`select ${rowColumns} from ${wants} ${cameOf} ${communityJoin}
    where w.tenant_id = ${tenantId} and w.firm_id = ${firmId} order by w.raised_at desc, w.id desc limit 200`.execute(
    tx,
  )
  return { firm: named(firm), wants: rows.map(wantRow), isPartner: await isPartner(tx, tenantId, firmId, now) }
}

/** What a bank offers and what was passed to it, while it is a partner. */
export async function ownProducts(tx: Tx, actor: Actor, firmId: FirmId, now: Date) {
  const firm = await ownFirm(tx, actor, firmId)
  if (!(await isPartner(tx, actor.tenantId, firmId, now))) notFound()
  return {
    firm: named(firm),
    products: await productsOfFirm(tx, actor, firmId),
    referrals: await referralsOfBank(tx, actor, firmId),
  }
}
