import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import type { ReferralFilter, ReferralView } from './contract.ts'
import { monthRange } from './month.ts'
import { residentScopeSql } from './scope.ts'

interface Row extends Omit<ReferralView, 'name' | 'phone' | 'place' | 'proposedAt' | 'changedAt'> {
  nameSealed: Buffer | null
  phoneSealed: Buffer | null
  placeId: PlaceId | null
  placeName: string | null
  placeNameEn: string | null
  proposedAt: Date
  changedAt: Date
}

const joins = sql`employment.referrals r
  join employment.openings o on o.tenant_id = r.tenant_id and o.id = r.opening_id
  join enterprises.firms_view f on f.tenant_id = o.tenant_id and f.id = o.firm_id
  join employment.seekers s on s.tenant_id = r.tenant_id and s.id = r.seeker_id
  left join places.places_view p on p.tenant_id = s.tenant_id and p.id = s.place_id
  left join people.persons_view n on n.tenant_id = r.tenant_id and n.id = r.proposed_by`

/** The referrals of residents in the area of an actor. */
export const referralScopeSql = (actor: Actor): RawBuilder<boolean> =>
  residentScopeSql(actor, sql`r.place_path`, sql`r.grid_id`)

export async function readReferrals(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  where: RawBuilder<unknown>,
  page: { offset?: number; limit?: number } = {},
): Promise<ReferralView[]> {
  const { rows } = await sql<Row>`select r.id, r.state, r.seeker_id as "seekerId",
      json_build_object('id', o.id, 'title', o.title) as opening,
      json_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) as firm,
      s.name_sealed as "nameSealed", s.phone_sealed as "phoneSealed", p.id as "placeId", p.name as "placeName",
      p.name_en as "placeNameEn", r.proposed_at as "proposedAt", n.name as "proposedBy", r.answered_by as "answeredBy",
      r.hired_on as "hiredOn", r.why, r.still_asked_on is not null and r.still_there is null as "askStill",
      r.still_there as "stillThere", r.changed_at as "changedAt"
    from ${joins} where r.tenant_id = ${tenantId} and ${where} order by r.proposed_at desc, r.id
    offset ${page.offset ?? 0} limit ${page.limit ?? 10_000}`.execute(tx)
  return rows.map(({ nameSealed, phoneSealed, placeId, placeName, placeNameEn, ...row }) => ({
    ...row,
    name: nameSealed && maskName(secrets.open(nameSealed)),
    phone: phoneSealed && maskPhone(secrets.open(phoneSealed)),
    place: placeId && { id: placeId, name: placeName ?? '', nameEn: placeNameEn ?? '' },
    proposedAt: row.proposedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  }))
}

export function referralsWhere(actor: Actor, filter: ReferralFilter): RawBuilder<boolean> {
  const { state, placeId, month, hiredMonth, askStill } = filter
  const conditions: RawBuilder<boolean>[] = [referralScopeSql(actor)]
  if (state?.length) conditions.push(sql`r.state = any(${state}::text[])`)
  if (placeId) {
    const path = sql`(select path from places.places_view where tenant_id = r.tenant_id and id = ${placeId})`
    conditions.push(sql`r.place_path >= ${path} and r.place_path < ${path} || ':'`)
  }
  if (month) {
    const { from, to } = monthRange(month)
    conditions.push(sql`r.proposed_at >= ${from} and r.proposed_at < ${to}`)
  }
  if (hiredMonth) {
    const { from, to } = monthRange(hiredMonth)
    conditions.push(sql`r.hired_at >= ${from} and r.hired_at < ${to}`)
  }
  if (askStill) conditions.push(sql`r.still_asked_on is not null and r.still_there is null`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

export async function countReferrals(tx: Tx, actor: Actor, filter: ReferralFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from employment.referrals r
    where r.tenant_id = ${actor.tenantId} and ${referralsWhere(actor, filter)}`.execute(tx)
  return rows[0]?.total ?? 0
}

export async function referralPage(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  { offset = 0, limit = 50, ...filter }: ReferralFilter & { offset?: number; limit?: number },
) {
  const rows = await readReferrals(tx, secrets, actor.tenantId, referralsWhere(actor, filter), { offset, limit })
  return { rows, total: await countReferrals(tx, actor, filter), offset, limit }
}
