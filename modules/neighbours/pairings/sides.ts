import type { RawBuilder } from 'kysely'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { consentStands, oldestGoodConsent } from '../../people/public.ts'
import type { Doing } from '../scope.ts'
import { helpPurpose } from '../shapes.ts'
import type { VolunteerId, WishRecord } from '../tables.ts'
import type { VolunteerSide, WishSide } from './matching.ts'

export interface VolunteerOfPlace extends VolunteerSide {
  readonly id: VolunteerId
  readonly personId: PersonId
  readonly name: string
  readonly nameShown: boolean
  readonly place: { readonly id: string; readonly name: string; readonly nameEn: string }
}

type Source = Omit<VolunteerOfPlace, 'point' | 'active' | 'agrees'> & {
  lng: number | null
  lat: number | null
  state: string
  agreedTo: number
}

/** What the rule reads of volunteers `v`; loads count who is asked as well as who is helped. */
export async function volunteerSides(
  tx: Tx,
  { tenantId }: Pick<Doing, 'tenantId'>,
  where: RawBuilder<unknown>,
): Promise<VolunteerOfPlace[]> {
  const oldest = await oldestGoodConsent(tx, tenantId, helpPurpose)
  const { rows } = await sql<Source>`
    with loads as (select volunteer_id, count(*) filter (where state in ('suggested', 'asked', 'agreed', 'running'))::int as load,
        array_agg(wish_id) filter (where state = 'declined') as declined,
        array_agg(wish_id) filter (where end_reason = 'met') as met
      from neighbours.pairings where tenant_id = ${tenantId} group by volunteer_id),
    listed as (select volunteer_id, array_agg(kind order by kind) as kinds, bool_or(name_shown) as shown
      from neighbours.skills where tenant_id = ${tenantId} and ended_at is null group by volunteer_id)
    select v.id, v.person_id as "personId", v.state, v.consent_version as "agreedTo", v.languages, v.sex, v.helps_sex as "helpsSex", v.slots,
      v.reach_m as "reachM", v.most, v.compound_id as "compoundId", coalesce(p.lng, c.lng) as lng,
      coalesce(p.lat, c.lat) as lat, n.name, coalesce(s.shown, false) as "nameShown", coalesce(s.kinds, '{}') as skills,
      coalesce(l.load, 0) as load, coalesce(l.declined, '{}') as declined,
      (select coalesce(array_agg(w.person_id) filter (where w.person_id is not null), '{}') from neighbours.wishes w
        where w.tenant_id = v.tenant_id and w.id = any(l.met)) as "helpedWell",
      json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as place
    from neighbours.volunteers v
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    join places.places_view p on p.tenant_id = v.tenant_id and p.id = v.place_id
    join places.places_view c on c.tenant_id = v.tenant_id and c.id = v.compound_id
    left join loads l on l.volunteer_id = v.id left join listed s on s.volunteer_id = v.id
    where v.tenant_id = ${tenantId} and ${where} order by v.id`.execute(tx)
  return rows.map(({ lng, lat, state, agreedTo, ...row }) => ({
    ...row,
    active: state === 'active',
    agrees: consentStands(agreedTo, oldest),
    point: lng === null || lat === null ? null : { lng, lat },
  }))
}

/** What the rule reads of a wish; `agrees`: `wishAgrees`. */
export async function wishSide(tx: Tx, tenantId: TenantId, wish: WishRecord, agrees: boolean): Promise<WishSide> {
  const { rows } = await sql<{ lng: number | null; lat: number | null }>`select coalesce(p.lng, c.lng) as lng,
      coalesce(p.lat, c.lat) as lat from places.places_view p
    left join places.places_view c on c.tenant_id = p.tenant_id and c.id = ${wish.compound_id}
    where p.tenant_id = ${tenantId} and p.id = ${wish.place_id}`.execute(tx)
  const { lng = null, lat = null } = rows[0] ?? {}
  return {
    ...{ id: wish.id, personId: wish.person_id, agrees, kind: wish.kind, language: wish.language, sex: wish.sex },
    ...{ helperSex: wish.helper_sex, slots: wish.slots, compoundId: wish.compound_id },
    point: lng === null || lat === null ? null : { lng, lat },
    since: wish.since_at.toISOString(),
  }
}
