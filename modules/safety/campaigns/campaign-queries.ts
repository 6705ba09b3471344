import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../../kernel/time/day.ts'
import { all, belowSql } from '../narrowing.ts'
import { walkers } from '../roles.ts'
import { type Condition, campaignScopeSql, gridsOf, keepingPost, placesSql, type Seeing } from '../scope.ts'
import type { CampaignRecord, RoomId } from '../tables.ts'
import type {
  CampaignId,
  CampaignRow,
  CampaignView,
  campaignDoors,
  campaignStates,
  DoorRoom,
  Doors,
  listCampaigns,
} from './contract.ts'
import { reachOf, type Tick, type Way, ways } from './reach.ts'

type Query = QueryOf<typeof listCampaigns>
type RowSource = CampaignRecord & Pick<CampaignRow, 'place' | 'reached' | 'addressed'>

/** Days after its end in which what was ticked without a network still arrives. */
const graceDays = 7

export const isOpen = ({ from_on, to_on }: Pick<CampaignRecord, 'from_on' | 'to_on'>, today: string): boolean =>
  today >= from_on && today <= dayFromNumber(dayNumberFrom(to_on) + graceDays)

const stateOf = (c: CampaignRecord, today: string): (typeof campaignStates)[number] =>
  today < c.from_on ? 'planned' : today > c.to_on ? 'over' : 'running'

/**
 * `seen`: the buildings that the actor sees. Which grid a building is in costs a look each, and PostgreSQL would ask it of
 * every place of the tenant: it is asked, once, of those alone that lie in what was given to the actor's grids (`near`).
 * The `offset 0` keeps the look by path: joined, all buildings are read for each of those given.
 */
const seenSql = ({ tenantId, actor, at }: Seeing) => sql`near as materialized (select distinct b.id
    from places.grid_members_view m join places.places_view a on a.tenant_id = m.tenant_id and a.id = m.place_id
    cross join lateral (select b.id from places.places_view b where b.tenant_id = a.tenant_id and b.path >= a.path
      and b.path < a.path || ':' and b.level_kind = 'building' and b.ended_at is null offset 0) b
    where m.tenant_id = ${tenantId} and m.grid_id = any(${gridsOf(actor)}::uuid[])
      and m.from_at <= ${at} and (m.to_at is null or m.to_at > ${at})),
  seen as materialized (select b.id, b.name, b.name_en, b.path, b.parent_id
    from places.places_view b where b.tenant_id = ${tenantId} and b.level_kind = 'building' and b.ended_at is null
      and (${placesSql(actor, sql`b.path`)} or b.id = any(array(select n.id from near n
        where places.grid_of(${tenantId}, n.id, ${at}) = any(${gridsOf(actor)}::uuid[])))))`

/** Whether campaign `c` addresses building `b`; overlapping places name a building once. */
const addressesSql = sql`exists (select from places.places_view a where a.tenant_id = c.tenant_id
  and a.id = any(c.addressed) and starts_with(b.path, a.path))`

/** Campaigns `c` with the households that the actor sees of them, and how many of those were reached. */
const rowSql = (doing: Seeing) => sql`with ${seenSql(doing)},
  building as materialized (select b.id, b.path, (select count(*) from places.rooms_view r
    where r.tenant_id = ${doing.tenantId} and r.building_id = b.id) as rooms from seen b)
  select c.*, json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
    (select coalesce(sum(b.rooms), 0)::int from building b where ${addressesSql}) as addressed_count,
    (select count(distinct t.room_id)::int from safety.reached t
      join places.rooms_view r on r.tenant_id = t.tenant_id and r.id = t.room_id join building b on b.id = r.building_id
      where t.tenant_id = c.tenant_id and t.campaign_id = c.id and t.how <> 'away' and ${addressesSql}) as reached
  from safety.campaigns c
  join places.places_view p on p.tenant_id = c.tenant_id and p.id = c.place_id`

type Counted = RowSource & { readonly addressed_count: number }

const rowOf = (c: Counted, today: string): CampaignRow => ({
  ...{ id: c.id, title: c.title, topic: c.topic, place: c.place, fromOn: c.from_on, toOn: c.to_on },
  ...{ state: stateOf(c, today), channels: c.channels as CampaignRow['channels'] },
  ...{ reached: c.reached, addressed: c.addressed_count },
})

function showSql(show: NonNullable<Query['show']>, today: string): Condition {
  switch (show) {
    case 'all':
      return sql`true`
    case 'planned':
      return sql`c.from_on > ${today}::date`
    case 'running':
      return sql`${today}::date between c.from_on and c.to_on`
    case 'over':
      return sql`c.to_on < ${today}::date`
  }
}

async function whereOf(tx: Tx, { tenantId, actor, at }: Seeing, query: Query): Promise<Condition> {
  return all([
    sql`c.tenant_id = ${tenantId}`,
    campaignScopeSql(actor),
    showSql(query.show ?? 'all', dayOf(at)),
    ...(query.topic ? [sql<boolean>`c.topic = ${query.topic}`] : []),
    ...(query.from ? [sql<boolean>`c.to_on >= ${query.from}::date`] : []),
    ...(query.to ? [sql<boolean>`c.from_on <= ${query.to}::date`] : []),
    ...(await belowSql(tx, tenantId, sql`c.place_path`, query.placeId)),
  ])
}

export async function countCampaigns(tx: Tx, doing: Seeing, query: Query): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from safety.campaigns c
    where ${await whereOf(tx, doing, query)}`.execute(tx)
  return rows[0]?.n ?? 0
}

export async function campaignPage(tx: Tx, doing: Seeing, query: Query): Promise<ResponseOf<typeof listCampaigns>> {
  const { offset = 0, limit = 50 } = query
  const today = dayOf(doing.at)
  const { rows } = await sql<Counted>`${rowSql(doing)} where ${await whereOf(tx, doing, query)}
    order by ${today}::date between c.from_on and c.to_on desc, c.from_on desc, c.id offset ${offset} limit ${limit}`.execute(
    tx,
  )
  const total = await countCampaigns(tx, doing, query)
  return { rows: rows.map((row) => rowOf(row, today)), total, offset, limit }
}

/** One campaign within what the actor sees; 404 beyond. */
async function seenCampaign(tx: Tx, { tenantId, actor }: Seeing, id: CampaignId): Promise<CampaignRecord> {
  const { rows } = await sql<CampaignRecord>`select c.* from safety.campaigns c where c.tenant_id = ${tenantId}
    and c.id = ${id} and ${campaignScopeSql(actor)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** Campaigns under way where somebody may knock at doors. */
export async function myCampaigns(tx: Tx, doing: Seeing) {
  if (!mayTick(doing)) return []
  const { rows } = await campaignPage(tx, doing, { show: 'running', limit: 20 })
  return rows.filter(({ addressed }) => addressed > 0).map(({ id, title, toOn }) => ({ id, title, toOn }))
}

const mayTick = ({ actor }: Seeing): boolean => actor.posts.some(({ role }) => walkers.some((one) => one === role))

interface RoomRow {
  readonly id: RoomId
  readonly unit: string
  readonly floor: number
  readonly number: string
  readonly ways: Way[]
  readonly building: Doors['buildings'][number]['place']
  readonly compound: Doors['buildings'][number]['compound']
}

/** Every household of the buildings that the actor sees, with the ways in which it was met. */
async function roomsOf(tx: Tx, doing: Seeing, { id }: CampaignRecord, under: readonly Condition[]): Promise<RoomRow[]> {
  const { rows } = await sql<RoomRow>`with ${seenSql(doing)}
    select r.id, r.unit, r.floor, r.number,
      json_build_object('id', b.id, 'name', b.name, 'nameEn', b.name_en) as building,
      json_build_object('name', k.name, 'nameEn', k.name_en) as compound,
      array(select t.how from safety.reached t where t.tenant_id = c.tenant_id and t.campaign_id = c.id and t.room_id = r.id
        order by t.at) as ways
    from safety.campaigns c
    join seen b on ${addressesSql}
    join places.places_view k on k.tenant_id = c.tenant_id and k.id = b.parent_id
    join places.rooms_view r on r.tenant_id = c.tenant_id and r.building_id = b.id
    where ${all([sql`c.tenant_id = ${doing.tenantId}`, sql`c.id = ${id}`, ...under])}
    order by b.path, r.unit, r.floor desc, r.number`.execute(tx)
  return rows
}

const ticksOf = (rows: readonly RoomRow[]): Tick[] =>
  rows.flatMap(({ id, ways: met }) => met.map((how) => ({ roomId: id, how })))
const reachIn = (rows: readonly RoomRow[]) =>
  reachOf(
    rows.map(({ id }) => id),
    ticksOf(rows),
  )

/** Rooms by their building, in the order in which they came. */
function byBuilding(rows: readonly RoomRow[]): RoomRow[][] {
  const buildings = new Map<string, RoomRow[]>()
  for (const row of rows) buildings.set(row.building.id, [...(buildings.get(row.building.id) ?? []), row])
  return [...buildings.values()]
}

const doorOf = ({ id, unit, floor, number, ways: met }: RoomRow): DoorRoom => ({ id, unit, floor, number, ways: met })

const buildingOf = (rooms: readonly RoomRow[]) => {
  const [first] = rooms
  return first ? [{ place: first.building, compound: first.compound, ...reachIn(rooms) }] : []
}

export async function campaignView(tx: Tx, doing: Seeing, id: CampaignId): Promise<CampaignView> {
  const { tenantId, actor, at } = doing
  await seenCampaign(tx, doing, id)
  const { rows } = await sql<Counted & { places: CampaignView['places']; by: CampaignView['by'] }>`select w.*,
      (select json_build_object('name', o.name, 'nameEn', o.name_en) from people.posts_view o
        where o.tenant_id = w.tenant_id and o.id = w.post_id) as by,
      (select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'nameEn', a.name_en) order by a.path), '[]')
        from places.places_view a where a.tenant_id = w.tenant_id and a.id = any(w.addressed)) as places
    from (${rowSql(doing)} where c.tenant_id = ${tenantId} and c.id = ${id}) w`.execute(tx)
  const campaign = rows[0] ?? notFound()
  const rooms = await roomsOf(tx, doing, campaign, [])
  const met = (way: Way) => rooms.filter((room) => room.ways.includes(way)).length
  const { notice, notice_at: sentAt, notice_told: told } = campaign
  return {
    ...rowOf(campaign, dayOf(at)),
    ...reachIn(rooms),
    ...{ places: campaign.places, links: [...campaign.links], fileIds: [...campaign.file_ids], by: campaign.by },
    notice: notice && sentAt ? { words: notice, at: sentAt.toISOString(), told: told ?? 0 } : null,
    buildings: byBuilding(rooms).flatMap(buildingOf),
    byWay: Object.fromEntries(ways.map((way) => [way, met(way)])) as CampaignView['byWay'],
    mayKeep: keepingPost(actor, campaign.place_path) !== null,
    mayTick: mayTick(doing) && isOpen(campaign, dayOf(at)) && rooms.length > 0,
  }
}

export async function doorsOf(
  tx: Tx,
  doing: Seeing,
  id: CampaignId,
  { placeId }: QueryOf<typeof campaignDoors>,
): Promise<Doors> {
  const campaign = await seenCampaign(tx, doing, id)
  const rooms = await roomsOf(tx, doing, campaign, await belowSql(tx, doing.tenantId, sql`b.path`, placeId))
  return {
    ...{ title: campaign.title, topic: campaign.topic, open: isOpen(campaign, dayOf(doing.at)) },
    buildings: byBuilding(rooms).flatMap((some) =>
      buildingOf(some).map((building) => ({ ...building, rooms: some.map(doorOf) })),
    ),
  }
}

/** The reach of the buildings that the actor sees. */
export async function reachSeen(tx: Tx, doing: Seeing, campaign: CampaignRecord) {
  return reachIn(await roomsOf(tx, doing, campaign, []))
}
