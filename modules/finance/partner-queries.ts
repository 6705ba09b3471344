import type { Actor } from '../../kernel/actor.ts'
import type { GridId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { PartnerRow } from './contract.ts'
import { postFor } from './rights.ts'
import { financeReaders, partnerKeepers, productKeepers } from './roles.ts'

interface Source extends Omit<PartnerRow, 'mayEnd' | 'mayEnter' | 'seesFirm'> {
  placePath: string
  gridId: GridId | null
}

/** All finance partners of the tenant, those of today first. */
export async function partnersOf(tx: Tx, actor: Actor, now: Date): Promise<PartnerRow[]> {
  const today = dayOf(now)
  const { rows } = await sql<Source>`
    select a.id, jsonb_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) as firm,
      case when a.to_on is not null and a.to_on <= ${today}::date then 'ended'
        when a.from_on > ${today}::date then 'coming' else 'current' end as state,
      a.from_on::text as "fromOn", a.to_on::text as "toOn", a.why, n.name as "confirmedBy", a.ended_why as "endedWhy",
      (select count(*) from finance.products p join finance.product_versions v on v.tenant_id = p.tenant_id
        and v.product_id = p.id and v.state = 'published'
        where p.tenant_id = a.tenant_id and p.firm_id = any(a.records))::int as products,
      (select count(*) from finance.referrals r where r.tenant_id = a.tenant_id and r.partner_firm_id = any(a.records)
        and r.state <> 'taken_back')::int as passed,
      (select count(*) from finance.referrals r where r.tenant_id = a.tenant_id and r.partner_firm_id = any(a.records)
        and r.state in ('approved', 'drawn'))::int as approved,
      (select count(distinct m.person_id) from enterprises.members_view m where m.tenant_id = a.tenant_id
        and m.firm_id = a.firm_id)::int as members,
      f.place_path as "placePath", f.grid_id as "gridId"
    from (select p.*, array(select finance.records_of(p.tenant_id, p.firm_id)) as records
      from finance.partners_now p) a
    join enterprises.firms_view f on f.tenant_id = a.tenant_id and f.id = a.firm_id
    left join people.persons_view n on n.tenant_id = a.tenant_id and n.id = a.confirmed_by
    where a.tenant_id = ${actor.tenantId}
    order by a.ended_at is not null, f.name, a.from_on desc, a.id`.execute(tx)
  return rows.map(({ placePath, gridId, ...row }) => {
    const at = { placePath, gridId }
    return {
      ...row,
      mayEnd: row.state !== 'ended' && postFor(actor, at, partnerKeepers) !== null,
      mayEnter: row.state === 'current' && postFor(actor, at, productKeepers) !== null,
      seesFirm: postFor(actor, at, financeReaders) !== null,
    }
  })
}
