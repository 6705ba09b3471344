import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { calendarOf } from '../matters/public.ts'
import { consentStands } from '../people/public.ts'
import type { listSharers, SharerRow, SharerView } from './contract.ts'
import { likeSql, withinSql } from './query-parts.ts'
import { resourceRow, resourcesSql } from './resource-queries.ts'
import { type Doing, keepsSql, seesSql } from './scope.ts'
import { oldestSharing } from './sharer-state.ts'
import type { SharerId, SharerRecord } from './tables.ts'

type SharerSource = SharerRecord &
  Pick<SharerRow, 'place' | 'station'> & { readonly n: number; readonly keeps: boolean }

/** Sharers `h`, the newest first. */
export async function sharersWhere(
  tx: Tx,
  { actor }: Pick<Doing, 'actor'>,
  where: RawBuilder<unknown>,
  { offset = 0, limit }: { offset?: number; limit: number },
): Promise<SharerSource[]> {
  const { rows } = await sql<SharerSource>`select h.*, ${keepsSql(actor, 'h')} as keeps,
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
      case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as station,
      (select count(*)::int from stations.resources r where r.tenant_id = h.tenant_id and r.sharer_id = h.id
        and r.state = 'live') as n
    from stations.sharers h join places.places_view p on p.tenant_id = h.tenant_id and p.id = h.place_id
    left join stations.stations s on s.tenant_id = h.tenant_id and s.id = h.station_id
    where ${where} order by h.state <> 'asked', h.asked_at desc, h.id offset ${offset} limit ${limit}`.execute(tx)
  return rows
}

export const sharerRow = (h: SharerSource): SharerRow => ({
  ...{ id: h.id, kind: h.kind, name: h.name, place: h.place, station: h.station, state: h.state, resources: h.n },
  askedAt: h.asked_at.toISOString(),
})

export async function sharerPage(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof listSharers>,
): Promise<ResponseOf<typeof listSharers>> {
  const { q, placeId, stationId, kind, show = 'live', keeps = false, offset = 0, limit = 50 } = query
  const like = likeSql(q)
  const where = sql`h.tenant_id = ${doing.tenantId} and ${(keeps ? keepsSql : seesSql)(doing.actor, 'h')}
    and ${await withinSql(tx, doing.tenantId, 'h', placeId)}
    and ${show === 'ended' ? sql`h.state in ('ended', 'refused')` : sql`h.state = ${show}`}
    and ${stationId ? sql`h.station_id = ${stationId}` : sql`true`}
    and ${kind?.length ? sql`h.kind = any(${kind}::text[])` : sql`true`}
    and ${like ? sql`h.name ilike ${like}` : sql`true`}`
  const rows = await sharersWhere(tx, doing, where, { offset, limit })
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from stations.sharers h where ${where}`.execute(tx)
  return { rows: rows.map(sharerRow), total: counted[0]?.n ?? 0, offset, limit }
}

/** How many ask to share where the actor decides. */
export async function countAskers(tx: Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from stations.sharers h
    where h.tenant_id = ${actor.tenantId} and ${keepsSql(actor, 'h')} and h.state = 'asked'`.execute(tx)
  return rows[0]?.n ?? 0
}

/** One sharer with what it shares, for staff. */
export async function sharerView(tx: Tx, doing: Doing, id: SharerId): Promise<SharerView> {
  const where = sql`h.tenant_id = ${doing.tenantId} and h.id = ${id} and ${seesSql(doing.actor, 'h')}`
  const h = (await sharersWhere(tx, doing, where, { limit: 1 }))[0] ?? notFound()
  const own = sql`r.tenant_id = ${doing.tenantId} and r.sharer_id = ${id}`
  const oldest = await oldestSharing(tx, doing.tenantId)
  const shared = await resourcesSql(tx, own, { oldest, order: sql`r.state = 'ended', r.name, r.id`, limit: 100 })
  const calendar = await calendarOf(tx, doing.tenantId)
  const { secrets } = doing
  return {
    ...sharerRow(h),
    ...{ why: h.why, firmId: h.firm_id as SharerView['firmId'], mayKeep: h.keeps },
    contact:
      h.contact_sealed && h.phone_sealed
        ? { name: maskName(secrets.open(h.contact_sealed)), phone: maskPhone(secrets.open(h.phone_sealed)) }
        : null,
    consent:
      h.consent_version !== null && h.consent_at !== null && h.consent_how !== null
        ? {
            ...{ version: h.consent_version, at: h.consent_at.toISOString(), how: h.consent_how },
            stands: consentStands(h.consent_version, oldest),
          }
        : null,
    mayLink: h.keeps && h.person_id !== null && h.state === 'live',
    resourcesOf: shared.map((row) => resourceRow(row, calendar, doing.at)),
  }
}
