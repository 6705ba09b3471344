import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { calendarOf } from '../matters/public.ts'
import { pathRange } from '../places/public.ts'
import type { CommunityWall } from './contract.ts'
import { openShape } from './query-parts.ts'
import type { Condition } from './scope.ts'
import type { StationRecord } from './tables.ts'

/** Thanks `t` of sharers `h` that stand on walls: who gave them wished so, the sharer agrees, the keeper has shown them. */
const onWallSql = sql<boolean>`(t.state = 'shown' and t.giver_agrees and t.sharer_agrees)`

/** The latest thanks that anybody may read, without names of people. */
export async function wallOf(tx: Tx, tenantId: TenantId, where: Condition, limit: number) {
  const { rows } = await sql<{
    sharer: string
    words: string
    made_at: Date
  }>`select h.name as sharer, t.words, t.made_at
    from stations.thanks t join stations.sharers h on h.tenant_id = t.tenant_id and h.id = t.sharer_id
    where t.tenant_id = ${tenantId} and ${onWallSql} and ${where}
    order by t.made_at desc, t.id limit ${limit}`.execute(tx)
  return rows.map(({ made_at, ...rest }) => ({ ...rest, on: dayOf(made_at) }))
}

const mostThanks = 40
const mostStations = 20

/** What anybody sees of sharing in a community: its stations, and the thanks on its wall. */
export async function communityWall(
  tx: Tx,
  { tenantId, at }: { readonly tenantId: TenantId; readonly at: Date },
  code: string,
): Promise<CommunityWall> {
  const { rows: places } = await sql<{ path: string; name: string; nameEn: string }>`select path, name,
      name_en as "nameEn" from places.places_view where tenant_id = ${tenantId} and code = ${code} and ended_at is null`.execute(
    tx,
  )
  const { path, name, nameEn } = places[0] ?? notFound()
  const range = pathRange(path)
  const calendar = await calendarOf(tx, tenantId)
  const { rows: stations } =
    await sql<StationRecord>`select s.* from stations.stations s where s.tenant_id = ${tenantId}
    and s.place_path >= ${range.from} and s.place_path < ${range.to} and s.to_on is null
    order by s.name, s.id limit ${mostStations}`.execute(tx)
  const within = sql<boolean>`(h.place_path >= ${range.from} and h.place_path < ${range.to})`
  return {
    place: { name, nameEn },
    stations: stations.map((s) => ({ code: s.code, name: s.name, open: openShape(s.hours, calendar, at) })),
    thanks: await wallOf(tx, tenantId, within, mostThanks),
  }
}
